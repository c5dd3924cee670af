// Suggestions in the search box (输入联想): a combobox with a list of words. Without this script
// the box is a plain form. Pattern: WAI-ARIA APG, editable combobox with list autocomplete.

const WAIT_MS = 150;
const CHARS_MAX = 60;

function enhance(row) {
  const input = row.querySelector("input");
  const list = Object.assign(document.createElement("ul"), {
    id: `${input.id}-words`,
    className: "p-find__list",
    hidden: true,
  });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", row.dataset.label);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  row.append(list);
  let chosen = -1;
  let typed = input.value;
  let timer = 0;
  let asking = new AbortController();

  function show(words) {
    list.replaceChildren(...words.map((word, at) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${at}`, className: "p-find__option" });
      option.setAttribute("role", "option");
      option.textContent = word;
      return option;
    }));
    list.hidden = words.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  }

  function choose(at) {
    chosen = at;
    [...list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === at));
    });
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", list.children[at].id);
    input.value = list.children[at].textContent;
  }

  function close() {
    clearTimeout(timer);
    asking.abort();
    show([]);
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    try {
      const address = `${row.dataset.complete}?q=${encodeURIComponent(typed.slice(0, CHARS_MAX))}`;
      const answer = await fetch(address, { signal: asking.signal });
      const [, words] = answer.ok ? await answer.json() : ["", []];
      if (document.activeElement === input) show(words);
    } catch {
      // No suggestions are no fault: the box works as before.
    }
  }

  input.addEventListener("input", (event) => {
    // While an input method composes, what stands in the box is not yet a word.
    if (event.isComposing) return;
    typed = input.value;
    clearTimeout(timer);
    if (typed.trim()) timer = setTimeout(ask, WAIT_MS);
    else close();
  });
  input.addEventListener("compositionend", () => {
    typed = input.value;
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      // One place before the first stands for what was typed.
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = ((chosen + 1 + step + count + 1) % (count + 1)) - 1;
      choose(next);
      if (next < 0) input.value = typed;
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = typed;
      close();
    }
  });
  // Before anything is typed, hot words are offered.
  input.addEventListener("click", () => {
    typed = input.value;
    if (!typed.trim() && list.hidden) ask();
  });
  input.addEventListener("blur", close);
  // The box keeps the focus, or its list would be gone before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    input.value = option.textContent;
    input.form.requestSubmit();
  });
}

for (const row of document.querySelectorAll('[data-enhance="find"]')) enhance(row);
