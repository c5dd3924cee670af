// Large files of a form go up in parts that can be paused and resumed, with a progress bar. The
// plain field works without this module; small files still go with the form.
//
// <input type="file" data-enhance="parts" data-parts="…/uploads/"> gets a list after it; each file
// that has arrived becomes a hidden field "uploaded" of its form.

const PART_BYTES = 4 * 1024 * 1024;
const RETRY_MS = [0, 1000, 3000, 5000, 10000];
const MB = 1024 * 1024;

class Row {
  // One file on its way: its line in the list, and the upload behind it.
  constructor(field, file) {
    this.field = field;
    this.file = file;
    this.state = "waiting";
    this.element = document.createElement("li");
    this.element.className = "d-parts__row";
    this.label = add(this.element, "span", "d-parts__name", file.name);
    this.bar = add(this.element, "progress", "d-parts__bar");
    this.bar.max = file.size;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", `${file.name}的上传进度`);
    this.told = add(this.element, "output", "d-parts__told");
    this.pauseButton = button(this.element, "暂停", file.name, () => this.turn());
    button(this.element, "取消", file.name, () => this.cancel());
    this.upload = new tus.Upload(file, {
      endpoint: new URL(field.input.dataset.parts, location.href).href,
      chunkSize: PART_BYTES,
      retryDelays: RETRY_MS,
      metadata: { filename: file.name, page: location.pathname },
      headers: { "X-CSRFToken": field.token },
      removeFingerprintOnSuccess: false,
      onProgress: (sent) => this.show(sent),
      onSuccess: () => this.arrived(),
      onError: (error) => this.failed(error),
    });
  }

  async start() {
    const earlier = await this.upload.findPreviousUploads();
    if (earlier.length) this.upload.resumeFromPreviousUpload(earlier[0]);
    this.go();
  }

  go() {
    this.state = "going";
    this.name(this.pauseButton, "暂停");
    this.upload.start();
  }

  turn() {
    if (this.state !== "going") {
      this.go();
      return;
    }
    this.state = "paused";
    this.upload.abort();
    this.name(this.pauseButton, "继续");
    this.told.textContent = `已暂停，${this.figures()}`;
  }

  cancel() {
    this.state = "cancelled";
    // Where the server has it already, it may forget it; it does so by itself after some days.
    this.upload.abort(true).catch(() => {});
    this.hidden?.remove();
    this.element.remove();
    this.field.remove(this);
  }

  show(sent) {
    if (this.state !== "going") return;
    this.bar.value = sent;
    this.told.textContent = this.figures();
  }

  figures() {
    const share = Math.floor((this.bar.value / this.bar.max) * 100);
    const [done, all] = [this.bar.value, this.bar.max].map((bytes) => (bytes / MB).toFixed(1));
    return `${share}%（${done} / ${all} MB）`;
  }

  async arrived() {
    // Under these keys the browser remembers it, to be forgotten once it is saved.
    this.keys = (await this.upload.findPreviousUploads()).map((row) => row.urlStorageKey);
    this.state = "arrived";
    this.bar.value = this.bar.max;
    this.told.textContent = "已传完，保存后成为附件";
    this.pauseButton.remove();
    this.hidden = document.createElement("input");
    this.hidden.type = "hidden";
    this.hidden.name = "uploaded";
    this.hidden.value = this.upload.url.split("/").filter(Boolean).at(-1);
    this.element.append(this.hidden);
    this.field.goOn();
  }

  failed(error) {
    this.state = "failed";
    const answer = error.originalResponse;
    const words = answer && answer.getStatus() < 500 && answer.getBody();
    this.told.textContent = words || "连接中断，已传的部分保留着，请按“继续”";
    this.told.classList.add("d-field__error");
    this.name(this.pauseButton, "继续");
    this.field.goOn();
  }

  name(element, word) {
    element.firstChild.textContent = word;
    if (word === "暂停") this.told.classList.remove("d-field__error");
  }
}

class PartsField {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.rows = [];
    this.list = document.createElement("ul");
    this.list.className = "d-parts";
    this.note = document.createElement("p");
    this.note.className = "d-quiet";
    this.note.setAttribute("role", "status");
    input.after(this.list, this.note);
    input.addEventListener("change", () => this.take());
    // Before any other help of the form hears of it.
    document.addEventListener("submit", (event) => this.hold(event), { capture: true });
    this.tellEarlier();
  }

  // Large files leave the field and go up; small ones stay in it.
  take() {
    this.note.textContent = "";
    const small = new DataTransfer();
    for (const file of this.input.files) {
      if (file.size <= PART_BYTES) {
        small.items.add(file);
        continue;
      }
      const row = new Row(this, file);
      this.rows.push(row);
      this.list.append(row.element);
      row.start();
    }
    this.input.files = small.files;
  }

  remove(row) {
    this.rows = this.rows.filter((other) => other !== row);
    this.goOn();
  }

  has(...states) {
    return this.rows.some((row) => states.includes(row.state));
  }

  // A form sent too early waits until its files have arrived.
  hold(event) {
    if (event.target !== this.form) return;
    const going = this.has("waiting", "going");
    if (!going && !this.has("paused", "failed")) {
      this.forgetArrived();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.submitter = going ? event.submitter : undefined;
    this.note.textContent = going
      ? "文件还在上传，传完后自动保存。"
      : "还有文件没有传完：请按“继续”传完，或按“取消”不要它，再保存。";
    if (going) this.isHeld = true;
  }

  goOn() {
    if (!this.isHeld || this.has("waiting", "going")) return;
    this.isHeld = false;
    this.note.textContent = "";
    this.form.requestSubmit(this.submitter);
  }

  // What is saved need not be resumed.
  forgetArrived() {
    for (const key of this.rows.flatMap((row) => row.keys ?? [])) {
      tus.defaultOptions.urlStorage.removeUpload(key);
    }
  }

  // After the page was left, the browser needs the file chosen again; the rest goes on by itself.
  async tellEarlier() {
    const all = await tus.defaultOptions.urlStorage.findAllUploads();
    const here = all.filter((row) => row.metadata?.page === location.pathname);
    const names = [...new Set(here.map((row) => row.metadata.filename))];
    if (names.length) {
      this.note.textContent = `上次没有传完：${names.join("、")}。重新选择同一文件，会从断点继续。`;
    }
  }
}

function add(parent, tag, name, text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  parent.append(element);
  return element;
}

function button(parent, word, what, act) {
  const element = add(parent, "button", "button button-small button-secondary", word);
  element.type = "button";
  add(element, "span", "d-sr", what);
  element.addEventListener("click", act);
  return element;
}

if (window.tus?.isSupported && window.DataTransfer) {
  for (const input of document.querySelectorAll('input[type="file"][data-enhance~="parts"]')) {
    new PartsField(input);
  }
}
