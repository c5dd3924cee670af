"""Words of a .docx (Word 文档): what a reader sees, and what lies beneath."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from zhanqun.core.attachments.reading import properties
from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MAIN = "word/document.xml"
_SHOWN, _DELETED, _HIDDEN = "shown", "deleted", "hidden"
_TEXTS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WALKED = (
    f"{W}p", f"{W}r", f"{W}t", f"{W}delText", f"{W}del", f"{W}moveFrom", FALLBACK, *_TEXTS,
)  # fmt: skip
_OFF = {"0", "false", "off", "none"}


def read(package: Package) -> Iterator[Words]:
    """Words of every part of a Word file."""
    hidden_styles = _hidden_styles(package)
    for where, names in _parts(package).items():
        lines: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for kind, line in _lines(package.xml(name), hidden_styles):
                lines[kind].append(line)
        yield Words(where, "\n".join(lines[_SHOWN]))
        yield Words(_("修订中删除的文字"), "\n".join(lines[_DELETED]))
        yield Words(_("隐藏文字"), "\n".join(lines[_HIDDEN]))
    yield from properties.read(package)


def _parts(package: Package) -> dict[str, list[str]]:
    """Names of the parts that hold words, by what to call them."""
    labels = {
        "header": _("页眉"),
        "footer": _("页脚"),
        "footnotes": _("脚注"),
        "endnotes": _("尾注"),
        "comments": _("批注"),
    }
    found: dict[str, list[str]] = {"": [MAIN]}
    for kind, label in labels.items():
        names = dict.fromkeys(package.related(MAIN, kind).values())
        found[label] = [name for name in names if package.has(name)]
    return found


def _hidden_styles(package: Package) -> set[str]:
    root = package.xml_if_there("word/styles.xml")
    if root is None:
        return set()
    return {
        style.get(f"{W}styleId", "")
        for style in root.iter(f"{W}style")
        if _is_on(style.find(f"{W}rPr/{W}vanish"))
    }


def _lines(root: etree._Element, hidden_styles: set[str]) -> Iterator[tuple[str, str]]:
    """Lines of a part with their kind; a text box inside a paragraph makes lines of its own."""
    paragraphs: list[dict[str, list[str]]] = [defaultdict(list)]
    deleted = fallback = 0
    hidden = False
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=_WALKED):
        step = 1 if event == "start" else -1
        tag = element.tag
        if tag in {f"{W}del", f"{W}moveFrom"}:
            deleted += step
        elif tag == FALLBACK:
            fallback += step
        elif tag == f"{W}p":
            if step > 0:
                paragraphs.append(defaultdict(list))
            elif not fallback:
                yield from ((kind, "".join(texts)) for kind, texts in paragraphs.pop().items())
            else:
                paragraphs.pop()
        elif tag == f"{W}r":
            hidden = step > 0 and _is_hidden(element, hidden_styles)
        elif step > 0 and not fallback:
            kind = _DELETED if deleted else _HIDDEN if hidden else _SHOWN
            paragraphs[-1][kind].append(_TEXTS.get(str(tag)) or element.text or "")


def _is_hidden(run: etree._Element, hidden_styles: set[str]) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val") in hidden_styles:
        return True
    return _is_on(run.find(f"{W}rPr/{W}vanish"))


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "") not in _OFF
