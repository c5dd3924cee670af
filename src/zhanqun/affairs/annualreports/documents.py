"""Documents of the second table (表二的规章、行政规范性文件): which ones a figure counts.

A document binds (规范性文件) where the policy library holds it for one, or where its validity is
marked: the mark is required of these alone. Of these, what carries the number of an order
(令第×号) is a rule (规章).

Source: 国办公开办函〔2021〕30号, 表二; norms documents.yaml, normative.
"""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from zhanqun.affairs.annualreports.figures import Figures
from zhanqun.affairs.annualreports.layout import NORMATIVE, OF_DOCUMENTS, RULES
from zhanqun.affairs.annualreports.years import first_of, last_of
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.policylibrary.api import Standing
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Validity

IS_ORDER = Q(number__regex=r"令第\d+号$")
ENDED = (Validity.REPEALED, Validity.EXPIRED)
# A binding document of which nobody said anything is in force.
STANDING = ("", Validity.IN_FORCE, Validity.AMENDED, Validity.PARTLY_REPEALED)
ONE_DAY = timedelta(days=1)


def documents_at(publisher: Publisher, place: str, year: int) -> QuerySet[Article]:
    """The documents behind one figure; "t2.rules.issued"."""
    _table, row, column = place.split(".")
    rows = _asked(publisher, year).filter(_is(row), _meant(column, year))
    return rows.order_by("-written_on", "-id")


def documents_counted(publisher: Publisher, year: int) -> Figures:
    rows = _asked(publisher, year)
    found: Figures = {}
    for row in (RULES, NORMATIVE):
        counts = {one: Count("pk", filter=_is(row) & _meant(one, year)) for one in OF_DOCUMENTS}
        for column, number in rows.aggregate(**counts).items():
            found[f"t2.{row}.{column}"] = Decimal(number)
    return found


def _is(row: str) -> Q:
    return IS_ORDER if row == RULES else ~IS_ORDER


def _asked(publisher: Publisher, year: int) -> QuerySet[Article]:
    """With what each was before the year, and on its last day."""
    return _binding(publisher).annotate(
        at_first=library.validity_case(first_of(year) - ONE_DAY),
        at_last=library.validity_case(last_of(year)),
    )


def ended_without_day(publisher: Publisher, year: int) -> QuerySet[Article]:
    """Repealed or expired nobody knows when: no year counts them (缺失效日期)."""
    rows = _binding(publisher).filter(validity__in=ENDED, written_on__lte=last_of(year))
    return rows.filter(expires_on=None, repealed_on=None, kept_until=None)


def _meant(column: str, year: int) -> Q:
    """repealed: in force on some day of the year or before, and no longer on its last."""
    written = Q(written_on__range=(first_of(year), last_of(year)))
    if column == "issued":
        return written
    if column == "repealed":
        ended = ~Q(at_first__in=ENDED) | written | _says_so_itself(year)
        return Q(at_last__in=ENDED) & ended
    return Q(written_on__lte=last_of(year), at_last__in=STANDING)


def _says_so_itself(year: int) -> Q:
    """Marked as repealed, with its last day in the year: no newer document tells of it."""
    in_year = Q(expires_on__range=(first_of(year), last_of(year)))
    return in_year & Q(validity__in=ENDED, repealed_on=None, kept_until=None)


def _binding(publisher: Publisher) -> QuerySet[Article]:
    """Public ones of the publisher: of its unit and of those below it that disclose through it."""
    path = publisher.unit.path
    below = [one.unit.path for one in disclosure.publishers() if _is_below(one.unit.path, path)]
    rows = Article.objects.filter(kind=ArticleKind.DOCUMENT, live=True, unit__path__startswith=path)
    normative = Standing.objects.filter(is_normative=True).values("article")
    rows = rows.filter(~Q(validity="") | Q(pk__in=normative))
    for deeper in below:
        rows = rows.exclude(unit__path__startswith=deeper)
    return rows


def _is_below(path: str, above: str) -> bool:
    return path != above and path.startswith(above)
