"""What lists are made of (列表): rows, pictures, files, pages of a list."""

from dataclasses import dataclass
from datetime import datetime

from zhanqun.content.pages.shapes.frame import Link
from zhanqun.ui.pictures import Source


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a title list (标题列表); url: "" where what it names is not public."""

    title: str
    url: str
    published_at: datetime
    kind: str = ""  # label, such as 文字解读
    source: str = ""
    summary: str = ""
    number: str = ""  # 发文字号
    validity: str = ""  # label, such as 有效
    in_force: bool = True
    pinned: bool = False
    external: bool = False
    note: str = ""  # a mark beside the title: 部分废止, 已撤下; "" where all is as usual


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to show; width and height in pixels of the original.

    sources: the same in other formats and sizes.
    """

    src: str
    alt: str
    width: int
    height: int
    title: str = ""
    url: str = ""
    caption: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLink:
    """An attachment ready to download (附件)."""

    name: str
    url: str
    kind: str  # "PDF"
    size: str  # "1.2 MB"


@dataclass(frozen=True, slots=True)
class Pager:
    """List pages are numbered from the oldest, so an address never changes (翻页)."""

    number: int | None  # None on the landing page
    newer: Link | None
    older: Link | None
    newest: Link | None
    oldest: Link | None
