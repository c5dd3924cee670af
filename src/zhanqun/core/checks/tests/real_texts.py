"""Bodies of real pages and documents kept beside the repository, as plain words."""

import re
from pathlib import Path

from lxml import html

from zhanqun.core.checks.tests.shared import shared

BLOCKS = {
    "p", "div", "td", "th", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "title",
    "table", "ul", "ol", "dl", "dt", "dd", "option", "hr", "center", "section", "article",
}  # fmt: skip
UNSEEN = ("script", "style", "noscript")


def real_texts() -> dict[str, str]:
    """Name -> words, of the 21 real pages and the texts of ../shared/source."""
    pages = {path.name: page_words(path) for path in sorted(shared("real/html").glob("*.html"))}
    files = sorted(shared("source").glob("*.txt"))
    return pages | {path.name: path.read_text(encoding="utf-8") for path in files}


def page_words(path: Path) -> str:
    """What a page says: inline tags leave no gap, blocks are lines."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    tree = html.fromstring(re.sub(r"<\?xml[^>]*\?>", "", text))
    for element in list(tree.iter(*UNSEEN)):
        element.drop_tree()
    words = []
    for event, element in _walk(tree):
        if event == "start" and element.text:
            words.append(element.text.replace("\n", " "))
        if event == "end" and element.tag in BLOCKS:
            words.append("\n")
        if event == "end" and element.tail:
            words.append(element.tail.replace("\n", " "))
    return "".join(words)


def _walk(tree):
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str):
            yield event, element
        elif event == "end" and element.tail:
            yield "end", element
