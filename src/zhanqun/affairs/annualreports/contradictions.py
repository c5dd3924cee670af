"""Requests whose record contradicts itself (登记矛盾): what makes the tables not add up."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.annualreports import counting
from zhanqun.affairs.annualreports.layout import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    HANDLED,
    NEW,
    TOTAL,
    outcome_rows,
)
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests.api import Request

BEFORE, OUTCOME, DAY, APPLICANT = "before", "outcome", "day", "applicant"
MOVED, TWICE = "moved", "twice"
WORDS = {
    BEFORE: _("办结日期在收到日期之前"),
    OUTCOME: _("已办结，没有办理结果"),
    DAY: _("有办理结果，没有办结日期"),
    APPLICANT: _("没有申请人类别"),
    MOVED: _("上年年报冻结以后登记有变动"),
    TWICE: _("移交以前已计入另一机关同年的年报"),
}


@dataclass(frozen=True)
class Broken:
    """One request, by the uid of its case, and what is wrong with it."""

    rule: str
    case_uid: UUID
    number: str
    applicant: str

    @property
    def words(self) -> Any:
        return WORDS[self.rule]

    @property
    def unbalances(self) -> bool:
        return self.rule == BEFORE

    def is_in(self, column: str) -> bool:
        return column in (TOTAL, self.applicant)


def found(publisher: Publisher, year: int) -> tuple[Broken, ...]:
    """All that touch the year."""
    touches = Q()
    for row in (NEW, CARRIED_IN, HANDLED, CARRIED_OUT):
        touches |= counting.requests_in(row, year)
    rows = Request.objects.filter(touches, publisher=publisher)
    return tuple(one for rule, meant in _rules() for one in _read(rule, rows.filter(meant)))


def moved_since(
    publisher: Publisher, year: int, known: frozenset[UUID], column: str
) -> tuple[Broken, ...]:
    """What is carried in now and was not carried out in the report of the year before, or the
    other way round. known: uids of the cases that it carried out; some may have been handed over
    to another publisher."""
    rows = Request.objects.filter(Q(publisher=publisher) | Q(case__uid__in=known))
    if column != TOTAL:
        rows = rows.filter(applicant=column)
    now = rows.filter(counting.requests_in(CARRIED_IN, year), publisher=publisher)
    uids = set(now.values_list("case__uid", flat=True))
    return tuple(_read(MOVED, rows.filter(case__uid__in=uids ^ known)))


def counted_twice(
    publisher: Publisher, year: int, elsewhere: frozenset[UUID]
) -> tuple[Broken, ...]:
    """What goes on here and was carried out by the frozen report of another publisher on the same
    year, before it was handed over. elsewhere: uids of the cases that the others carried out."""
    rows = Request.objects.filter(publisher=publisher, case__uid__in=elsewhere)
    return tuple(_read(TWICE, rows.filter(counting.requests_in(CARRIED_OUT, year))))


def _rules() -> Iterator[tuple[str, Q]]:
    yield BEFORE, Q(concluded_on__lt=F("received_on"))
    yield OUTCOME, Q(concluded_on__isnull=False) & ~Q(outcome__in=outcome_rows())
    yield DAY, Q(concluded_on=None) & ~Q(outcome="")
    yield APPLICANT, ~Q(applicant__in=APPLICANTS)


def _read(rule: str, rows: QuerySet[Request]) -> Iterator[Broken]:
    found = rows.order_by("pk").values_list("case__uid", "case__number", "applicant")
    for uid, number, applicant in found:
        yield Broken(rule, uid, number, applicant)
