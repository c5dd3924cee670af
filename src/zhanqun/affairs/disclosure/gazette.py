"""Reading issues of the gazette at the desk, and what could stand in one (公报查询)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.models import Issue, IssueLine, Publisher
from zhanqun.content.library.api import Article, ArticleKind
from zhanqun.core.units import api as units

OFFERED = 20


def issues_visible_to(user: Any) -> QuerySet[Issue]:
    """The gate: of the governments whose office the person is."""
    covered = units.units_covered(user, policies.OFFICE)
    rows = Issue.objects.filter(publisher__unit__in=covered)
    return rows.select_related("publisher__unit", "publisher__site")


def publishers_with_gazette(user: Any) -> QuerySet[Publisher]:
    """Governments whose gazette the person may edit; the one that has issues first."""
    covered = units.units_covered(user, policies.OFFICE)
    rows = Publisher.objects.filter(unit__in=covered, unit__kind=units.UnitKind.GOVERNMENT)
    return rows.select_related("unit", "site").order_by("position", "id")


def next_number(publisher: Publisher, year: int) -> int:
    rows = Issue.objects.filter(publisher=publisher, year=year)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def documents_offered(publisher: Publisher, words: str, besides: Iterable[UUID]) -> list[Article]:
    """Live texts of the government and its units, the newest first: those with the words in title
    or number; without words, documents that stand in no issue yet."""
    rows = Article.objects.filter(live=True, unit__path__startswith=publisher.unit.path)
    rows = rows.exclude(uid__in=list(besides))
    if words:
        wanted = Q(title__icontains=words) | Q(number__icontains=words)
        rows = rows.filter(wanted).exclude(kind=ArticleKind.LINK)
    else:
        rows = rows.filter(kind=ArticleKind.DOCUMENT)
        rows = rows.exclude(pk__in=IssueLine.objects.values("article_id"))
    return list(rows.order_by("-last_published_at", "-id")[:OFFERED])


def headings_used(publisher: Publisher) -> list[str]:
    """To choose from; the usual ones where there are none yet."""
    rows = IssueLine.objects.filter(issue__publisher=publisher).exclude(heading="")
    return sorted(rows.values_list("heading", flat=True).distinct()[:OFFERED])
