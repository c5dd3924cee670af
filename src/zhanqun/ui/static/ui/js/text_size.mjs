// Larger text (大字), kept for the visit.

const KEY = "zq-text";
const root = document.documentElement;

function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(size) {
  try {
    sessionStorage.setItem(KEY, size);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}

for (const button of document.querySelectorAll('[data-enhance="text-size"]')) {
  const apply = (large) => {
    root.toggleAttribute("data-text", large);
    if (large) root.setAttribute("data-text", "large");
    button.setAttribute("aria-pressed", String(large));
  };
  button.hidden = false;
  apply(remembered() === "large");
  button.addEventListener("click", () => {
    const large = button.getAttribute("aria-pressed") !== "true";
    apply(large);
    remember(large ? "large" : "plain");
  });
}
