"""Blocks of homes and topics, and the pages arranged of them (版块与版面)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from zhanqun.content.pages.shapes.frame import Link, LinkGroup
from zhanqun.content.pages.shapes.rows import Item, Picture


@dataclass(frozen=True, slots=True)
class Block:
    """A titled list with its 更多 link (首页版块)."""

    title: str
    url: str
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """The one headline (头条) with up to four links."""

    title: str
    url: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and its interpretations (文件与解读)."""

    document: Item
    interpretations: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic (专题) on the home page; tone is main, deep or accent."""

    title: str
    url: str
    summary: str
    tone: str = "main"


@dataclass(frozen=True, slots=True)
class Policy:
    """Documents with their interpretations (政策与解读)."""

    title: str
    url: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Tabs:
    """News of several columns, one panel each (要闻选项卡); at most six."""

    tabs: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LinkGroups:
    """Titled groups of links under one title (服务对象、友情链接)."""

    title: str
    url: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics as cards (专题专栏)."""

    title: str
    url: str
    cards: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One live figure with its unit (实时数字)."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Participation:
    """Ways to take part, live figures where a room gives them, what is new (公众参与)."""

    title: str
    url: str
    links: tuple[Link, ...]
    items: tuple[Item, ...]
    figures: tuple[Figure, ...] = ()
    figures_note: str = ""  # as of when, and what remains


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A short text of its own (文字版块); cleaned."""

    title: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class FactsBlock:
    """Facts as label and text (概况一览、机构信息)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    row: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """The head of a topic, or a picture across (题图): text never stands in the picture."""

    title: str
    text: str
    picture: Picture | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as it is printed: the component's name, what it prints, and its id on the page."""

    component: str
    block: object
    id: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """Blocks side by side; each cell holds blocks one below the other.

    tone: "" plain, "lead" the headline, "news" right below it, "band" on a tinted ground.
    """

    cells: tuple[tuple[Shown, ...], ...]
    grid: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ArrangedPage:
    """A home, topic or overview built of blocks (版面). A home has neither title nor path."""

    rows: tuple[BlockRow, ...]
    updated_at: datetime | None
    title: str = ""
    summary: str = ""
    picture: Picture | None = None  # of a topic's banner
    breadcrumb: tuple[Link, ...] = ()
    archived_on: date | None = None


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic (专题) with the lists of its columns."""

    title: str
    summary: str
    breadcrumb: tuple[Link, ...]
    blocks: tuple[Block, ...]
    archived_on: date | None
    updated_at: datetime | None
