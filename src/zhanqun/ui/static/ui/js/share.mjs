// Sharing (分享): the system's own sheet, else the address on the clipboard, else selected; a QR
// code (二维码) for the phone in the reader's hand, drawn here when somebody asks for it.

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

const SVG = "http://www.w3.org/2000/svg";
// Light modules around a code, which readers of codes need.
const QUIET = 4;

function part(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

async function drawn({ code, url, label }) {
  const { generate } = await import(code);
  const found = generate(url);
  const side = found.size + 2 * QUIET;
  let path = "";
  for (let y = 0; y < found.size; y += 1) {
    for (let x = 0; x < found.size; x += 1) {
      if (found.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    }
  }
  const picture = part("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": label });
  picture.append(part("rect", { width: side, height: side, fill: "#fff" }));
  picture.append(part("path", { d: path, fill: "#000" }));
  return picture;
}

for (const button of document.querySelectorAll('[data-enhance="qr"]')) {
  const place = document.getElementById(button.dataset.place);
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!place.firstChild) place.append(await drawn(button.dataset));
    place.hidden = !place.hidden;
    button.setAttribute("aria-expanded", String(!place.hidden));
  });
}
