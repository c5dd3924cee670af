"""The marks and tags that pages must carry (页面标识与网页标签), one rule each.

Source: 《政府网站发展指引》(国办发〔2017〕47号), page tags, footer marks and parts of an article.
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.marks.page import Page
from zhanqun.delivery.staticsite.tree import PathRefused

TAGS = _("国办发〔2017〕47号，网页标签")
FOOTER = _("国办发〔2017〕47号，页面布局（底部功能区）")
ARTICLE = _("国办发〔2017〕47号，文章页要素")
# No page may tell what day it is: it would be wrong the day after (P030).
_TODAY = re.compile(r"今天是|现在是\s*\d|今日\s*[:：]?\s*\d")
_PUB_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")


class Kind(Enum):
    """What a page is: every page is held to the rules of ANY."""

    ANY = "any"
    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    MESSAGE = "message"


class Rule(NamedTuple):
    """A mark that pages must carry, and the clause that asks for it."""

    label: Any
    clause: Any
    kind: Kind
    holds: Callable[[Page, SiteProfile], bool]


def rules_for(kind: Kind) -> Iterator[Rule]:
    return (rule for rule in RULES if rule.kind in (Kind.ANY, kind))


def _tag(name: str, kind: Kind = Kind.ANY) -> Rule:
    label = _("网页标签 {name}").format(name=name)
    return Rule(label, TAGS, kind, lambda page, _site: bool(page.tags.get(name)))


def _link(label: Any, address: Callable[[SiteProfile], str]) -> Rule:
    """A link of the footer; the profile names its address, the page must have it."""
    return Rule(
        label,
        FOOTER,
        Kind.ANY,
        lambda page, site: bool(address(site)) and address(site) in page.links,
    )


def _words(label: Any, words: Callable[[SiteProfile], str]) -> Rule:
    """Words of the profile that the footer must show."""
    return Rule(
        label,
        FOOTER,
        Kind.ANY,
        lambda page, site: bool(words(site)) and words(site) in page.furniture,
    )


def _host(site: SiteProfile) -> str:
    return site.name_en if site.language == "en" else site.host_unit.name


def _has_code(page: Page, site: SiteProfile) -> bool:
    """The profile allows no code of another form."""
    return bool(site.id_code) and page.tags.get("SiteIDCode") == site.id_code


def _has_date(page: Page, _site: SiteProfile) -> bool:
    date = page.tags.get("PubDate", "")
    return bool(_PUB_DATE.fullmatch(date)) and date in page.text


def _aids_lead_somewhere(page: Page, site: SiteProfile) -> bool:
    """Entries to accessibility and elder mode, with something behind each of them (P025)."""
    return bool(page.aids) and all(_is_there(address, site) for address in page.aids)


def _is_there(address: str, site: SiteProfile) -> bool:
    path = address.removeprefix(site.base_url).partition("?")[0].partition("#")[0]
    # Answered by the web server itself, or by another site, such as a text about accessibility.
    if path.startswith(("/_/", "//", "http://", "https://")):
        return True
    try:
        return path.startswith("/") and (path == "/" or tree_of(site.domain).file(path).exists())
    except PathRefused:
        return False


RULES = (
    Rule(
        _("网页标题"),
        _("国办发〔2017〕47号，页面设计"),
        Kind.ANY,
        lambda page, _s: bool(page.title),
    ),
    _tag("SiteName"),
    Rule(
        _("网页标签 SiteDomain（与域名一致）"),
        TAGS,
        Kind.ANY,
        lambda page, site: page.tags.get("SiteDomain") == site.domain,
    ),
    Rule(_("网页标签 SiteIDCode（与网站标识码一致）"), TAGS, Kind.ANY, _has_code),
    _tag("ColumnName"),
    _tag("ColumnType"),
    _tag("ColumnDescription"),
    _tag("ColumnKeywords"),
    _tag("ArticleTitle", Kind.ARTICLE),
    Rule(_("网页标签 PubDate（年-月-日 时:分，与正文显示一致）"), TAGS, Kind.ARTICLE, _has_date),
    _tag("ContentSource", Kind.ARTICLE),
    _link(_("党政机关网站标识"), lambda site: site.party_mark_url),
    _link(_("“我为政府网站找错”入口"), lambda site: site.error_report_url),
    _words(_("网站标识码"), lambda site: site.id_code),
    _words(_("主办单位"), _host),
    _words(_("联系方式（网站维护电话）"), lambda site: site.phone),
    _words(_("ICP备案编号"), lambda site: site.icp),
    _words(_("公安机关备案标识"), lambda site: site.police_record),
    Rule(_("站点地图"), FOOTER, Kind.ANY, lambda page, _site: "/map.html" in page.links),
    Rule(
        _("页头页脚不写“今天是……”"),
        _("静态页面不得写死当天日期"),
        Kind.ANY,
        lambda page, _site: not _TODAY.search(page.furniture),
    ),
    Rule(
        _("无障碍、长者模式入口（打得开）"),
        _("国办公开办函〔2021〕28号"),
        Kind.ANY,
        _aids_lead_somewhere,
    ),
    Rule(
        _("图片的替代文字"),
        _("GB/T 37668-2019，可感知性"),
        Kind.ANY,
        lambda page, _s: not page.without_words,
    ),
    Rule(
        _("表单项的标签"),
        _("GB/T 37668-2019，可理解性"),
        Kind.ANY,
        lambda page, _s: not page.without_label,
    ),
    Rule(
        _("键盘可达"),
        _("GB/T 37668-2019，可操作性"),
        Kind.ANY,
        lambda page, _s: not page.out_of_reach,
    ),
    Rule(
        _("文章标题显示在正文"),
        ARTICLE,
        Kind.ARTICLE,
        lambda page, _site: _squeezed(page.tags.get("ArticleTitle", "")) in _squeezed(page.text),
    ),
)


def _squeezed(words: str) -> str:
    return "".join(words.split())
