// The alert bar (预警条): one fragment for all pages, so that an alert renders none of them.
// /_/alert.html is a whole page, readable in a frame too; its bars are moved in here.

const place = document.querySelector('[data-enhance="alerts"]');

if (place) {
  try {
    const answer = await fetch("/_/alert.html", { cache: "no-cache" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.append(...page.querySelectorAll(".p-alert:not(.p-alert--none)"));
    }
  } catch {
    // Offline: the page stands as it is.
  }
}
