"""Links to our own pages and files, and to places that readers cannot reach (站内链接核对)."""

import ipaddress
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding
from zhanqun.content.review.findings.passages import Text

_ARTICLE = re.compile(r"/a/\d{6}/[^/]*?([0-9a-z]{10})\.html")
_FILE = re.compile(r"/f/([0-9a-z]{6,16})/")
_INNER_NAMES = (".local", ".localhost", ".lan", ".internal", ".intranet", ".corp", ".home")


@dataclass(frozen=True)
class KnownAddresses:
    """What the addresses in a text lead to.

    own_hosts: of our sites. desk_host: the desk's. articles: code → address where it is live,
    else "". files: keys of files that exist.
    """

    own_hosts: Collection[str] = ()
    desk_host: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    files: Collection[str] = ()


@dataclass(frozen=True)
class Link:
    """An address in a version, and where its words stand."""

    address: str
    field: str
    where: str
    start: int = 0
    end: int = 0
    words: str = ""


def links_in(text: Text) -> list[Link]:
    """Every address of the body, and that of an article that is a link."""
    found = [
        Link(
            row.attributes.get("href", ""),
            "body",
            _("正文"),
            row.start,
            row.end,
            text.body[row.start : row.end],
        )
        for row in text.places.elements
        if row.tag == "a"
    ]
    if text.article.link_url:
        where = _("链接地址")
        address = text.article.link_url
        found.append(Link(address, "link_url", where, 0, len(address), address))
    return found


def codes_and_keys(links: Collection[Link]) -> tuple[set[str], set[str]]:
    """Codes of articles and keys of files that the addresses name, for one look-up each."""
    paths = [_path(link.address) for link in links]
    codes = {match[1] for path in paths if (match := _ARTICLE.fullmatch(path))}
    keys = {match[1] for path in paths if (match := _FILE.match(path))}
    return codes, keys


def link_findings(links: Collection[Link], known: KnownAddresses) -> Iterator[Finding]:
    for link in links:
        told = _told(link.address, known)
        if told:
            code, level, said = told
            matched = link.words.strip() or link.address
            lead = len(link.words) - len(link.words.lstrip())
            start = link.start + lead
            end = start + len(link.words.strip())
            yield Finding(code, level, link.where, said, link.field, start, end, matched)


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _told(address: str, known: KnownAddresses) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "link.broken", WARN, _("链接地址“{it}”写法有误。").format(it=address[:80])
    if host and host == known.desk_host:
        said = _("链接通向后台，读者打不开：{it}。请改成公开网页的地址。")
        return "link.desk", BLOCK, said.format(it=address[:80])
    if host and host not in known.own_hosts:
        if _is_inner(host):
            said = _("链接通向内网或本机，读者打不开：{it}。")
            return "link.inner", BLOCK, said.format(it=address[:80])
        return None
    if parts.scheme in ("", "http", "https"):
        return _told_of_own(unquote(parts.path), known)
    return None


def _told_of_own(path: str, known: KnownAddresses) -> tuple[str, str, str] | None:
    if match := _ARTICLE.fullmatch(path):
        address = known.articles.get(match[1])
        if address is None:
            return "link.dead", WARN, _("站内没有这篇稿件：{it}。").format(it=path)
        if not address:
            said = _("所链的稿件还没有上线或已撤下：{it}。")
            return "link.not_live", WARN, said.format(it=path)
        if address != path:
            said = _("链接地址已不是稿件的地址，应为{it}。")
            return "link.moved", WARN, said.format(it=address)
    elif (match := _FILE.match(path)) and match[1] not in known.files:
        return "link.dead", WARN, _("站内没有这个附件：{it}。").format(it=path)
    elif path.startswith("/desk/"):
        said = _("链接通向后台，读者打不开：{it}。请改成公开网页的地址。")
        return "link.desk", BLOCK, said.format(it=path)
    return None


def _is_inner(host: str) -> bool:
    """Addresses that no reader outside reaches: private networks, this machine, bare names."""
    if host == "localhost" or host.endswith(_INNER_NAMES):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return not address.is_global
