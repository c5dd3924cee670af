// What the checks found, shown in the editor: words are highlighted by the browser alone, so
// that nothing of it is ever saved, and a button leads to each of them.

const LEVELS = ["hint", "warn", "block"];
const LATER_MS = 400;

const area = document.querySelector("textarea[data-editor]");
const buttons = [...document.querySelectorAll("[data-find]")];
const editor = () => (area && window.hugerte ? window.hugerte.get(area.id) : null);

// Text nodes joined, without white space, each character with its node and place.
function lettersOf(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    [...node.data].reduce((at, letter) => {
      if (letter.trim()) {
        text += letter;
        for (let unit = 0; unit < letter.length; unit += 1) places.push([node, at + unit]);
      }
      return at + letter.length;
    }, 0);
  }
  return { text, places };
}

function rangesOf({ text, places }, words) {
  const wanted = words.replace(/\s+/g, "");
  const found = [];
  for (let at = wanted ? text.indexOf(wanted) : -1; at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    const [first, start] = places[at];
    const [last, end] = places[at + wanted.length - 1];
    const range = first.ownerDocument.createRange();
    range.setStart(first, start);
    range.setEnd(last, end + 1);
    found.push(range);
  }
  return found;
}

function highlight(body) {
  const view = body.ownerDocument.defaultView;
  if (!view.CSS?.highlights || !view.Highlight) return;
  const letters = lettersOf(body);
  for (const level of LEVELS) {
    const mine = buttons.filter(({ dataset }) => dataset.level === level && dataset.field === "body");
    const words = new Set(mine.map(({ dataset }) => dataset.find));
    const ranges = [...words].flatMap((one) => rangesOf(letters, one));
    view.CSS.highlights.set(`hit-${level}`, new view.Highlight(...ranges));
  }
}

function findInEditor(one, { find, nth }) {
  const ranges = rangesOf(lettersOf(one.getBody()), find);
  const range = ranges[Number(nth)] ?? ranges[0];
  if (!range) return false;
  one.focus();
  one.selection.setRng(range);
  one.selection.scrollIntoView();
  return true;
}

function findInField({ find, field, nth }) {
  const input = document.querySelector(`[name="${field}"]`);
  if (!input) return false;
  input.closest("details")?.setAttribute("open", "");
  let at = -1;
  for (let time = 0; time <= Number(nth); time += 1) at = input.value.indexOf(find, at + 1);
  input.focus();
  if (at !== -1) input.setSelectionRange?.(at, at + find.length);
  input.scrollIntoView({ block: "center" });
  return true;
}

function lead(button) {
  const one = editor();
  const { dataset } = button;
  const found = dataset.field === "body" && one ? findInEditor(one, dataset) : findInField(dataset);
  if (!found) button.textContent = "正文里已没有";
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    const one = editor();
    if (one && !one.initialized) one.on("init", () => lead(button));
    else lead(button);
  });
}

function follow(one) {
  let waiting;
  highlight(one.getBody());
  one.on("input change undo redo SetContent", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => highlight(one.getBody()), LATER_MS);
  });
}

const one = editor();
if (one?.initialized) follow(one);
else if (one) one.on("init", () => follow(one));
else window.hugerte?.on("AddEditor", ({ editor: added }) => added.on("init", () => follow(added)));
