"""What public pages show (前台页面数据): plain, ready values for templates.

Builders in `pages.builders` fill these shapes from the database; templates print them and
ask for nothing else. Addresses are absolute paths within the site ("/a/…") or full
addresses for other hosts; times are aware datetimes already in Asia/Shanghai.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.safestring import SafeString

from zhanqun.ui.pictures import ShownPicture, Source


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `current` marks the page or branch the reader is on.

    lang: language of what it leads to, where that differs from the page ("en", "zh-Hant").
    """

    title: str
    url: str
    current: bool = False
    note: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A titled group of links (服务对象, 友情链接)."""

    title: str
    url: str
    links: tuple[Link, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chrome:
    """What every page of one site carries: masthead, navigation, footer marks (页头页脚)."""

    name: str
    name_en: str
    domain: str
    theme: str  # qing, zhu, song, zhe; "" where /_/mode.css says it, so that no page must
    lang: str  # "zh-CN" or "en"
    id_code: str  # 网站标识码
    host_units: str  # 主办单位
    undertaking_units: str  # 承办单位
    address: str
    phone: str
    office_hours: str
    icp: str
    police_record: str
    home_url: str
    map_url: str
    party_mark_url: str  # 党政机关网站标识; "" hides the mark
    error_report_url: str  # 我为政府网站找错; "" hides the entry
    search_url: str  # "" hides the search form
    upper: tuple[Link, ...] = ()  # upper governments, or the portal on a subsite
    languages: tuple[Link, ...] = ()  # English edition and back
    nav: tuple[Link, ...] = ()  # at most eight
    footer: tuple[Link, ...] = ()
    hot_words: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of the page (订阅地址) in one format."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Head:
    """The document head: title, page tags (网页标签) and feeds.

    common: the tags that every page of the column has, before the page's own. description: where
    these have none of the page itself. card: properties of the social card. data: JSON-LD, ready
    to stand in its block.
    """

    title: str
    canonical: str
    description: str = ""
    common: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    card: tuple[tuple[str, str], ...] = ()
    data: str = ""
    alternates: tuple[Link, ...] = ()  # the same page in other languages, itself among them


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a title list (标题列表)."""

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
class Pager:
    """List pages are numbered from the oldest, so an address never changes (翻页)."""

    number: int | None  # None on the landing page
    newer: Link | None
    older: Link | None
    newest: Link | None
    oldest: Link | None


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """Column landing page or one numbered list page (栏目页)."""

    title: str
    description: str
    breadcrumb: tuple[Link, ...]
    side_title: str
    side: tuple[Link, ...]
    items: tuple[Item, ...]
    pager: Pager
    feed_url: str
    duty: str  # 栏目责任单位 and promised cycle, "" when unset
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileLink:
    """An attachment ready to download (附件)."""

    name: str
    url: str
    kind: str  # "PDF"
    size: str  # "1.2 MB"


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
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)  # of the body, by address


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """One leader (负责人): office, CV, division of work, what news tells of them."""

    title: str  # the name
    offices: tuple[str, ...]
    portrait: Picture | None
    breadcrumb: tuple[Link, ...]
    body: SafeString  # an introduction, "" without
    duties: str
    career: tuple[tuple[str, ...], ...]  # time span and text
    contact: str
    activities: tuple[Item, ...]
    notice: str
    files: tuple[FileLink, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class OrganPage:
    """One organ (机构): functions, facts, inner offices."""

    title: str  # the official name
    breadcrumb: tuple[Link, ...]
    body: SafeString  # the functions
    head: str
    address: str
    hours: str
    telephone: str
    offices: tuple[tuple[str, ...], ...]  # name, duties, telephone
    notice: str
    files: tuple[FileLink, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class LeaderCard:
    """One leader among the others (领导之窗)."""

    name: str
    url: str
    offices: tuple[str, ...]
    portrait: Picture | None


@dataclass(frozen=True, slots=True)
class OrganCard:
    """One organ among the others (机构职能)."""

    name: str
    url: str
    address: str
    telephone: str


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A column of leaders or organs in their order (领导之窗、机构职能); further texts below."""

    title: str
    description: str
    breadcrumb: tuple[Link, ...]
    side_title: str
    side: tuple[Link, ...]
    leaders: tuple[LeaderCard, ...]
    organs: tuple[OrganCard, ...]
    items: tuple[Item, ...]
    feed_url: str
    duty: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A plain page of the tree (单页): about, statements."""

    title: str
    breadcrumb: tuple[Link, ...]
    body: SafeString
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic (专题) with the lists of its columns."""

    title: str
    summary: str
    breadcrumb: tuple[Link, ...]
    blocks: tuple[Block, ...]
    archived_on: date | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One warning as the bar and the list show it (预警). level: 1 red to 4 blue.

    signal: 台风红色预警. until: when the bar takes it off. state: 已解除, 已失效; "" in force.
    """

    level: int
    signal: str
    roman: str
    text: str
    url: str
    issuer: str
    issued_at: datetime
    until: datetime | None
    state: str = ""


@dataclass(frozen=True, slots=True)
class AlertBar:
    """What `/_/alert.html` shows (预警条); more: how many further warnings the list has."""

    lang: str
    rows: tuple[AlertRow, ...]
    more: int
    list_url: str


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """All current warnings of a site, and what ended lately (预警信息)."""

    title: str
    breadcrumb: tuple[Link, ...]
    rows: tuple[AlertRow, ...]
    ended: tuple[AlertRow, ...]
    feed_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Update:
    """One timed update on an event (滚动发布). is_corrected: its text changed since (已更正)."""

    at: datetime
    title: str
    url: str
    summary: str
    source: str
    is_newest: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class EventPage:
    """The topic of an emergency (突发事件专题): warnings in force, updates newest first."""

    title: str
    summary: str
    breadcrumb: tuple[Link, ...]
    alerts: tuple[AlertRow, ...]
    updates: tuple[Update, ...]
    updates_url: str
    blocks: tuple[Block, ...]
    is_closed: bool
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One message of a warning's history (发布过程)."""

    at: datetime
    title: str
    text: str
    identifier: str
    cap_url: str


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One warning with its history (预警详情). notice: 已解除 or 已失效, "" while in force.

    response: 应急响应, a scale of its own; empty where none was started.
    """

    title: str
    breadcrumb: tuple[Link, ...]
    row: AlertRow
    notice: str
    record: tuple[tuple[str, str], ...]
    alert_items: tuple[str, ...]
    instruction: tuple[str, ...]
    response: tuple[tuple[str, str], ...]
    topic: Link | None
    history: tuple[AlertStep, ...]
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """Site map (网站地图) and, on the portal, all subsites with their latest update."""

    columns: tuple[LinkGroup, ...]
    subsites: tuple[Link, ...]
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ElderPage:
    """The home of elder mode (长者首页): telephone, things to do, news."""

    title: str
    phone: str
    phone_text: str
    phone_note: str
    entries: tuple[Link, ...]
    news: tuple[Item, ...]
    news_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """The reader's own settings and what the site does for everyone (无障碍说明)."""

    title: str
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """404, 410 and 50x pages: what happened and what to do next (提示页)."""

    code: int
    title: str
    text: str
    advice: tuple[str, ...] = field(default_factory=tuple)
    updated_at: datetime | None = None
