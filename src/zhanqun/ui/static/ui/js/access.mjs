// 无障碍: the reader's own settings. Every link here works by itself: /_/access/…, /_/elder/… and
// /_/tc set a cookie or lead on. With scripts the page changes in place, and the settings open as
// a bar under the first row of any page.

const YEAR_SECONDS = 31536000;
// 繁體 pages stay among themselves.
const HOME = location.pathname.startsWith("/tc/") ? "/tc/" : "/";
const ELDER_HOME = `${HOME}elder.html`;
const LINE = "zq-line";

const choice = (name) => document.cookie.match(new RegExp(`(?:^|; )zq_${name}=([^;]*)`))?.[1] ?? "";

function choose(name, value) {
  document.cookie = `zq_${name}=${value}; path=/; max-age=${value ? YEAR_SECONDS : 0}; samesite=lax`;
}

// The stylesheet is asked for anew; the former one stays until the new one is there.
function restyle() {
  const old = document.querySelector('link[href^="/_/mode.css"]');
  const fresh = old.cloneNode();
  fresh.href = `/_/mode.css?${Date.now()}`;
  fresh.addEventListener("load", () => old.remove());
  old.after(fresh);
}

function mark(bar) {
  for (const link of bar.querySelectorAll("[data-set]")) {
    const is = choice(link.dataset.set) === link.dataset.value;
    if (is) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function enhanceBar(bar) {
  mark(bar);
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("[data-set], [data-reset]");
    if (!link) return;
    event.preventDefault();
    const links = link.dataset.set ? [link] : bar.querySelectorAll('[data-value=""]');
    for (const { dataset } of links) choose(dataset.set, dataset.value);
    restyle();
    mark(bar);
  });
  for (const button of bar.querySelectorAll('[data-enhance="line"]')) enhanceLine(button);
}

// 阅读标线: a line under the pointer, or under what has the focus.
function enhanceLine(button) {
  const line = document.createElement("div");
  line.className = "p-ruler";
  const put = (top) => { line.style.top = `${top}px`; };
  addEventListener("pointermove", (event) => put(event.clientY + 12));
  addEventListener("focusin", (event) => put(event.target.getBoundingClientRect().bottom + 4));
  const show = (on) => {
    button.setAttribute("aria-pressed", String(on));
    if (on) document.body.append(line);
    else line.remove();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    show(on);
    try { sessionStorage.setItem(LINE, on ? "1" : ""); } catch { /* lasts as long as the page */ }
  });
  try { show(sessionStorage.getItem(LINE) === "1"); } catch { show(false); }
}

async function fetchBar(address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.adoptNode(page.querySelector(".p-aids"));
}

function enhanceOpener(link) {
  let bar = document.querySelector(".p-aids");
  const show = (open) => {
    bar.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    if (open) bar.querySelector("a").focus();
    else link.focus();
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); link.click(); }
  });
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (bar) { show(bar.hidden); return; }
    bar = await fetchBar(link.href).catch(() => null);
    if (!bar) { location.assign(link.href); return; }
    document.querySelector(".p-util").after(bar);
    enhanceBar(bar);
    bar.addEventListener("keydown", (pressed) => { if (pressed.key === "Escape") show(false); });
    bar.dispatchEvent(new Event("zq:added", { bubbles: true }));
    show(true);
  });
}

function enhanceElder(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const on = link.dataset.set === "on";
    choose("elder", on ? "1" : "");
    if (on && location.pathname === HOME) location.assign(ELDER_HOME);
    else if (!on && location.pathname === ELDER_HOME) location.assign(HOME);
    else restyle();
  });
}

// 大字, beside an article: the same setting as in the bar.
function enhanceLarge(button) {
  const show = () => button.setAttribute("aria-pressed", String(choice("size") !== ""));
  show();
  button.hidden = false;
  button.addEventListener("click", () => {
    choose("size", choice("size") ? "" : "2");
    restyle();
    show();
  });
}

const each = (name, enhance) =>
  document.querySelectorAll(`[data-enhance="${name}"]`).forEach(enhance);

document.querySelectorAll("main .p-aids").forEach(enhanceBar);
if (!document.querySelector("main .p-aids")) each("access", enhanceOpener);
each("elder", enhanceElder);
each("text-size", enhanceLarge);
