"""Words of OpenDocument files (.odt、.ods、.odp), as LibreOffice and the national office write."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words
from zhanqun.core.attachments.reading.properties import LABELS, label_of

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINES = (f"{TEXT}p", f"{TEXT}h")
_BENEATH = ("tracked-changes", "annotation")


def read(package: Package) -> Iterator[Words]:
    """Body, comments with deleted revisions, headers and footers, properties."""
    root = package.xml("content.xml")
    beneath = [
        element for name in _BENEATH for element in root.iter(f"{TEXT}{name}", f"{OFFICE}{name}")
    ]
    yield Words(_("批注和修订"), "\n".join(_text(element) for element in beneath))
    for element in beneath:
        element.clear(keep_tail=True)
    yield Words("", _text(root))
    styles = package.xml_if_there("styles.xml")
    yield Words(_("页眉页脚"), "" if styles is None else _text(styles))
    meta = package.xml_if_there("meta.xml")
    for element in () if meta is None else meta.iter():
        local = str(element.tag).rpartition("}")[2]
        if local == "user-defined":
            yield Words(label_of(element.get(f"{META}name", "")), element.text or "")
        elif local in LABELS:
            yield Words(label_of(local), element.text or "")


def _text(root: etree._Element) -> str:
    return "\n".join("".join(line.itertext()) for line in root.iter(*_LINES))
