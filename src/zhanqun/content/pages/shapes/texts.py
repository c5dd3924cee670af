"""Pages of one text (正文页、公文页), with what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from zhanqun.content.pages.shapes.frame import Link
from zhanqun.content.pages.shapes.rows import FileLink, Item
from zhanqun.ui.pictures import ShownPicture


@dataclass(frozen=True, slots=True)
class Media:
    """A film or sound that the page plays (音视频); "" where there is no such address.

    stream: the playlist of its segments. captions: WebVTT.
    """

    kind: str  # "video" or "sound"
    file: FileLink
    content_type: str
    poster: str = ""
    stream: str = ""
    captions: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article on one site (正文页)."""

    title: str
    subtitle: str
    kind: str  # label
    breadcrumb: tuple[Link, ...]
    published_at: datetime
    source: str
    author: str
    editor: str  # 责任编辑
    body: SafeString
    notice: str  # dated notice of a withdrawn text, "" otherwise
    files: tuple[FileLink, ...]
    related: tuple[Item, ...]
    interprets: tuple[Item, ...]  # documents this interpretation explains
    media: Media | None
    original: str  # imported material: where and when it first appeared
    updated_at: datetime
    form: str = ""  # label of an interpretation's form, such as 图解
    is_story: bool = False  # a sequence of pictures
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)  # of the body, by address


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of a document's history (文件沿革): what another document did to it, or it to one.

    label: such as 被废止. title, number, url: of the other document, "" where there is none. note:
    the day, which clauses, whether it was taken down. before, after: around the other's title in
    the sentence that stands above the text where readers must know first, "" elsewhere; is_bad:
    the document is no longer in force.
    """

    label: str
    title: str
    url: str = ""
    number: str = ""
    note: str = ""
    before: str = ""
    after: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One official document (公文页)."""

    title: str
    breadcrumb: tuple[Link, ...]
    organ: str  # 发文机关标志
    number: str
    record: tuple[tuple[str, str], ...]  # label and value, without title and validity
    validity: str
    in_force: bool
    published_at: datetime
    source: str
    body: SafeString
    notice: str
    files: tuple[FileLink, ...]
    interpretations: tuple[Item, ...]
    contents: tuple[Link, ...]  # anchors of chapters
    history: tuple[Item, ...]
    updated_at: datetime
    traces: tuple[Trace, ...] = ()
    links: tuple[Link, ...] = ()  # what else is kept of it
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)  # of the body, by address


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A plain page of the tree (单页): about, statements."""

    title: str
    breadcrumb: tuple[Link, ...]
    body: SafeString
    updated_at: datetime | None
