// Reading aloud (听文章) with the voices of the reader's own device, paragraph by paragraph,
// because long utterances are cut off by some browsers. It can pause, go on and stop.

const voice = window.speechSynthesis;
const PARTS = "p, h1, h2, h3, h4, li, caption, figcaption, th, td, dt, dd";
const SILENT = "[aria-hidden='true'], .p-tools, .p-aids, noscript";

function paragraphs(text) {
  return [...text.querySelectorAll(PARTS)]
    .filter((part) => !part.querySelector(PARTS) && !part.closest(SILENT))
    .map((part) => part.textContent.trim())
    .filter(Boolean);
}

function enhance(button) {
  const label = button.querySelector("[data-label]");
  const { start, stop, text } = button.dataset;
  const pause = button.parentElement.querySelector('[data-enhance="read-pause"]');
  const show = (speaking) => {
    label.textContent = speaking ? stop : start;
    button.setAttribute("aria-pressed", String(speaking));
    showPause(speaking, false);
  };
  const showPause = (speaking, paused) => {
    if (!pause) return;
    pause.hidden = !speaking;
    pause.querySelector("[data-label]").textContent = paused ? pause.dataset.on : pause.dataset.off;
    pause.setAttribute("aria-pressed", String(paused));
  };
  const speak = () => {
    const utterances = paragraphs(document.getElementById(text)).map((words) => {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = document.documentElement.lang;
      return utterance;
    });
    const last = utterances.at(-1);
    if (!last) return;
    last.addEventListener("end", () => show(false));
    utterances.forEach((utterance) => voice.speak(utterance));
    show(true);
  };
  if (!voice || !button.hidden) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    voice.resume();
    voice.cancel();
    if (speaking) show(false);
    else speak();
  });
  pause?.addEventListener("click", () => {
    const paused = pause.getAttribute("aria-pressed") !== "true";
    if (paused) voice.pause();
    else voice.resume();
    showPause(true, paused);
  });
  window.addEventListener("pagehide", () => voice.cancel());
}

const enhanceIn = (part) => part.querySelectorAll('[data-enhance="read-aloud"]').forEach(enhance);

enhanceIn(document);
// The settings bar comes later.
document.addEventListener("zq:added", (event) => enhanceIn(event.target));
