// Printing (打印): the button appears where it works.

for (const button of document.querySelectorAll('[data-enhance="print"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
