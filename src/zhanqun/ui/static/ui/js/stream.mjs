// A film in segments (视频分段) for browsers that cannot play them by themselves: the player is
// fetched when somebody begins to watch. Without it the film is played as one file.

const TYPE = "application/vnd.apple.mpegurl";

async function stream(video) {
  const at = video.currentTime;
  const { default: Hls } = await import(video.dataset.player).catch(() => ({}));
  if (!Hls?.isSupported()) return;
  const hls = new Hls({ enableWorker: false, startPosition: at });
  hls.on(Hls.Events.ERROR, (_event, fault) => {
    if (!fault.fatal) return;
    const reached = video.currentTime;
    hls.destroy();
    video.load();
    video.currentTime = reached;
    video.play().catch(() => {});
  });
  hls.loadSource(video.dataset.stream);
  hls.attachMedia(video);
  await video.play().catch(() => {});
}

for (const video of document.querySelectorAll('[data-enhance="stream"]')) {
  if (!video.canPlayType(TYPE) && "MediaSource" in window) {
    video.addEventListener("play", () => stream(video), { once: true });
  }
}
