// Reading aloud (听文章) with the voices of the reader's own device, paragraph by paragraph,
// because long utterances are cut off by some browsers.

const voice = window.speechSynthesis;
const PARTS = "p, h2, h3, h4, li, caption, figcaption, th, td";

function paragraphs(text) {
  return [...text.querySelectorAll(PARTS)]
    .filter((part) => !part.querySelector(PARTS))
    .map((part) => part.textContent.trim())
    .filter(Boolean);
}

function enhance(button) {
  const label = button.querySelector("[data-label]");
  const { start, stop, text } = button.dataset;
  const show = (speaking) => {
    label.textContent = speaking ? stop : start;
    button.setAttribute("aria-pressed", String(speaking));
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
  button.hidden = false;
  button.addEventListener("click", () => {
    const speaking = button.getAttribute("aria-pressed") === "true";
    voice.cancel();
    if (speaking) show(false);
    else speak();
  });
  window.addEventListener("pagehide", () => voice.cancel());
}

if (voice) document.querySelectorAll('[data-enhance="read-aloud"]').forEach(enhance);
