"""Names of places that do not belong to the site (地名核对): text copied from elsewhere."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import gettext as _

from zhanqun.content.review.findings.finding import WARN, Finding
from zhanqun.content.review.findings.passages import Text
from zhanqun.core.checks.api import Passage

# Columns whose text is about the own place alone. News may name any city.
FIXED_COLUMNS = frozenset({"overview", "organs", "leaders"})
SHOWN = 8

_BELOW_COUNTY = ("街道", "镇", "乡")
# What ends a name to the left: particles, verbs before places, signs of other places.
_CUTS = frozenset("在和与及到从于向由对将了的是为有等至经往赴县市区旗州省各全本该某每两多入进驻")
# Ordinary words that end like names.
_WORDS = frozenset({
    "乡镇", "城镇", "村镇", "集镇", "小镇", "重镇", "古镇", "名镇", "强镇", "坐镇", "冰镇", "市镇",
    "街镇", "建制镇", "园区镇", "中心镇", "特色镇", "试点镇", "示范镇", "一个镇", "城乡", "家乡",
    "故乡", "返乡", "下乡", "回乡", "还乡", "老乡", "同乡", "异乡", "水乡", "思乡", "县乡",
    "民族乡", "一个乡", "乡街道", "镇街道",
})  # fmt: skip

# Lines of python-stdnum's list of divisions: `11 province="北京市"`, `  0101 county="东城区"`.
_PROVINCE = re.compile(r'(\d\d) province="')
_COUNTY = re.compile(r' +(\d{4}) county="([^"]+)"')
_ENDED = re.compile(r"\[\d*-\d+\]")


@dataclass(frozen=True)
class Standing:
    """Where a text is at home.

    column_type: of its home column. division_code: of the site's host unit, or "".
    own_places: towns of the own area, as the site lists them. own_names: of site and units.
    """

    column_type: str = ""
    division_code: str = ""
    own_places: Collection[str] = ()
    own_names: Collection[str] = ()


def place_findings(text: Text, standing: Standing | None) -> list[Finding]:
    """Towns of elsewhere anywhere (P071), cities and counties of elsewhere in fixed columns
    (P078)."""
    if standing is None:
        return []
    return [*_foreign_towns(text.main, standing), *_foreign_cities(text.main, standing)]


def _foreign_towns(passages: Iterable[Passage], standing: Standing) -> Iterable[Finding]:
    """Only where the site has listed its own towns; without a list nothing can be told."""
    if not standing.own_places:
        return
    for passage in passages:
        found = [name for name in towns_in(passage.text) if not _is_own(name, standing.own_places)]
        if found:
            said = _("{where}提到不在本地名单上的乡镇、街道：{names}。请核对是否抄自外地材料。")
            said = said.format(where=passage.where, names="、".join(found[:SHOWN]))
            yield _at_first("place.town", passage, found[0], said)


def _at_first(code: str, passage: Passage, name: str, said: str) -> Finding:
    start = passage.text.find(name)
    place = (passage.field, start, start + len(name), name)
    return Finding(code, WARN, passage.where, said, *place)


def _is_own(name: str, own_places: Collection[str]) -> bool:
    return any(name.endswith(own) or own.endswith(name) for own in own_places)


def towns_in(words: str) -> list[str]:
    """Names ending in 镇, 乡 or 街道, each once: two characters and the ending, or three where
    the name plainly begins there."""
    found: dict[str, None] = {}
    for ending in _BELOW_COUNTY:
        at = words.find(ending)
        while at != -1:
            name = _name_before(words, at)
            if name and not _is_ordinary(name + ending):
                found[name + ending] = None
            at = words.find(ending, at + len(ending))
    return list(found)


def _name_before(words: str, at: int) -> str:
    start = at
    while start > 0 and at - start < 4 and _is_of_name(words[start - 1]):
        start -= 1
    size = at - start
    return words[at - (3 if size == 3 else 2) : at] if size >= 2 else ""


def _is_of_name(char: str) -> bool:
    return char >= "\u3400" and char.isalpha() and char not in _CUTS


def _is_ordinary(name: str) -> bool:
    return any(name.endswith(word) for word in _WORDS)


def _foreign_cities(passages: Iterable[Passage], standing: Standing) -> Iterable[Finding]:
    if standing.column_type not in FIXED_COLUMNS:
        return
    own = [*standing.own_places, *standing.own_names, *_own_line(standing.division_code)]
    for passage in passages:
        found = [name for name in cities_in(passage.text) if not any(name in mine for mine in own)]
        if found:
            said = _("{where}出现其他地区的名称：{names}。请核对是否抄自外地网站。")
            said = said.format(where=passage.where, names="、".join(found[:SHOWN]))
            yield _at_first("place.city", passage, found[0], said)


def cities_in(words: str) -> list[str]:
    """Names of cities, districts and counties, the longest at each place, each once."""
    names = set(_places().values())
    endings = {name[-1] for name in names}
    longest = max(map(len, names))
    found: dict[str, None] = {}
    for at, char in enumerate(words, start=1):
        if char not in endings or words[at : at + 1] in ("级", "直", "里", "城"):
            continue
        for size in range(min(longest, at), 2, -1):
            if words[at - size : at] in names:
                found[words[at - size : at]] = None
                break
    return list(found)


def _own_line(code: str) -> list[str]:
    """Names of the place with this division code, of those above it and those below it."""
    own = _significant(code)
    if not own:
        return []
    return [
        name
        for other, name in _places().items()
        if other.startswith(own) or own.startswith(_significant(other))
    ]


def _significant(code: str) -> str:
    """A division code without the empty levels below: 430100 is 4301."""
    digits = code.rstrip("0")
    return digits + "0" * (len(digits) % 2)


@cache
def _places() -> dict[str, str]:
    """Division code -> name of a city, district or county that exists today (GB/T 2260).

    Names that several places share tell nothing and are left out, as are those of two
    characters (和县), which are parts of other words.
    """
    listed = resources.files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    names, province = {}, ""
    for line in listed.splitlines():
        if match := _PROVINCE.match(line):
            province = match[1]
        elif match := _COUNTY.match(line):
            # One code after another held: "[1983-1995]东区,[1996-]芙蓉区".
            now = [part for part in match[2].split(",") if not _ENDED.match(part)]
            for part in now:
                names[province + match[1]] = part.rpartition("]")[2]
    bearers = Counter(names.values())
    return {code: name for code, name in names.items() if bearers[name] == 1 and len(name) > 2}
