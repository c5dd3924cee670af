// Small helps on desk pages; every page works without them. Elements ask for one by
// data-enhance="name other-name".

const FOLLOW_MS = 1000;

const helps = {
  // A form pressed twice is sent once.
  once(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      // The browser's way back shows the page as it was: let it be sent again.
      addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
    });
  },

  // Leaving with unsaved words asks first.
  unsaved(form) {
    let changed = form.dataset.unsaved === "true";
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  },

  // How many characters stand in a field, and whether that is too many.
  count(field) {
    const limit = Number(field.dataset.limit);
    const output = document.createElement("output");
    output.className = "d-count";
    const show = () => {
      const length = [...field.value].length;
      output.textContent = `${length} / ${limit}`;
      output.classList.toggle("d-count--over", length > limit);
    };
    field.after(output);
    field.addEventListener("input", show);
    show();
  },

  // One box ticks all boxes of a name.
  all(box) {
    const form = box.form;
    box.addEventListener("change", () => {
      for (const other of form.querySelectorAll(`input[name="${box.dataset.all}"]`)) {
        other.checked = box.checked;
      }
    });
  },

  // A choice that sends its form at once.
  go(select) {
    select.addEventListener("change", () => select.form.requestSubmit());
  },

  // Buttons that move a row up and down; the order fields follow.
  order(body) {
    const number = () => {
      [...body.rows].forEach((row, at) => {
        row.querySelector("[data-order]").value = at + 1;
      });
    };
    body.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      const row = button.closest("tr");
      if (button.dataset.move === "up") row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      number();
      button.focus();
    });
  },

  // A part of the page that shows work going on: it is looked at again until the work is done.
  follow(part) {
    const look = async () => {
      const answer = await fetch(location.href).catch(() => null);
      const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page && page.getElementById(part.id);
      if (now) {
        part.innerHTML = now.innerHTML;
        if (!now.hasAttribute("data-enhance")) return;
      }
      setTimeout(look, FOLLOW_MS);
    };
    part.setAttribute("aria-live", "polite");
    setTimeout(look, FOLLOW_MS);
  },

  // A list worked by keyboard: j and k move, x ticks, Enter opens, other letters press the
  // row's button with that letter.
  keys(table) {
    const rows = () => table.tBodies ? [...table.tBodies].flatMap((body) => [...body.rows]) : [...table.children];
    let at = -1;
    const move = (step) => {
      const all = rows();
      if (!all.length) return;
      all[at]?.classList.remove("is-current");
      at = Math.max(0, Math.min(all.length - 1, at + step));
      all[at].classList.add("is-current");
      all[at].scrollIntoView({ block: "nearest" });
      all[at].querySelector("a")?.focus({ preventScroll: true });
    };
    addEventListener("keydown", (event) => {
      const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const row = rows()[at];
      if (event.key === "j") move(1);
      else if (event.key === "k") move(-1);
      else if (event.key === "x" && row) {
        const box = row.querySelector("input[type=checkbox]");
        if (box) box.checked = !box.checked;
      } else {
        const button = row?.querySelector(`[data-key="${event.key}"]`);
        if (!button) return;
        button.click();
      }
      event.preventDefault();
    });
  },
};

for (const element of document.querySelectorAll("[data-enhance]")) {
  for (const name of element.dataset.enhance.split(" ")) helps[name]?.(element);
}
document.getElementById("errors")?.focus();
