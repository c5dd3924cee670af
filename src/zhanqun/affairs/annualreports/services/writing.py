"""A report is begun, written and filled in (编写、填报)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.annualreports import layout, policies
from zhanqun.affairs.annualreports.figures import shown
from zhanqun.affairs.annualreports.models import Entered, Report
from zhanqun.affairs.annualreports.services.locking import lock
from zhanqun.affairs.annualreports.states import REPORT, ReportState
from zhanqun.affairs.annualreports.texts import PARTS
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError

WRITTEN = "annualreports.written"


class ReportKnown(DomainError):
    code = "annualreports.report_known"
    message = _("{year}年的年报已经有了，请从列表打开。")


class YearAhead(DomainError):
    code = "annualreports.year_ahead"
    message = _("{year}年还没有到，不能编写它的年报。")


class TextsChanged(DomainError):
    """Someone saved other texts meanwhile; the caller shows both (并发编辑)."""

    code = "annualreports.texts_changed"
    message = _(
        "{person}在您编写期间保存了文字。您写的没有丢失，也还没有保存，请对照两份文字的不同之处，"
        "在下面改好以后再保存。"
    )
    status = 409


class NotThisFigure(DomainError):
    """A sum, or no figure of the form."""

    code = "annualreports.not_this_figure"
    message = _("这个数字由其他数字相加得出，请更正它的组成部分。")


class NoteMissing(DomainError):
    code = "annualreports.note_missing"
    message = _("请写明更正原因或者数字来源，它会和数字放在一起。")


@transaction.atomic
def begin_report(*, publisher_uid: UUID, year: int, by: User, now: datetime) -> Report:
    """Begin to write the report on a year (开始编写). Raises NotAllowed, YearAhead, ReportKnown."""
    publisher = disclosure.publishers().select_for_update(of=("self",)).get(uid=publisher_uid)
    policies.check_may_keep(by, publisher.unit)
    if year > day_of(now).year:
        raise YearAhead(year=year)
    if Report.objects.filter(publisher=publisher, year=year).exists():
        raise ReportKnown(year=year)
    row = Report.objects.create(
        publisher=publisher, year=year, state=ReportState.DRAFT, begun_at=now
    )
    audit.record("annualreports.begun", row, by=by, at=now, after={"year": year})
    return row


@transaction.atomic
def write_texts(
    *, uid: UUID, base: str, texts: Mapping[str, str], by: User, now: datetime
) -> Report:
    """Keep what is written of sections one, five and six (编写文字).

    base: the `texts_version` that the person began from.
    Raises NotAllowed, IllegalMove, TextsChanged.
    """
    row = lock(uid, by)
    target = REPORT.target("write", row.state)
    before, wanted = row.texts, {part.code: texts.get(part.code, "").strip() for part in PARTS}
    if base != row.texts_version and wanted != before:
        raise TextsChanged(person=_last_writer(row))
    row.state, row.texts = target, wanted
    row.save(update_fields=["state", "texts"])
    if before != row.texts:
        audit.record(WRITTEN, row, by=by, at=now, before=before, after=row.texts)
    return row


def _last_writer(row: Report) -> str:
    written = audit.entries_about(row._meta.label_lower, str(row.uid))
    entry = written.filter(action=WRITTEN).last()
    return entry.actor_name if entry else str(_("有人"))


@transaction.atomic
def enter_figures(
    *, uid: UUID, figures: Mapping[str, tuple[Decimal, str]], by: User, now: datetime
) -> Report:
    """Figures are entered, or stand in place of what was counted (填报、更正数字).

    figures: by place, each with its reason or source.
    Raises NotAllowed, IllegalMove, NotThisFigure, NoteMissing.
    """
    row = lock(uid, by)
    row.state = REPORT.target("write", row.state)
    for place, (number, note) in figures.items():
        _enter(row, place, number, note.strip(), by, now)
    row.save(update_fields=["state"])
    return row


def _enter(row: Report, place: str, number: Decimal, note: str, by: User, now: datetime) -> None:
    if place not in layout.places() or layout.is_total(place):
        raise NotThisFigure
    if not note:
        raise NoteMissing
    known = row.entered.filter(place=place).first()
    if known and (known.number, known.note) == (number, note):
        return
    facts = {"number": number, "note": note, "by": by, "at": now}
    Entered.objects.update_or_create(report=row, place=place, defaults=facts)
    before = {"number": shown(known.number), "note": known.note} if known else {}
    after = {"place": place, "number": shown(number), "note": note}
    audit.record("annualreports.entered", row, by=by, at=now, before=before, after=after)


@transaction.atomic
def take_back_figure(*, uid: UUID, place: str, by: User, now: datetime) -> Report:
    """What was counted stands again (撤销更正). Raises NotAllowed, IllegalMove."""
    row = lock(uid, by)
    row.state = REPORT.target("write", row.state)
    known = row.entered.filter(place=place).first()
    if known is None:
        return row
    known.delete()
    row.save(update_fields=["state"])
    before = {"place": place, "number": shown(known.number), "note": known.note}
    audit.record("annualreports.taken_back", row, by=by, at=now, before=before)
    return row
