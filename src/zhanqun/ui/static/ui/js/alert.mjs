// The alert bar (预警条): one fragment for all pages, so that an alert renders none of them.
// /_/alert.html is a whole page, readable in a frame too; its bars are moved in here, without
// those whose time is over by the reader's own clock. Pages in traditional characters have a twin.

const place = document.querySelector('[data-enhance="alerts"]');

function isOver(bar) {
  return Boolean(bar.dataset.until) && new Date(bar.dataset.until) <= new Date();
}

// A red or orange one is read out when it is new to this visit, not on every page.
function announce(bars) {
  const pressing = bars.filter((bar) => bar.matches(".p-alert--1, .p-alert--2"));
  const said = pressing.map((bar) => bar.textContent).join("\n");
  try {
    if (said && sessionStorage.getItem("zq-alerts") !== said) {
      place.setAttribute("aria-live", "polite");
      sessionStorage.setItem("zq-alerts", said);
    }
  } catch {
    // No storage: nothing is read out unasked.
  }
}

const FRESH = { cache: "no-cache" };

async function fetchBars() {
  const twin = document.documentElement.lang === "zh-Hant" && await fetch("/_/alert-tc.html", FRESH);
  return twin && twin.ok ? twin : fetch("/_/alert.html", FRESH);
}

// A page may stay open for longer than a warning holds.
function watch(bars) {
  setInterval(() => bars.filter(isOver).forEach((bar) => bar.remove()), 10_000);
}

if (place) {
  try {
    const answer = await fetchBars();
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const bars = [...page.querySelectorAll(".p-alert:not(.p-alert--none)")];
      const standing = bars.filter((bar) => !isOver(bar));
      announce(standing);
      place.append(...standing);
      if (standing.length) watch(standing);
    }
  } catch {
    // Offline: the page stands as it is.
  }
}
