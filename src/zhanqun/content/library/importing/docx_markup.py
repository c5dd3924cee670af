"""Names and values in the markup of Word files (WordprocessingML)."""

from lxml import etree

from zhanqun.content.library.importing.docx_numbering import W, whole_number

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}delInstrText",
    f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr", f"{W}sectPr",
    f"{W}sdtPr", f"{W}footnoteRef", f"{W}endnoteRef", f"{W}annotationRef", f"{MC}Fallback",
    f"{W}rt", f"{W}ffData",
}  # fmt: skip
OFF = {"0", "false", "off", "none"}


def own(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def plain_value(element: etree._Element) -> str:
    return element.get(f"{W}val", "")


def value_of(parent: etree._Element | None, name: str) -> str:
    """w:val of a child, or "" where it is absent."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return "" if child is None else plain_value(child)


def count_of(element: etree._Element) -> int:
    return whole_number(plain_value(element), default=1)


def is_on(properties: etree._Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and plain_value(found) not in OFF


def lies_within(element: etree._Element, limit: etree._Element, *tags: str) -> bool:
    """True where an ancestor of `element` below `limit` has one of `tags`."""
    for ancestor in element.iterancestors():
        if ancestor is limit:
            return False
        if ancestor.tag in tags:
            return True
    return False
