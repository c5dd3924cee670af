// A PDF, one page at a time: its picture, and its words over it for those who listen or copy.

const STEP = 1.25;
const SCALES = { least: 0.4, most: 4 };

class Viewer {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector("[data-frame]");
    this.sheet = root.querySelector("[data-sheet]");
    this.field = root.querySelector("[data-page]");
    this.number = 1;
    this.scale = 0; // 0: as wide as the frame
    this.turn = 0;
  }

  async open() {
    const { file, library, worker, maps, fonts, decoders, profiles } = this.root.dataset;
    this.pdfjs = await import(library);
    this.pdfjs.GlobalWorkerOptions.workerSrc = worker;
    this.pdf = await this.pdfjs.getDocument({
      url: file,
      cMapUrl: maps,
      cMapPacked: true,
      standardFontDataUrl: fonts,
      wasmUrl: decoders,
      iccUrl: profiles,
      // The page's policy forbids compiled code; the decoders in plain script take its place.
      useWasm: false,
    }).promise;
    this.root.querySelector("[data-count]").textContent = `/ ${this.pdf.numPages} 页`;
    this.field.max = this.pdf.numPages;
    this.sheet.hidden = false;
    await this.show(1);
  }

  say(words) {
    this.root.querySelector("[data-said]").textContent = words;
  }

  async show(number) {
    const turn = ++this.turn;
    this.number = Math.min(Math.max(number, 1), this.pdf.numPages);
    const page = await this.pdf.getPage(this.number);
    const natural = page.getViewport({ scale: 1 });
    const wide = (this.frame.clientWidth - 34) / natural.width;
    const viewport = page.getViewport({ scale: this.scale || Math.min(Math.max(wide, SCALES.least), 1.6) });
    if (turn === this.turn) await this.draw(page, viewport, turn);
  }

  async draw(page, viewport, turn) {
    const sharp = window.devicePixelRatio || 1;
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    canvas.style.width = `${viewport.width}px`;
    canvas.style.height = `${viewport.height}px`;
    const words = document.createElement("div");
    words.className = "textLayer";
    await page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] }).promise;
    const layer = new this.pdfjs.TextLayer({
      textContentSource: page.streamTextContent(),
      container: words,
      viewport,
    });
    await layer.render();
    if (turn !== this.turn) return;
    this.sheet.style.setProperty("--total-scale-factor", viewport.scale);
    this.sheet.replaceChildren(canvas, words);
    this.shown = viewport.scale;
    this.field.value = this.number;
    this.frame.setAttribute("aria-label", `第${this.number}页`);
    this.say(`第${this.number}页，共${this.pdf.numPages}页`);
  }

  act(name) {
    const zoom = (factor) => Math.min(Math.max((this.shown ?? 1) * factor, SCALES.least), SCALES.most);
    if (name === "larger") this.scale = zoom(STEP);
    if (name === "smaller") this.scale = zoom(1 / STEP);
    if (name === "fit") this.scale = 0;
    const by = { before: -1, after: 1 }[name] ?? 0;
    if (by) this.frame.scrollTop = 0;
    return this.show(this.number + by);
  }
}

const KEYS = { ArrowLeft: "before", ArrowRight: "after", "+": "larger", "=": "larger", "-": "smaller" };

function listen(viewer) {
  viewer.root.addEventListener("click", (event) => {
    const name = event.target.closest("[data-act]")?.dataset.act;
    if (name) viewer.act(name);
  });
  viewer.field.addEventListener("change", () => viewer.show(Number(viewer.field.value) || 1));
  let wide = viewer.frame.clientWidth;
  new ResizeObserver(() => {
    if (viewer.frame.clientWidth === wide) return;
    wide = viewer.frame.clientWidth;
    if (!viewer.scale) viewer.show(viewer.number);
  }).observe(viewer.frame);
  viewer.frame.addEventListener("keydown", (event) => {
    const name = KEYS[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    viewer.act(name);
  });
}

const viewer = new Viewer(document.getElementById("pdf"));
viewer.open().then(
  () => listen(viewer),
  (failure) => viewer.say(
    failure?.name === "PasswordException"
      ? "这个 PDF 设有密码，不能显示。请下载后打开。"
      : "这个 PDF 不能显示，可能已损坏。请下载后打开，或看下面的文字。"
  ),
);
