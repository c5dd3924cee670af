"""Documents of the second table (表二的规章、行政规范性文件): which ones a figure counts.

A document whose validity is marked is one that binds (规范性文件): the mark is required of these
alone. Of these, what carries the number of an order (令第×号) is a rule (规章).

Source: 国办公开办函〔2021〕30号, 表二; norms documents.yaml, normative.
"""

from decimal import Decimal

from django.db.models import Q, QuerySet

from zhanqun.affairs.annualreports.figures import Figures
from zhanqun.affairs.annualreports.layout import NORMATIVE, OF_DOCUMENTS, RULES
from zhanqun.affairs.annualreports.years import first_of, last_of
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.content.library.api import Article, ArticleKind, Validity

IS_RULE = Q(number__regex=r"令第\d+号$")
ENDED = (Validity.REPEALED, Validity.EXPIRED)


def documents_at(publisher: Publisher, place: str, year: int) -> QuerySet[Article]:
    """The documents behind one figure; "t2.rules.issued"."""
    _table, row, column = place.split(".")
    rows = _binding(publisher)
    rows = rows.filter(IS_RULE) if row == RULES else rows.exclude(IS_RULE)
    return rows.filter(_meant(column, year)).order_by("-written_on", "-id")


def documents_counted(publisher: Publisher, year: int) -> Figures:
    places = [f"t2.{row}.{column}" for row in (RULES, NORMATIVE) for column in OF_DOCUMENTS]
    return {place: Decimal(documents_at(publisher, place, year).count()) for place in places}


def ended_without_day(publisher: Publisher, year: int) -> QuerySet[Article]:
    """Repealed or expired nobody knows when: no year counts them (缺失效日期)."""
    rows = _binding(publisher).filter(validity__in=ENDED, expires_on=None)
    return rows.filter(written_on__lte=last_of(year))


def _meant(column: str, year: int) -> Q:
    first, last = first_of(year), last_of(year)
    if column == "issued":
        return Q(written_on__range=(first, last))
    if column == "repealed":
        return Q(expires_on__range=(first, last))
    stands = Q(expires_on=None) & ~Q(validity__in=ENDED) | Q(expires_on__gt=last)
    begun = Q(effective_from=None) | Q(effective_from__lte=last)
    return Q(written_on__lte=last) & stands & begun


def _binding(publisher: Publisher) -> QuerySet[Article]:
    """Public ones of the publisher: of its unit and of those below it that disclose through it."""
    path = publisher.unit.path
    below = [one.unit.path for one in disclosure.publishers() if _is_below(one.unit.path, path)]
    rows = Article.objects.filter(
        kind=ArticleKind.DOCUMENT, live=True, unit__path__startswith=path
    ).exclude(validity="")
    for deeper in below:
        rows = rows.exclude(unit__path__startswith=deeper)
    return rows


def _is_below(path: str, above: str) -> bool:
    return path != above and path.startswith(above)
