"""Writing review: hand in, pass, return, clear for secrecy (送审、审核、保密审查)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.review import gate, policies, queries, telling
from zhanqun.content.review.changes import handing_in
from zhanqun.content.review.checking import Checked, check, note_marks
from zhanqun.content.review.models import Plan, PlanStep, SecrecyDecision, Submission, Task
from zhanqun.content.review.overriding import check_blocks
from zhanqun.content.review.states import (
    SUBMISSION,
    TASK,
    Conclusion,
    SubmissionState,
    TaskState,
)
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import once
from zhanqun.foundation.errors import DomainError

SECRECY_HOURS = 24
# The plan an installation begins with (三审).
STANDARD_STEPS = (
    ("初审", Role.REVIEWER, "unit", 24),
    ("复审", Role.SIGNER, "unit", 24),
    ("终审", Role.CHIEF_EDITOR, "site", 48),
)


class NoHomeColumn(DomainError):
    code = "review.no_home_column"
    message = _("请先选择首发栏目，再送审。")


class NoPlan(DomainError):
    code = "review.no_plan"
    message = _("{unit}在这个站点还没有审核方案，请站点管理员先设置。")


class TextChanged(DomainError):
    """The page showed another version than the one under review."""

    code = "review.text_changed"
    message = _("稿件在您打开页面后有了新版本，请重新打开审核。")
    status = 409


class ReasonMissing(DomainError):
    code = "review.reason_missing"
    message = _("退回要写明理由，供稿人会看到。")


class GroundMissing(DomainError):
    code = "review.ground_missing"
    message = _("请填写保密审查的依据。")


class RepeatsAnother(DomainError):
    """雷同稿件: all but the same as an earlier one; the submitter says why."""

    code = "review.repeats_another"
    message = _("{finding}请在“送审说明”中写明理由后再送审。")
    status = 409


class PlanEmpty(DomainError):
    code = "review.plan_empty"
    message = _("审核方案至少要有一个环节。")


class NoSuchStep(DomainError):
    code = "review.no_such_step"
    message = _("不能退回到这一环节。")


@transaction.atomic
def submit(
    *, uid: UUID, by: User, now: datetime, note: str = "", override_request: str = ""
) -> Submission:
    """Hand in the newest version for review and secrecy review (送审).

    Pressed twice it is one submission. note: shown to the reviewers; asked for where the text
    all but repeats an earlier one. override_request: why what the checks stop shall go out all
    the same (申请放行); whoever may lets it through or not. Raises NotAllowed, NoHomeColumn,
    NoPlan, BlockedByLaw, Blocked, RepeatsAnother.
    """
    article = library.lock_article(uid)
    if not library.may_edit(by, article):
        raise units.NotAllowed(act=_("送审这篇稿件"))
    draft = library.working_copy(article)
    digest = library.digest_of(draft)
    running = Submission.objects.filter(
        article=article,
        digest=digest,
        state__in=[SubmissionState.REVIEWING, SubmissionState.APPROVED],
    ).first()
    if running is not None:
        return running
    home = article.placements.filter(is_home=True).first()
    if home is None:
        raise NoHomeColumn
    plan = queries.plan_for(article, home.site_id)
    if plan is None:
        raise NoPlan(unit=article.unit)
    article, draft, digest = _completed(article, by, now)
    checked = _check(draft, digest, note, override_request.strip(), now)
    submission = Submission.objects.create(
        article=article,
        revision=article.latest_revision,
        digest=digest,
        plan=plan,
        site_id=home.site_id,
        state=SubmissionState.REVIEWING,
        note=note[:300],
        override_request=override_request.strip()[:300],
        submitted_by=by,
        submitted_at=now,
    )
    _open_task(submission, _steps(plan)[0], now)
    decision = queries.decision_for(article, digest)
    if decision is None or decision.conclusion != Conclusion.PUBLIC:
        _open_secrecy_task(submission, now)
    note_marks(checked.text)
    after = {"digest": digest, "plan": plan, "findings": checked.counts}
    reason = override_request.strip() or note
    audit.record("review.submitted", article, by=by, at=now, after=after, reason=reason)
    return submission


def _completed(
    article: library.Article, by: User, now: datetime
) -> tuple[library.Article, library.Article, str]:
    """The article with its newest version and digest, once upper rooms put in what they must."""
    for _name, complete in handing_in:
        complete(article, by, now)
    article = library.lock_article(article.uid)
    draft = library.working_copy(article)
    return article, draft, library.digest_of(draft)


@transaction.atomic
def pass_task(*, uid: UUID, digest: str, by: User, now: datetime, note: str = "") -> Task:
    """Pass one step (审核通过); after the last step the submission is approved.

    digest: of the version that the person read. Raises NotAllowed, NotOwnWork, IllegalMove,
    TextChanged.
    """
    task = _lock_task(uid)
    policies.check_may_decide(by, task)
    _check_open(task, digest)
    task.state = TASK.target("pass", task.state)
    _decide(task, by, now, note)
    audit.record(
        "review.passed",
        task.submission.article,
        by=by,
        at=now,
        after=_facts(task),
        acting_for=task.decided_for,
    )
    following = [step for step in _steps(task.submission.plan) if step.order > task.order]
    if following:
        _open_task(task.submission, following[0], now)
    else:
        _move(task.submission, "approve", now)
        article = task.submission.article
        draft = article.with_content_json(task.submission.revision.content)
        after = {"checked": _counts(draft, digest, now)}
        audit.record("review.approved", article, by=by, at=now, after=after)
        telling.approved(task.submission, by, now)
        _tell_if_ready(task.submission, by, now)
        gate.publish_if_due(task.submission, now)
    return task


@transaction.atomic
def return_task(
    *, uid: UUID, digest: str, reason: str, by: User, now: datetime, to_order: int = 0
) -> Task:
    """Return to a named step or, with 0, to the author (退回), with a reason.

    Cancels what else is open on this line and opens exactly one new task. Raises NotAllowed,
    NotOwnWork, IllegalMove, TextChanged, ReasonMissing, NoSuchStep.
    """
    task = _lock_task(uid)
    policies.check_may_decide(by, task)
    _check_open(task, digest)
    if not reason.strip():
        raise ReasonMissing
    steps = {step.order: step for step in _steps(task.submission.plan)}
    if to_order and (to_order not in steps or to_order >= task.order or task.is_secrecy):
        raise NoSuchStep
    task.state = TASK.target("return", task.state)
    _decide(task, by, now, reason)
    after = _facts(task) | {"to": steps[to_order].name if to_order else "供稿人"}
    audit.record(
        "review.returned",
        task.submission.article,
        by=by,
        at=now,
        after=after,
        reason=reason,
        acting_for=task.decided_for,
    )
    if to_order:
        _reopen(task.submission, steps[to_order], now)
    else:
        _close(task.submission, "return", now, reason)
        telling.returned(task.submission, task.name, reason, by, now)
    return task


@transaction.atomic
def decide_secrecy(
    *, uid: UUID, digest: str, conclusion: str, ground: str, by: User, now: datetime
) -> SecrecyDecision:
    """Record the secrecy decision for exactly this text and its files (保密审查).

    不得公开 and 处理后公开 return the submission to its author with the ground.
    Raises NotAllowed, NotOwnWork, IllegalMove, TextChanged, GroundMissing.
    """
    task = _lock_task(uid)
    policies.check_may_decide(by, task)
    _check_open(task, digest)
    if not ground.strip():
        raise GroundMissing
    article = task.submission.article
    draft = article.with_content_json(task.submission.revision.content)
    decision = SecrecyDecision.objects.create(
        article=article,
        digest=digest,
        files=[[row.name, row.sha256] for row in library.files_of(draft)],
        title=draft.title,
        applicant=task.submission.submitted_by,
        checker=by,
        conclusion=Conclusion(conclusion),
        ground=ground.strip()[:300],
        decided_at=now,
        checked=_counts(draft, digest, now),
    )
    task.state = TASK.target("pass" if conclusion == Conclusion.PUBLIC else "return", task.state)
    _decide(task, by, now, ground)
    after = {"conclusion": conclusion, "digest": digest, "checked": decision.checked}
    audit.record(
        "review.secrecy_decided",
        article,
        by=by,
        at=now,
        after=after,
        reason=ground,
        acting_for=task.decided_for,
    )
    telling.secrecy_decided(decision, task.submission, now)
    if conclusion == Conclusion.PUBLIC:
        _tell_if_ready(task.submission, by, now)
        gate.publish_if_due(task.submission, now)
    else:
        _close(task.submission, "return", now, ground)
    return decision


@transaction.atomic
def recall(*, uid: UUID, by: User, now: datetime) -> Submission:
    """Take a submission back before it is published (撤回送审)."""
    submission = _lock_submission(uid)
    if not library.may_edit(by, submission.article):
        raise units.NotAllowed(act=_("撤回送审"))
    _close(submission, "recall", now, "")
    audit.record("review.recalled", submission.article, by=by, at=now)
    return submission


@transaction.atomic
def set_plan(
    *,
    name: str,
    steps: Sequence[tuple[str, Role, str, int]],
    by: User | None,
    now: datetime,
    unit: units.Unit | None = None,
    site_id: Any = None,
    kind: str = "",
) -> Plan:
    """Set the review plan of a unit, site and kind (设置审核方案); the former one retires.

    steps: (name, role, StepScope, limit in hours). by: a security administrator, or a manager
    of the site that the plan is for; None only while an installation is set up.
    Raises NotAllowed, PlanEmpty.
    """
    if by is not None:
        policies.check_may_plan(by, site_id)
    if not steps:
        raise PlanEmpty
    former = Plan.objects.select_for_update().filter(
        unit=unit, site_id=site_id, kind=kind, is_active=True
    )
    former.update(is_active=False)
    plan = Plan.objects.create(name=name, unit=unit, site_id=site_id, kind=kind)
    PlanStep.objects.bulk_create(
        PlanStep(plan=plan, order=order, name=step, role=role, scope=scope, limit_hours=hours)
        for order, (step, role, scope, hours) in enumerate(steps, start=1)
    )
    after = {"name": name, "steps": [list(map(str, step)) for step in steps]}
    audit.record("review.plan_set", plan, by=by, at=now, after=after)
    return plan


def _check(
    draft: library.Article, digest: str, note: str, override_request: str, now: datetime
) -> Checked:
    """What the checks say of the text, where it may be handed in at all."""
    checked = check(draft, now)
    check_blocks(queries.open_blocks(draft, digest, checked.findings), override_request)
    twins = [row for row in checked.findings if row.code == "twin"]
    if twins and not (note.strip() or override_request):
        raise RepeatsAnother(finding=twins[0].text)
    return checked


def _counts(draft: library.Article, digest: str, now: datetime) -> dict[str, int]:
    overridden = len(queries.overrides_of(draft, digest))
    return check(draft, now).counts | {"overridden": overridden}


def _steps(plan: Plan) -> list[PlanStep]:
    return once(("steps", plan.pk), lambda: list(plan.steps.order_by("order")))


def _open_task(submission: Submission, step: PlanStep, now: datetime) -> Task:
    on_site = step.scope == "site"
    task = Task.objects.create(
        submission=submission,
        order=step.order,
        name=step.name,
        role=step.role,
        unit=None if on_site else submission.article.unit,
        site_id=submission.site_id if on_site else None,
        opened_at=now,
        due_at=now + timedelta(hours=step.limit_hours),
    )
    telling.task_opened(task, now)
    return task


def _open_secrecy_task(submission: Submission, now: datetime) -> Task:
    task = Task.objects.create(
        submission=submission,
        order=0,
        name="保密审查",
        role=Role.SECRECY_REVIEWER,
        is_secrecy=True,
        unit=submission.article.unit,
        opened_at=now,
        due_at=now + timedelta(hours=SECRECY_HOURS),
    )
    telling.task_opened(task, now)
    return task


def _lock_submission(uid: UUID) -> Submission:
    """Article first, then the submission: one order everywhere."""
    article_uid = Submission.objects.values_list("article__uid", flat=True).get(uid=uid)
    library.lock_article(article_uid)
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("article__unit", "plan", "revision", "submitted_by")
        .get(uid=uid)
    )


def _lock_task(uid: UUID) -> Task:
    article_uid = Task.objects.values_list("submission__article__uid", flat=True).get(uid=uid)
    article = library.lock_article(article_uid)
    task = (
        Task.objects.select_for_update(of=("self", "submission"))
        .select_related(
            "unit", "submission__plan", "submission__revision", "submission__submitted_by"
        )
        .defer("submission__revision__content")
        .get(uid=uid)
    )
    task.submission.article = article
    return task


def _check_open(task: Task, digest: str) -> None:
    if task.submission.state != SubmissionState.REVIEWING and not task.is_secrecy:
        SUBMISSION.target("approve", task.submission.state)
    TASK.target("pass", task.state)
    if task.submission.digest != digest:
        raise TextChanged


def _decide(task: Task, by: User, now: datetime, reason: str) -> None:
    task.decided_by, task.decided_at, task.reason = by, now, reason[:300]
    task.decided_for = units.principal_of(
        by, [task.role], policies.task_scopes(task), clock.day_of(now)
    )
    task.save(update_fields=["state", "decided_by", "decided_for", "decided_at", "reason"])
    telling.tasks_closed(task.submission, now)


def _move(submission: Submission, move: str, now: datetime, reason: str = "") -> None:
    submission.state = SUBMISSION.target(move, submission.state)
    submission.closed_at, submission.reason = now, reason[:300]
    submission.save(update_fields=["state", "closed_at", "reason"])


def _close(submission: Submission, move: str, now: datetime, reason: str) -> None:
    _move(submission, move, now, reason)
    submission.tasks.filter(state=TaskState.OPEN).update(state=TaskState.CANCELLED)
    telling.tasks_closed(submission, now)


def _reopen(submission: Submission, step: PlanStep, now: datetime) -> None:
    open_steps = submission.tasks.filter(state=TaskState.OPEN, is_secrecy=False)
    open_steps.update(state=TaskState.CANCELLED)
    passed = submission.tasks.filter(state=TaskState.PASSED, is_secrecy=False)
    passed.filter(order__gte=step.order).update(state=TaskState.CANCELLED)
    telling.tasks_closed(submission, now)
    _open_task(submission, step, now)


def _tell_if_ready(submission: Submission, by: User, now: datetime) -> None:
    decision = queries.decision_for(submission.article, submission.digest)
    is_cleared = decision is not None and decision.conclusion == Conclusion.PUBLIC
    if is_cleared and submission.state == SubmissionState.APPROVED:
        telling.ready(submission, by, now)


def _facts(task: Task) -> dict[str, object]:
    return {"step": task.name, "digest": task.submission.digest}
