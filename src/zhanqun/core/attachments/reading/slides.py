"""Words of a .pptx (演示文稿): slides in order, hidden ones, notes, comments."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from zhanqun.core.attachments.reading import properties
from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SHOW = "ppt/presentation.xml"


def read(package: Package) -> Iterator[Words]:
    """Words of a presentation's slides and of what hangs on them."""
    related = package.related(SHOW)
    for at, row in enumerate(package.xml(SHOW).iter(f"{P}sldId"), start=1):
        name = related.get(row.get(f"{R}id", ""), "")
        if package.has(name):
            yield from _of_slide(package, name, at)
    yield from properties.read(package)


def _of_slide(package: Package, name: str, at: int) -> Iterator[Words]:
    root = package.xml(name)
    is_hidden = root.get("show", "") in {"0", "false"}
    yield Words(_("隐藏的第{at}张幻灯片").format(at=at) if is_hidden else "", _text(root))
    for kind, label in (("notesSlide", _("演讲者备注")), ("comments", _("批注"))):
        for part in package.related(name, kind).values():
            if package.has(part):
                yield Words(label, _text(package.xml(part)))


def _text(root: etree._Element) -> str:
    lines = [
        "".join(text.text or "" for text in paragraph.iter(f"{A}t"))
        for paragraph in root.iter(f"{A}p")
    ]
    lines += [text.text or "" for text in root.iter(f"{P}text")]
    return "\n".join(filter(None, lines))
