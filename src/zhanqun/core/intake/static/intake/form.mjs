// Enhances the public forms: computes the proof of work, keeps a draft on this device if asked to,
// sends a form once. Everything works without it.

const SOLVE_SECONDS = 90;

for (const form of document.querySelectorAll('form[data-enhance="intake"]')) {
  prove(form);
  keepDraft(form);
}
for (const form of document.querySelectorAll('form[data-enhance="once"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
// Back from the next page, the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.querySelector('[data-enhance="errors"]')?.focus();
if (document.querySelector('[data-enhance="receipt"]')) clearDrafts();

/** Solve the form's challenge beside the filling in; the plain question then is not needed. */
function prove(form) {
  const question = form.querySelector("[data-question]");
  if (!question || !globalThis.crypto?.subtle || !globalThis.Worker) return;
  const worker = new Worker(form.dataset.solver);
  worker.addEventListener("message", ({ data }) => {
    worker.terminate();
    if (!Number.isInteger(data?.counter)) return;
    form.elements.proof.value = String(data.counter);
    question.hidden = true;
  });
  worker.postMessage({
    type: "work",
    challenge: JSON.parse(form.dataset.challenge),
    counterStart: 0,
    counterStep: 1,
    timeout: SOLVE_SECONDS * 1000,
  });
}

function nameOf(form) {
  return `zq-draft ${form.dataset.draft}`;
}

/** Words of the form on this device, only where its user ticked the box. */
function keepDraft(form) {
  const box = form.querySelector("[data-draft-box]");
  const tick = form.querySelector("[data-draft-on]");
  const found = form.querySelector("[data-draft-found]");
  if (!box || !storage()) return;
  box.hidden = false;
  const kept = storage().getItem(nameOf(form));
  if (kept) {
    tick.checked = true;
    found.hidden = !restore(form, JSON.parse(kept));
  }
  const save = () => {
    if (tick.checked) storage().setItem(nameOf(form), JSON.stringify(wordsOf(form)));
    else storage().removeItem(nameOf(form));
  };
  form.addEventListener("input", save);
  form.querySelector("[data-draft-clear]").addEventListener("click", () => {
    storage().removeItem(nameOf(form));
    tick.checked = false;
    found.hidden = true;
    tick.focus();
  });
}

function typed(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "file", "submit", "button"].includes(field.type)
      && !["homepage", "answer"].includes(field.name),
  );
}

function wordsOf(form) {
  return Object.fromEntries(
    typed(form)
      .filter((field) => field.type !== "radio" || field.checked)
      .map((field) => [field.name, field.value]),
  );
}

/** Only what is empty is filled in; whether anything was. */
function restore(form, words) {
  let changed = false;
  for (const field of typed(form)) {
    const value = words[field.name];
    if (!value) continue;
    if (field.type === "radio") {
      const chosen = form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`);
      if (!chosen && field.value === value) changed = field.checked = true;
    } else if (!field.value) {
      field.value = value;
      changed = true;
    }
  }
  return changed;
}

function clearDrafts() {
  const store = storage();
  if (!store) return;
  for (const name of Object.keys(store)) if (name.startsWith("zq-draft ")) store.removeItem(name);
}

/** Null where the browser keeps nothing (private windows, policies). */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
