// Sharing (分享): the system's own sheet, else the address on the clipboard, else selected.

async function share({ title, url, done }, status, address) {
  if (navigator.share) {
    await navigator.share({ title, url });
  } else if (navigator.clipboard) {
    await navigator.clipboard.writeText(url);
    status.textContent = done;
  } else {
    getSelection().selectAllChildren(address);
  }
}

for (const button of document.querySelectorAll('[data-enhance="share"]')) {
  const status = document.getElementById(button.dataset.status);
  const address = document.getElementById(button.dataset.address);
  button.hidden = false;
  button.addEventListener("click", () => {
    share(button.dataset, status, address).catch((refusal) => {
      // Closing the sheet is no failure; anything else leaves the address to be copied by hand.
      if (refusal.name !== "AbortError") getSelection().selectAllChildren(address);
    });
  });
}
