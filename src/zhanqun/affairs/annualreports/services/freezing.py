"""A report is checked, frozen, published and corrected (核对、冻结、发布、更正)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.annualreports import announcing, counting
from zhanqun.affairs.annualreports.checking import Fault, faults_of
from zhanqun.affairs.annualreports.figures import digest_of, shown, written
from zhanqun.affairs.annualreports.layout import CARRIED_OUT
from zhanqun.affairs.annualreports.models import Entered, Report
from zhanqun.affairs.annualreports.services.locking import lock
from zhanqun.affairs.annualreports.sheets import Sheet, sheet_of
from zhanqun.affairs.annualreports.states import REPORT, ReportState
from zhanqun.affairs.requests.api import Request
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError


class ChecksFail(DomainError):
    code = "annualreports.checks_fail"
    message = _("还有{count}处必须改正：{first}")


class RemarkMissing(DomainError):
    """A doubt may stand, but not without a word."""

    code = "annualreports.remark_missing"
    message = _("还有{count}处存疑，请逐项核实并写明核对说明，或者改正后再核对：{first}")


class YearRunning(DomainError):
    code = "annualreports.year_running"
    message = _("{year}年还没有结束，数字还会变，不能冻结。")


class CorrectionOpen(DomainError):
    code = "annualreports.correction_open"
    message = _("这一年已经有一份更正稿在编写，请接着编写它。")


class ReasonMissing(DomainError):
    code = "annualreports.reason_missing"
    message = _("请写明为什么更正，原因会登在更正后的年报上。")


@transaction.atomic
def check_report(*, uid: UUID, remark: str, by: User, now: datetime) -> Report:
    """It holds, or the doubts are explained (核对通过).

    Raises NotAllowed, IllegalMove, ChecksFail, RemarkMissing.
    """
    row = lock(uid, by)
    row.state = REPORT.target("check", row.state)
    row.remark = remark.strip()
    _check(row, faults_of(row, sheet_of(row)))
    row.save(update_fields=["state", "remark"])
    audit.record("annualreports.checked", row, by=by, at=now, after={"remark": row.remark})
    return row


@transaction.atomic
def freeze_report(*, uid: UUID, by: User, now: datetime) -> Report:
    """From now on nothing changes what it says (冻结); checked once more, since cases went on.

    Raises NotAllowed, IllegalMove, YearRunning, ChecksFail, RemarkMissing.
    """
    row = lock(uid, by)
    target = REPORT.target("freeze", row.state)
    if day_of(now).year <= row.year:
        raise YearRunning(year=row.year)
    sheet = sheet_of(row)
    _check(row, faults_of(row, sheet))
    row.state, row.frozen_at = target, now
    row.facts = _facts(row, sheet)
    row.digest = digest_of(row.facts)
    row.save(update_fields=["state", "frozen_at", "facts", "digest"])
    audit.record("annualreports.frozen", row, by=by, at=now, after={"digest": row.digest})
    return row


@transaction.atomic
def publish_report(*, uid: UUID, by: User, now: datetime) -> Report:
    """Everybody may read it; an earlier version gives way (发布).

    Raises NotAllowed, IllegalMove.
    """
    row = lock(uid, by)
    row.state = REPORT.target("publish", row.state)
    for old in _others(row):
        old.state = REPORT.target("replace", old.state)
        old.save(update_fields=["state"])
        audit.record("annualreports.replaced", old, by=by, at=now, reason=row.reason)
        announcing.report_changed(old)
    row.published_at = now
    row.save(update_fields=["state", "published_at"])
    audit.record("annualreports.published", row, by=by, at=now, after={"version": row.version})
    announcing.report_changed(row)
    return row


@transaction.atomic
def correct_report(*, uid: UUID, reason: str, by: User, now: datetime) -> Report:
    """Begin a new version of a frozen report, with what people wrote and entered (更正).

    The old one stands until the new one is published.
    Raises NotAllowed, IllegalMove, ReasonMissing, CorrectionOpen.
    """
    old = lock(uid, by)
    REPORT.target("replace", old.state)
    if not reason.strip():
        raise ReasonMissing
    versions = Report.objects.filter(publisher=old.publisher, year=old.year)
    newest = versions.order_by("-version")[0]
    if newest != old:
        raise CorrectionOpen
    new = Report.objects.create(
        publisher=old.publisher,
        year=old.year,
        version=old.version + 1,
        reason=reason.strip(),
        state=ReportState.DRAFT,
        texts=old.texts,
        begun_at=now,
    )
    Entered.objects.bulk_create(
        Entered(report=new, place=e.place, number=e.number, note=e.note, by=e.by, at=e.at)
        for e in old.entered.select_related("by")
    )
    audit.record("annualreports.corrected", new, by=by, at=now, reason=new.reason)
    return new


def _check(row: Report, faults: list[Fault]) -> None:
    severe = [fault for fault in faults if fault.is_severe]
    if severe:
        raise ChecksFail(count=len(severe), first=severe[0].text)
    if faults and not row.remark:
        raise RemarkMissing(count=len(faults), first=faults[0].text)


def _others(row: Report) -> list[Report]:
    rows = Report.objects.select_for_update(of=("self",)).select_related("publisher__site")
    earlier = rows.filter(publisher=row.publisher, year=row.year, version__lt=row.version)
    return list(earlier.exclude(state=ReportState.REPLACED))


def _facts(row: Report, sheet: Sheet) -> dict[str, Any]:
    """All that the report says; carried: uids of the cases that go on, which the next report must
    begin with."""
    going_on = counting.requests_in(CARRIED_OUT, row.year)
    carried = Request.objects.filter(going_on, publisher=row.publisher).order_by("pk")
    return {
        "organ": row.publisher.unit.name,
        "year": row.year,
        "version": row.version,
        "reason": row.reason,
        "texts": row.texts,
        "remark": row.remark,
        "figures": written(sheet.figures),
        "notes": {e.place: [shown(e.number), e.note] for e in sheet.entered.values()},
        "carried": [str(uid) for uid in carried.values_list("case__uid", flat=True)],
        "gathered": [
            {"organ": one.facts["organ"], "version": one.version}
            for one in sheet.reports
            if one.facts
        ],
    }
