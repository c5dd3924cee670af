"""One article after the other, as a cluster that has been at work for ten years holds them."""

import random
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from _cluster.structure import Home
from _cluster.texts import Texts

SPAN = timedelta(days=3650)
BODY_CHARACTERS = 800
RELATED = 5
ADOPTED_SHARE = 0.1
# Kind -> its share, the columns of a site that take it, the portal's column that adopts it.
KINDS = {
    "news": (0.80, ("gzdt", "ldhd", "jcdt", "mtgz", "zdly", "xxgk"), "bmdt"),
    "document": (0.12, ("zcwj", "gfxwj"), "zfwj"),
    "interpretation": (0.05, ("zcjd",), "zcjd"),
    "notice": (0.03, ("tzgg",), "bmdt"),
}
TITLE_FORMS = (
    "{unit}学习贯彻《{title}》", "{unit}：{title}", "{title}（{unit}{year}年第{count}期）",
    "{unit}关于{title}的情况", "{title}在{unit}落地见效", "{unit}{year}年推进{title}工作综述",
)  # fmt: skip
TOPICS = ("工业、交通", "城乡建设", "科技、教育", "卫生、体育", "财政、金融、审计")
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
CODES = 32**10


@dataclass(frozen=True, slots=True)
class Placed:
    """A live placement; related: what it was shown with when it went live."""

    site_id: int
    column_id: int
    number: int
    related: list[UUID]


@dataclass(slots=True)
class Item:
    """One published article. fields: further content of its row."""

    uid: UUID
    code: str
    slug: str
    kind: str
    title: str
    body: str
    unit_id: int
    at: datetime
    fields: dict[str, Any]
    placed: list[Placed]


class Maker:
    """Recombines the texts; what it has made decides what the next item refers to."""

    def __init__(self, homes: Sequence[Home], texts: Texts, end: datetime, seed: int) -> None:
        self.homes, self.texts, self.end = homes, texts, end
        self.random = random.Random(seed)
        self.numbers: dict[int, int] = defaultdict(int)  # column id -> its last list number
        self._newest: dict[int, deque[UUID]] = defaultdict(lambda: deque(maxlen=RELATED))
        self._documents: dict[int, deque[UUID]] = defaultdict(lambda: deque(maxlen=50))
        self._issued: dict[tuple[int, int], int] = defaultdict(int)
        town = homes[0].town
        self._portal = {
            kind: town.column(code, town.portal).pk for kind, (_s, _c, code) in KINDS.items()
        }

    def items(self, count: int) -> Iterator[Item]:
        kinds, shares = list(KINDS), [share for share, _columns, _portal in KINDS.values()]
        step = SPAN / count
        for place in range(count):
            (kind,) = self.random.choices(kinds, shares)
            yield self._item(place, kind, self.end - SPAN + step * place)

    def _item(self, place: int, kind: str, at: datetime) -> Item:
        from zhanqun.foundation.ids import uid_at

        home = self.random.choice(self.homes)
        unit = home.town.bureau
        base = self.random.choice(self.texts.titles)
        form = self.random.choice(TITLE_FORMS)
        item = Item(
            uid=uid_at(at, self.random.getrandbits(74)),
            code=_code(place),
            slug=_slug(base),
            kind=kind,
            title=form.format(unit=unit.short_name, title=base, year=at.year, count=place)[:200],
            body=self._body(),
            unit_id=unit.pk,
            at=at,
            fields=self._fields(kind, home, at),
            placed=[],
        )
        column = home.columns[self.random.choice(KINDS[kind][1])]
        item.placed.append(self._place(item, home.town.bureau_site.site_id, column.pk))
        if self.random.random() < ADOPTED_SHARE:
            portal = home.town.portal.site_id
            item.placed.append(self._place(item, portal, self._portal[kind]))
        if kind == "document":
            self._documents[unit.pk].append(item.uid)
        return item

    def _place(self, item: Item, site_id: int, column_id: int) -> Placed:
        self.numbers[column_id] += 1
        newest = self._newest[column_id]
        related = list(newest)
        newest.appendleft(item.uid)
        return Placed(site_id, column_id, self.numbers[column_id], related)

    def _body(self) -> str:
        parts, length = [], 0
        while length < BODY_CHARACTERS:
            paragraph, characters = self.random.choice(self.texts.paragraphs)
            parts.append(paragraph)
            length += characters
        return "".join(parts)

    def _fields(self, kind: str, home: Home, at: datetime) -> dict[str, Any]:
        unit = home.town.bureau
        if kind == "document":
            self._issued[unit.pk, at.year] += 1
            issued = self._issued[unit.pk, at.year]
            return {
                "number": f"{unit.document_code}〔{at.year}〕{issued}号",
                "index_no": f"{unit.pk:09d}/{at.year}-{issued:05d}",
                "issuing_organs": [unit.name],
                "written_on": at.date(),
                "validity": "in_force",
                "topic_class": self.random.choice(TOPICS),
            }
        if kind == "interpretation":
            documents = self._documents[unit.pk]
            return {
                "form": "text",
                "interprets": [self.random.choice(documents)] if documents else [],
            }
        return {}


def _code(place: int) -> str:
    """Ten letters that look random and never repeat: an odd factor is one to one mod 2**50."""
    value = (place + 1) * 0x2545F4914F6CDD1D % CODES
    return "".join(LETTERS[value >> shift & 31] for shift in range(0, 50, 5))


@cache
def _slug(title: str) -> str:
    from zhanqun.content.library import api as library

    return library.slug_for(title)
