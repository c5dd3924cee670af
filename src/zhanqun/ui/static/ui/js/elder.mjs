// Elder mode (长者模式) without leaving the page: the links work by themselves through
// /_/elder/on and /_/elder/off, which set the same cookie and come back.

const YEAR_SECONDS = 31536000;

for (const link of document.querySelectorAll('[data-enhance="elder"]')) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const seconds = link.dataset.set === "on" ? YEAR_SECONDS : 0;
    document.cookie = `zq_elder=1; path=/; max-age=${seconds}; samesite=lax`;
    location.reload();
  });
}
