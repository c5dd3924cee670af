// The rich editor over the plain field of the body; without it the field takes HTML.
// It offers what the server's cleaner keeps (library.rich_text), and nothing else.

const FORMATS = {
  alignleft: { selector: "p,h2,h3,h4,td,th,figure", classes: "align-left" },
  aligncenter: { selector: "p,h2,h3,h4,td,th,figure", classes: "align-center" },
  alignright: { selector: "p,h2,h3,h4,td,th,figure", classes: "align-right" },
  alignjustify: { selector: "p,h2,h3,h4,td,th", classes: "align-justify" },
};

async function upload(blob, address) {
  const sent = new FormData();
  sent.append("file", blob.blob(), blob.filename());
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: sent,
  }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (answer?.ok && said) return said.location;
  throw { message: said?.message ?? "图片没有传上去，请检查网络后再试。", remove: true };
}

async function start(area, settings) {
  // By the address that the page gives: it tells the module's content, an import here would not.
  const { cleanPastes } = await import(settings.editorPasting);
  hugerte.init({
    target: area,
    language: "zh-Hans",
    promotion: false,
    branding: false,
    menubar: false,
    skin: false,
    content_css: settings.editorStyles.split(" "),
    body_class: "p-prose",
    // It grows with its text, so that the page alone scrolls.
    statusbar: false,
    min_height: 480,
    autoresize_bottom_margin: 32,
    autoresize_overflow_padding: 16,
    // Addresses stay as they were written; characters stay characters.
    convert_urls: false,
    entity_encoding: "raw",
    plugins:
      "autolink autoresize charmap code fullscreen image link lists searchreplace table visualblocks",
    toolbar:
      "undo redo | blocks | bold italic underline superscript subscript | " +
      "alignleft aligncenter alignright | numlist bullist outdent indent blockquote | " +
      "link image table charmap | removeformat searchreplace visualblocks code fullscreen",
    toolbar_mode: "wrap",
    block_formats: "正文=p;一级标题=h2;二级标题=h3;三级标题=h4",
    formats: FORMATS,
    contextmenu: "link image table",
    link_target_list: false,
    image_description: true,
    image_caption: true,
    image_dimensions: false,
    automatic_uploads: true,
    images_file_types: "jpeg,jpg,png,gif,webp",
    images_upload_handler: (blob) => upload(blob, settings.editorUpload),
    paste_data_images: true,
    table_appearance_options: false,
    // What the public page draws above the table (ui.charts).
    table_class_list: [
      { title: "不作图表", value: "" },
      { title: "柱状图", value: "chart-bar" },
      { title: "折线图", value: "chart-line" },
      { title: "饼图", value: "chart-pie" },
    ],
    table_default_attributes: {},
    table_default_styles: {},
    table_sizing_mode: "responsive",
    table_header_type: "sectionCells",
    browser_spellcheck: false,
    iframe_aria_text: "正文。按 Alt+F10 到工具栏，按 Alt+0 看快捷键。",
    setup(editor) {
      // The page's own helps hear of changes as if the field itself had been typed in.
      editor.on("input change undo redo", () => {
        editor.save();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      });
      editor.on("compositionstart compositionend", (event) => {
        area.dispatchEvent(new Event(event.type, { bubbles: true }));
      });
      editor.on("blur", () => area.dispatchEvent(new Event("focusout", { bubbles: true })));
      cleanPastes(editor, settings.editorPaste, document.getElementById("editor-said"));
      editor.on("init", () => {
        const label = document.querySelector(`label[for="${area.id}"]`);
        label?.addEventListener("click", () => editor.focus());
      });
    },
  });
}

const settings = document.getElementById("editor-settings")?.dataset;
const area = document.querySelector("textarea[data-editor]");
if (settings && area && window.hugerte) start(area, settings);
