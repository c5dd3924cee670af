"""Duties to interpret documents (解读任务): opened, fulfilled, waived, opened again."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.policylibrary import policies, queries, rules, telling
from zhanqun.affairs.policylibrary.models import Duty, Rules
from zhanqun.affairs.policylibrary.services.relating import NoSuchDocument
from zhanqun.affairs.policylibrary.services.settling import DAYS
from zhanqun.affairs.policylibrary.states import DUTY, DutyState
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import Unit, User
from zhanqun.core.workcalendar.api import add_working_days, work_calendar
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError


class WaiverMissing(DomainError):
    code = "policylibrary.waiver_missing"
    message = _("请写明不再解读的理由。")


class NotPublic(DomainError):
    code = "policylibrary.not_public"
    message = _("文件还没有发布，发布后再登记解读任务。")
    status = 409


@transaction.atomic
def require(*, uid: UUID, unit: Unit, by: User, now: datetime) -> Duty:
    """Ask a unit to interpret a document, or ask again (要求解读): its office.

    Raises NotAllowed, NoSuchDocument, NotPublic, IllegalMove.
    """
    document = queries.document_of(uid)
    if document is None:
        raise NoSuchDocument
    policies.check_is_office(by, document.unit, _("要求解读文件"))
    if not document.live:
        raise NotPublic
    duty = _locked(document.pk)
    if duty is None:
        duty = _opened(document, unit, day_of(now), now)
    else:
        duty.state = DUTY.target("reopen", duty.state)
        duty.unit, duty.due_on = unit, due_on(unit, day_of(now), queries.rules_in_force())
        _begin_anew(duty)
        duty.save()
    audit.record("policylibrary.required", document, by=by, at=now, after={"due_on": duty.due_on})
    weigh([document.pk], now)
    duty.refresh_from_db()
    return duty


@transaction.atomic
def waive(*, uid: UUID, reason: str, by: User, now: datetime) -> Duty:
    """The office decides that a document needs none (不再解读). uid: of the duty.

    Raises NotAllowed, WaiverMissing, IllegalMove.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",)).select_related("document__unit").get(uid=uid)
    )
    policies.check_is_office(by, duty.document.unit, _("决定不再解读"))
    if not reason.strip():
        raise WaiverMissing
    duty.state = DUTY.target("waive", duty.state)
    duty.waived_by, duty.waived_at, duty.waiver = by, now, reason.strip()
    duty.save()
    audit.record("policylibrary.waived", duty.document, by=by, at=now, reason=reason)
    notices.settle([duty.uid], now=now)
    return duty


def open_if_due(document: Article, now: datetime) -> None:
    """A document went public for the first time: its unit is to interpret it where rules say so.

    Not one that has ended, nor one whose time was over before it came here (从旧网站导入).
    """
    if Duty.objects.filter(document=document).exists():
        return
    setting, today = queries.rules_in_force(), day_of(now)
    if not (
        rules.is_normative(document.genre, setting.normative_genres) or _is_in(document, setting)
    ):
        return
    document.refresh_from_db(fields=DAYS)
    if library.validity_on(document, today) in queries.ENDED:
        return
    elsewhere = document.original_published_at
    if elsewhere and due_on(document.unit, day_of(elsewhere), setting) < today:
        return
    _opened(document, document.unit, day_of(document.first_published_at or now), now)


def weigh(document_ids: Iterable[int], now: datetime) -> None:
    """See which interpretations live now: duties are fulfilled, or open again (解读关联变动).

    In the transaction of the act that changed them.
    """
    rows = Duty.objects.select_for_update(of=("self",)).filter(document__in=document_ids)
    for duty in rows.select_related("document__unit", "unit").order_by("pk"):
        found = first_that_counts(duty.document)
        if found is not None and duty.state != DutyState.FULFILLED:
            duty.state = DUTY.target("fulfil", duty.state)
            duty.fulfilled_by, duty.fulfilled_at = found, now
            audit.record(
                "policylibrary.interpreted",
                duty.document,
                by=None,
                at=now,
                after={"by": str(found)},
            )
            notices.settle([duty.uid], now=now)
        elif found is None and duty.state == DutyState.FULFILLED:
            duty.state = DUTY.target("reopen", duty.state)
            _begin_anew(duty)
            audit.record("policylibrary.uninterpreted", duty.document, by=None, at=now)
            telling.reopened(duty, now)
        elif found is not None and duty.fulfilled_by_id != found.pk:
            duty.fulfilled_by = found
        duty.save()


def first_that_counts(document: Article) -> Article | None:
    """The oldest live interpretation that is more than the document once again."""
    rows = Article.objects.filter(
        kind=ArticleKind.INTERPRETATION, interprets__contains=[document.uid], live=True
    )
    ordered = rows.order_by("first_published_at", "id")
    return next((row for row in ordered if not is_copy(row, document)), None)


def is_copy(interpretation: Article, document: Article) -> bool:
    """Whether it only repeats the text (照抄照搬). Source: norms documents.yaml, not_a_copy."""
    return likeness(interpretation, document) > rules.COPY_FROM


def likeness(interpretation: Article, document: Article) -> float:
    """The share of pieces that both texts have; a chart or a film has too few words to tell."""
    words = library.plain_text(interpretation.body)
    if len(words) < rules.TELLING_LENGTH:
        return 0.0
    return casework.likeness(words, library.plain_text(document.body))


def due_on(unit: Unit, start: date, setting: Rules) -> date:
    """The last day to interpret. Source: norms documents.yaml, latest_3_workdays (local)."""
    return add_working_days(start, setting.interpretation_days, work_calendar(unit))


def _opened(document: Article, unit: Unit, start: date, now: datetime) -> Duty:
    limit = due_on(unit, start, queries.rules_in_force())
    duty = Duty.objects.create(document=document, unit=unit, opened_at=now, due_on=limit)
    telling.opened(duty, now)
    return duty


def _begin_anew(duty: Duty) -> None:
    duty.fulfilled_by = duty.fulfilled_at = duty.told_on = None
    duty.rung = 0
    duty.waived_by, duty.waived_at, duty.waiver = None, None, ""


def _locked(document_id: int) -> Duty | None:
    return Duty.objects.select_for_update(of=("self",)).filter(document=document_id).first()


def _is_in(document: Article, setting: Rules) -> bool:
    """Whether it stands in a column whose documents are interpreted."""
    if setting._state.adding:  # nobody has set any
        return False
    columns = setting.interpreted_columns.values("pk")
    return document.placements.filter(column__in=columns).exists()
