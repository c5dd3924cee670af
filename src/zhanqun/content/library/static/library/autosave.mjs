// What is typed is kept without pressing a button: on the server, for its writer alone; in this
// browser while the server cannot be reached. Nothing is read in the middle of a composition.

const EVERY_MS = 20_000;
// What leaves with a closing page may be so large.
const LAST_BYTES = 60_000;
const REASONS = new Map([[403, "登录已失效"], [400, "内容太大，服务器没有收下"]]);
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "act"]);

const clock = (moment) => moment.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

function formOf(values) {
  const body = new FormData();
  for (const [name, value] of values) body.append(name, value);
  return body;
}

function typedIn(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

// A copy in this browser, for the time that the server is away.
function localCopy(key) {
  const name = `autosave:${key}`;
  const sent = `${name}:sent`;
  return {
    read() {
      try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
    },
    write(values) {
      const typed = values.filter(([field]) => !NOT_TYPED.has(field));
      try {
        localStorage.setItem(name, JSON.stringify({ at: Date.now(), typed }));
        return true;
      } catch { return false; }
    },
    drop() {
      try { localStorage.removeItem(name); } catch { /* there is none */ }
    },
    // A page that was sent and comes back without complaint needs its copy no more.
    markSent() {
      try { sessionStorage.setItem(sent, "1"); } catch { /* the notice shows once more */ }
    },
    takeSent() {
      try {
        const was = sessionStorage.getItem(sent);
        sessionStorage.removeItem(sent);
        return was === "1";
      } catch { return false; }
    },
  };
}

function fill(form, typed) {
  const values = new Map();
  for (const [name, value] of typed) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    const own = values.get(field.name);
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = own?.includes(field.value) ?? false;
    } else if (own && field.type !== "file" && !NOT_TYPED.has(field.name)) {
      field.value = own.shift() ?? "";
      window.hugerte?.get(field.id)?.setContent(field.value);
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(form, copy) {
  const kept = copy.read();
  if (!kept) return;
  const notice = document.querySelector("[data-autosave-notice]").content.cloneNode(true);
  const section = notice.firstElementChild;
  section.querySelector("[data-moment]").textContent = new Date(kept.at).toLocaleString("zh-CN");
  const close = () => { copy.drop(); section.remove(); };
  section.querySelector("[data-take]").addEventListener("click", () => {
    fill(form, kept.typed);
    close();
  });
  section.querySelector("[data-drop]").addEventListener("click", close);
  form.before(section);
}

function start(form) {
  const status = document.querySelector("[data-autosave-status]");
  const copy = localCopy(form.dataset.autosaveKey);
  let changed = false;
  let composing = false;
  let waited = false;
  let isSent = false;
  let timer = 0;
  let sending = null;

  const say = (text) => { status.textContent = text; };

  function keepHere(values, why) {
    const kept = copy.write(values);
    const rest = kept ? `内容已暂存在本机浏览器 ${clock(new Date())}` : "本机浏览器也存不下，请复制正文另存";
    say(`${why}，${rest}`);
    changed = true;
    wait();
  }

  async function send(values) {
    sending = new AbortController();
    const { signal } = sending;
    const sent = { method: "POST", body: formOf(values), signal };
    const answer = await fetch(form.dataset.autosave, sent).catch(() => null);
    if (signal.aborted) return;
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said) {
      copy.drop();
      say(`已自动保存 ${said.time}`);
    } else if (said?.message) {
      keepHere(values, said.message.replace(/。$/, ""));
    } else {
      keepHere(values, REASONS.get(answer?.status) ?? "连不上服务器");
    }
  }

  function save() {
    clearTimeout(timer);
    timer = 0;
    waited = composing;
    if (!changed || composing || isSent) return;
    changed = false;
    sending?.abort();
    send(typedIn(form));
  }

  function wait() {
    timer ||= setTimeout(save, EVERY_MS);
  }

  function leave() {
    if (!changed || isSent) return;
    const values = typedIn(form);
    copy.write(values);
    const size = new Blob(values.flat()).size;
    if (size > LAST_BYTES) return;
    fetch(form.dataset.autosave, { method: "POST", body: formOf(values), keepalive: true })
      .then((answer) => { if (answer.ok) copy.drop(); })
      .catch(() => null);
  }

  form.addEventListener("input", () => { changed = true; wait(); });
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => {
    composing = false;
    if (waited) setTimeout(save);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) save();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("pagehide", leave);
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
    copy.markSent();
  });
  // The browser's way back shows the page as it was: it goes on.
  addEventListener("pageshow", (event) => { if (event.persisted) isSent = false; });

  if (copy.takeSent() && form.dataset.unsaved !== "true") copy.drop();
  offer(form, copy);
}

const form = document.querySelector("form[data-autosave]");
if (form) start(form);
