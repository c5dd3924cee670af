"""What a file says about itself (文档属性): author, company, and what people add."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.attachments.reading.packages import Package
from zhanqun.core.attachments.reading.parts import Words

PARTS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
LABELS = {
    "creator": gettext_lazy("作者"),
    "lastModifiedBy": gettext_lazy("最后修改者"),
    "title": gettext_lazy("标题"),
    "subject": gettext_lazy("主题"),
    "keywords": gettext_lazy("关键词"),
    "description": gettext_lazy("备注"),
    "category": gettext_lazy("类别"),
    "Company": gettext_lazy("单位"),
    "Manager": gettext_lazy("主管"),
    "HyperlinkBase": gettext_lazy("超链接基础"),
}


def label_of(name: str) -> str:
    """The Chinese label of a property, such as 文档属性·作者."""
    return _("文档属性·{name}").format(name=LABELS.get(name, name))


def read(package: Package) -> Iterator[Words]:
    """Properties of an Office file that say something."""
    for part in PARTS:
        root = package.xml_if_there(part)
        for element in () if root is None else root:
            local = str(element.tag).rpartition("}")[2]
            if local == "property":
                yield Words(label_of(element.get("name", "")), "".join(element.itertext()))
            elif local in LABELS and element.text:
                yield Words(label_of(local), element.text)
