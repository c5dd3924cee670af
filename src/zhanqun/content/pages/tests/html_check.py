"""Basics of valid, accessible HTML, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "base", "source", "track"})
SECTIONS = frozenset({"article", "aside", "div", "footer", "header", "main", "nav", "section"})
BLOCKS = frozenset({"address", "blockquote", "details", "dl", "fieldset", "figure", "form", "hr"})
TEXTS = frozenset({"h1", "h2", "h3", "h4", "ol", "p", "pre", "table", "ul"})
CLOSES_PARAGRAPH = SECTIONS | BLOCKS | TEXTS
NAMED_BY_TEXT = frozenset({"a", "button"})
LABELLED = frozenset({"input", "select", "textarea"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str | None]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def all(self, tag: str = "") -> "list[Element]":
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not tag or child.tag == tag else []
                found += child.all(tag)
        return found

    def within(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.within(tag))


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"attribute twice: <{tag} {names}>")
        if tag in CLOSES_PARAGRAPH and (self.here.tag == "p" or self.here.within("p")):
            self.faults.append(f"<{tag}> inside <p>")
        element = Element(tag, dict(attrs), self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        if tag != self.here.tag:
            self.faults.append(f"</{tag}> where </{self.here.tag}> is due")
        elif self.here.parent is not None:
            self.here = self.here.parent

    def handle_data(self, data):
        self.here.children.append(data)


def parse(page: str) -> tuple[Element, list[str]]:
    """Return the tree and the faults of nesting."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    if tree.here is not tree.root:
        tree.faults.append(f"<{tree.here.tag}> is never closed")
    return tree.root, tree.faults


def faults(page: str) -> list[str]:
    """Everything wrong with a page: nesting, headings, ids, names, inline behaviour."""
    root, found = parse(page)
    elements = root.all()
    return found + _outline(root) + _ids(elements) + _names(elements) + _inline(elements)


def _outline(root: Element) -> list[str]:
    headings = [e.tag for e in root.all() if e.tag in ("h1", "h2", "h3", "h4")]
    jumps = [
        f"{later} after {earlier}"
        for earlier, later in zip(headings, headings[1:], strict=False)
        if int(later[1]) > int(earlier[1]) + 1
    ]
    return ([] if headings.count("h1") == 1 else [f"{headings.count('h1')} h1"]) + jumps


def _ids(elements: list[Element]) -> list[str]:
    ids = [e.attrs["id"] for e in elements if "id" in e.attrs]
    twice = [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
    references = [
        (attribute, e.attrs[attribute])
        for e in elements
        for attribute in ("aria-labelledby", "for", "data-text", "data-status")
        if attribute in e.attrs
    ]
    anchors = [
        ("href", e.attrs["href"][1:])
        for e in elements
        if (e.attrs.get("href") or "").startswith("#")
    ]
    return twice + [
        f"{attribute} points nowhere: {name}"
        for attribute, name in references + anchors
        if name not in ids
    ]


def _names(elements: list[Element]) -> list[str]:
    labels = {e.attrs.get("for") for e in elements if e.tag == "label" and e.text().strip()}
    nameless = [
        e.tag
        for e in elements
        if (e.tag in NAMED_BY_TEXT and not e.text().strip() and not e.attrs.get("aria-label"))
        or (e.tag in LABELLED and e.attrs.get("id") not in labels)
        or (e.tag == "img" and "alt" not in e.attrs)
        or (e.tag == "iframe" and not e.attrs.get("title"))
        or (e.tag == "nav" and not {"aria-label", "aria-labelledby"} & e.attrs.keys())
        or (e.tag == "a" and not e.attrs.get("href"))
    ]
    return [f"<{tag}> without name or target" for tag in nameless]


def _is_data(element: Element) -> bool:
    """A data block: no browser runs it, and the strict content policy lets it stand."""
    return element.attrs.get("type") == "application/ld+json"


def _inline(elements: list[Element]) -> list[str]:
    return [
        f"inline behaviour or style in <{e.tag}>"
        for e in elements
        if e.tag == "style"
        or "style" in e.attrs
        or (e.tag == "script" and not _is_data(e) and not e.attrs.get("src"))
        or (e.tag == "script" and not _is_data(e) and e.text().strip())
        or any(name.startswith("on") for name in e.attrs)
        or (e.attrs.get("href") or "").lower().startswith("javascript:")
    ]
