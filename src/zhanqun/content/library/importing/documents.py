"""Any single document (单个文件): what it is decides its content, not its name."""

from html import escape

from django.utils.translation import gettext as _

from zhanqun.content.library.characters import clean_text, decode
from zhanqun.content.library.importing.docx_files import WORD, read_docx
from zhanqun.content.library.importing.html_pages import read_html
from zhanqun.content.library.importing.imported import ImportedText
from zhanqun.content.library.importing.official_layout import (
    plain_title,
    recognise,
    without_repeated_head,
)
from zhanqun.content.library.importing.packages import (
    WrongKindOfFile,
    is_locked,
    is_old_word,
    is_open_text,
    kind_of,
    old_office_refusal,
)
from zhanqun.content.library.rich_text import clean_blocks, clean_html
from zhanqun.core.attachments import api as attachments

WANTED = f"{WORD}、HTML、TXT"
PAGE_ENDINGS = (".html", ".htm", ".shtml", ".jhtml", ".xhtml", ".aspx", ".jsp", ".php")
TEXT_ENDINGS = (".txt", ".text", ".md")

_NAMES = {"pdf": "PDF", "rtf": "RTF", "image": "JPG/PNG/GIF"}


def read_document(name: str, data: bytes, declared: str | None = None) -> ImportedText:
    """Read a Word file, a page or a plain text.

    name: file name, which only decides between page and text.
    Raises the refusals of `read_docx`, `read_html` and of the converter of old files, and
    WrongKindOfFile for anything else.
    """
    kind = kind_of(data)
    ending = name.lower()
    if is_converted(data):
        return _read_converted(name, data)
    if kind == "zip":
        return read_docx(data)
    if kind == "ole":
        raise old_office_refusal(data, WORD)
    if kind == "html" or (kind == "other" and ending.endswith(PAGE_ENDINGS)):
        return read_html(data, declared)
    if kind == "other" and ending.endswith(TEXT_ENDINGS):
        return read_text(data, declared)
    raise WrongKindOfFile(wanted=WANTED, kind=_NAMES.get(kind) or name.rpartition(".")[2] or name)


def is_converted(data: bytes) -> bool:
    """Whether the file is read through LibreOffice, which takes seconds: .doc, .wps, .rtf, .odt."""
    match kind_of(data):
        case "ole":
            return is_old_word(data) and not is_locked(data)
        case "zip":
            return is_open_text(data)
        case kind:
            return kind == "rtf"


def _read_converted(name: str, data: bytes) -> ImportedText:
    imported = read_docx(attachments.as_new_office(name, data))
    imported.warnings.append(_("文件由旧版格式转换而来，请核对表格、编号和图片。"))
    return imported


def read_text(data: bytes, declared: str | None = None) -> ImportedText:
    """Read a plain text, a paragraph a line. Raises UndecodableText."""
    decoded = decode(data, declared)
    lines = clean_text(decoded.text).splitlines()
    cleaned = clean_html("".join(f"<p>{escape(line)}</p>" for line in lines))
    layout = recognise(cleaned.blocks)
    title = layout.title or plain_title(layout.body)
    cleaned = clean_blocks(without_repeated_head(layout.body, title, ""), cleaned)
    return ImportedText(
        title=title,
        body_html=cleaned.html,
        text=cleaned.text,
        number=layout.number,
        number_text=layout.number_text,
        issuing_organs=layout.organs,
        written_on=layout.written_on,
        official=layout,
        warnings=[*decoded.warnings, *layout.number_warnings],
    )
