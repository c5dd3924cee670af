"""What every page has around its content (页面框架): links, masthead, head of the document."""

from dataclasses import dataclass


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
