"""What the library knows of a document follows the document (入库).

Called with every act of the gate, which is also how a day that comes and a newer document reach the
documents that they change. It announces what changed, in the transaction of the act.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.holdings import bundles
from zhanqun.affairs.policylibrary.holdings.facets import genre_of
from zhanqun.affairs.policylibrary.holdings.keys import (
    calendar_key,
    holding_key,
    month_key,
    standing_key,
)
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf, ShelfPlace
from zhanqun.affairs.policylibrary.holdings.shelving import shelve
from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.states import EFFECTS
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Validity
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.foundation import clock, targets

# So many at once, where many are looked at in the night.
BATCH = 200
SINCE = library.SINCE
STANDS = ("is_live", "home_id")
DAYS = ("effective_from", "ends_on", "repealed_on")


def keep(article_ids: Iterable[int], now: datetime) -> None:
    """Bring the library in line with these articles; others than documents are passed over."""
    ids = list(article_ids)
    known = {row.pk: row for row in Holding.objects.filter(pk__in=ids)}
    rows = Article.objects.filter(Q(kind=ArticleKind.DOCUMENT) | Q(pk__in=known), pk__in=ids)
    locked = rows.select_for_update(of=("self",), no_key=True)
    for article in locked.order_by("pk").defer("body"):
        _keep(article, known.get(article.pk), now)


def _keep(article: Article, holding: Holding | None, now: datetime) -> None:
    standing = _sites_of(article)
    facts = _facts(article, standing, clock.day_of(now))
    if holding is None and not facts["is_live"]:
        return
    before = {name: getattr(holding, name) for name in facts} if holding else {}
    row = holding or Holding(article=article, uid=article.uid)
    if before != facts:
        _take_over(row, facts, now)
    stood = set(row.places.values_list("shelf__site_id", flat=True))
    libraries = sites_showing(standing)
    keys = shelve(row, libraries, now)
    _announce(row, before, keys, {*stood, *libraries})


def note_interpretation(uids: Collection[UUID], *, taken_down: bool) -> None:
    """What interprets these documents changed: the files of their years tell of it."""
    files = bundles.files_with(Holding.objects.filter(uid__in=uids))
    if keys := bundles.note(files, taken_down=taken_down):
        targets.announce(keys, {site_id for site_id, _year in files}, is_urgent=True)


def _take_over(row: Holding, facts: dict[str, Any], now: datetime) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.shown_at = now
    row.save()


def _announce(
    row: Holding, before: dict[str, Any], keys: set[str], libraries: Collection[int]
) -> None:
    """before: what it was, empty for a new one; libraries: those in which it stands or stood."""
    after = {name: getattr(row, name) for name in before or (*STANDS, "year", *DAYS)}
    gone = bool(before.get("is_live")) and not row.is_live
    if before != after:
        keys |= {holding_key(row.uid)} | _keys_of_days(before, after, libraries)
    if any(before.get(name) != after[name] for name in STANDS):
        keys.add(standing_key(row.uid))
    years = {one["year"] for one in (before, after) if one}
    files = {(site_id, year) for site_id in libraries for year in years}
    if before != after:
        files |= bundles.files_with(Holding.objects.filter(ended_by=row.pk))
    keys |= bundles.note(files, taken_down=gone)
    homes = {one["home_id"] for one in (before, after) if one} - {None}
    if keys:
        targets.announce(keys, {*libraries, *homes}, is_urgent=gone)


def _sites_of(article: Article) -> list[int]:
    """Where it is live, its home first; editions in other languages are no part of the library."""
    live = library.live_placements().filter(article=article).order_by("-is_home", "pk")
    site_ids = list(dict.fromkeys(live.values_list("site_id", flat=True)))
    profiles = sites.profiles_by_id(site_ids)
    foreign = {pk for pk, row in profiles.items() if row and row.kind == SiteKind.FOREIGN}
    return [pk for pk in site_ids if pk not in foreign]


def _facts(article: Article, standing: Sequence[int], today: date) -> dict[str, Any]:
    """What lists and the calendar say of a document; standing: sites on which it is live."""
    written = article.written_on or clock.day_of(article.first_published_at or article.created_at)
    is_live = article.is_document and article.live and not article.is_discarded and bool(standing)
    validity = library.validity_on(article, today)
    return _ending(article, validity) | {
        "is_live": is_live,
        "home_id": next(iter(standing), None),
        "title": article.title,
        "number": article.number,
        "organs": list(article.issuing_organs),
        "topic": article.topic_class,
        "genre": genre_of(article.genre, article.title),
        "year": written.year,
        "written_on": article.written_on,
        "effective_from": article.effective_from,
        "ends_on": article.kept_until or article.expires_on,
        "repealed_on": article.repealed_on,
        "validity": validity,
        "slug": article.slug,
        "code": article.code,
        "first_published_at": article.first_published_at,
    }


def _ending(article: Article, validity: str) -> dict[str, Any]:
    """Since when it is no longer what it was, and by which document (P006)."""
    since = getattr(article, SINCE[Validity(validity)]) if validity in SINCE else None
    kinds = [kind for kind, effect in EFFECTS.items() if effect == validity]
    found = None
    if since:
        rows = Relation.objects.filter(older=article, kind__in=kinds, effective_on=since)
        found = queries.counting(rows).order_by("pk").last()
    return {
        "since": since,
        "ended_by_id": found.newer_id if found else None,
        "cited": found.cited if found and found.newer_id is None else "",
    }


def sites_showing(site_ids: Iterable[int]) -> list[int]:
    """The sites with a library that has what stands on these: portals, and those above them."""
    found: set[int] = set()
    for profile in sites.profiles_by_id(site_ids).values():
        found |= {row.site_id for row in _with_above(profile) if row.kind == SiteKind.PORTAL}
    return sorted(found)


def _with_above(profile: SiteProfile | None) -> list[SiteProfile]:
    return [profile, *_with_above(profile.parent)] if profile else []


def _keys_of_days(
    before: dict[str, Any], after: dict[str, Any], site_ids: Iterable[int]
) -> set[str]:
    """Months of the calendar in which the document has a day, or had one."""
    days = {row[name] for row in (before, after) if row for name in DAYS} - {None}
    keys: set[str] = set()
    for site_id in site_ids:
        keys |= {month_key(site_id, day) for day in days}
        if days:
            keys.add(calendar_key(site_id))
    return keys


def catch_up(now: datetime) -> int:
    """Take in what went live before there was a library (补录), and what no act told of: days
    that came while nothing ran, sites that moved under another portal; returns how many documents
    were looked at."""
    held = Holding.objects.filter(is_live=True)
    documents = Article.objects.filter(kind=ArticleKind.DOCUMENT, live=True)
    today = library.validity_case(clock.day_of(now), "article__")
    turned = held.annotate(today=today).exclude(validity=F("today"))
    rows = [documents.exclude(pk__in=held.values("pk")), turned, *_elsewhere()]
    return sum(_keep_all(found, now) for found in rows)


def _elsewhere() -> Iterator[QuerySet[Holding]]:
    """Of each library what stands below its portal and not in it, and what stands in it alone."""
    below: dict[int, list[int]] = {
        site_id: [] for site_id in Shelf.objects.values_list("site_id", flat=True).distinct()
    }
    for profile in sites.profiles().exclude(kind=SiteKind.FOREIGN):
        for site_id in sites_showing([profile.site_id]):
            below.setdefault(site_id, []).append(profile.site_id)
    for site_id, site_ids in below.items():
        live = library.live_placements().filter(article=OuterRef("pk"), site_id__in=site_ids)
        shelved = ShelfPlace.objects.filter(shelf__site_id=site_id, shelf__facet=Facet.ALL)
        here = Exists(shelved.filter(holding=OuterRef("pk")))
        yield Holding.objects.filter(Exists(live), ~here, is_live=True)
        yield Holding.objects.filter(here, ~Exists(live))


def _keep_all(rows: Any, now: datetime) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            keep(ids[start : start + BATCH], now)
    return len(ids)
