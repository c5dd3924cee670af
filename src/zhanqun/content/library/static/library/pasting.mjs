// What is pasted passes the server's cleaner before it stands in the text, so that the writer
// sees at once what is kept and reads what is not. Without the server the editor's own paste
// takes over, and the text is cleaned when it is saved.

const OWN = "x-hugerte/html";
// Word's RTF holds the bytes of pictures that its HTML names on the writer's disk.
const DISK_PICTURE = /<img\b[^>]*\bfile:/i;
const MOST_RTF = 48 * 1024 * 1024;

function foreignHtml(data) {
  const html = data.getData("text/html");
  if (!html || [...data.types].includes(OWN) || html.includes(`<!-- ${OWN} -->`)) return "";
  const page = new DOMParser().parseFromString(html, "text/html");
  const isPicture = data.files.length > 0 && !page.body.textContent.trim();
  return isPicture ? "" : html;
}

async function clean(html, rtf, address) {
  const sent = new FormData();
  sent.append("html", new Blob([html]), "paste.html");
  if (rtf) sent.append("rtf", new Blob([rtf]), "paste.rtf");
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: sent,
  }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  return { html: answer?.ok ? said?.html : undefined, dropped: said?.dropped ?? [], refused: said?.message };
}

function tell(place, words, list = []) {
  const note = document.createElement("div");
  note.className = list.length ? "d-note d-note--wait" : "d-note";
  const heading = document.createElement("p");
  heading.textContent = words;
  note.append(heading);
  if (list.length) {
    const rows = document.createElement("ul");
    rows.append(...list.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    note.append(rows);
  }
  place.replaceChildren(...(words ? [note] : []));
}

async function paste(editor, html, rtf, address, place) {
  tell(place, "正在清理粘贴的内容……");
  const at = editor.selection.getBookmark();
  const cleaned = await clean(html, rtf, address);
  editor.selection.moveToBookmark(at);
  if (cleaned.html !== undefined) {
    editor.insertContent(cleaned.html, { paste: true });
    const words = cleaned.dropped.length ? "已粘贴。下列内容没有放入正文：" : "已粘贴，内容完整。";
    tell(place, words, cleaned.dropped);
  } else if (cleaned.refused) {
    tell(place, "没有粘贴：", [cleaned.refused]);
  } else {
    editor.execCommand("mceInsertClipboardContent", false, { html });
    tell(place, "没有连上服务器，已按原样粘贴；保存时会再清理。");
  }
}

export function cleanPastes(editor, address, place) {
  let asPlainText = false;
  editor.on("keydown", (event) => {
    if (event.key.toLowerCase() === "v") asPlainText = event.shiftKey;
  });
  editor.on("paste", (event) => {
    const html = !asPlainText && event.clipboardData && foreignHtml(event.clipboardData);
    if (!html || event.isDefaultPrevented()) return;
    event.preventDefault();
    const rtf = DISK_PICTURE.test(html) ? event.clipboardData.getData("text/rtf") : "";
    paste(editor, html, rtf.length > MOST_RTF ? "" : rtf, address, place);
  }, true);
}
