// Warns before a login ends for want of use, and keeps it while its person is at work. Tabs of
// one browser tell one another. <script id="idle" data-limit="seconds" data-address="…">

const WARNING_SECONDS = 120;
const TELL_SECONDS = 60;

const settings = document.getElementById("idle").dataset;
const limit = Number(settings.limit) * 1000;
const warning = Math.min(WARNING_SECONDS * 1000, limit / 2);
const tabs = new BroadcastChannel("zhanqun-at-work");
let last = Date.now();
let told = Date.now();
let dialog = null;

const noteOthers = () => { last = told = Date.now(); close(); };

const tell = async () => {
  told = Date.now();
  const answer = await fetch(settings.address, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) tabs.postMessage("at work");
  return Boolean(answer?.ok);
};

const atWork = () => {
  if (dialog) return;
  last = Date.now();
  if (last - told > TELL_SECONDS * 1000) tell();
};

const close = () => { dialog?.remove(); dialog = null; };

const show = (title, text, label, act) => {
  const focused = document.activeElement;
  close();
  dialog = document.createElement("dialog");
  dialog.className = "a-idle d-body";
  dialog.setAttribute("aria-labelledby", "idle-title");
  const heading = document.createElement("h2");
  heading.id = "idle-title";
  heading.textContent = title;
  const words = document.createElement("p");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", () => act(focused));
  // Escape is an answer too: the person is there.
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); act(focused); });
  dialog.append(heading, words, button);
  document.body.append(dialog);
  dialog.showModal();
  button.focus();
  return words;
};

const goOn = async (focused) => {
  if (!(await tell())) { ended(); return; }
  last = Date.now();
  close();
  focused?.focus?.();
};

const ended = () => {
  show(settings.endedTitle, settings.endedText, settings.endedLabel, (focused) => {
    open(settings.login, "_blank", "noopener");
    close();
    focused?.focus?.();
  });
  clearInterval(clock);
};

const look = () => {
  const left = limit - (Date.now() - last);
  if (left <= 0) ended();
  else if (left <= warning) {
    const text = settings.text.replace("{n}", Math.ceil(left / 1000));
    const words = dialog?.querySelector("p") ?? show(settings.title, text, settings.label, goOn);
    words.textContent = text;
  }
};

tabs.addEventListener("message", noteOthers);
for (const name of ["keydown", "pointerdown", "input"]) addEventListener(name, atWork, { passive: true });
const clock = setInterval(look, 1000);
