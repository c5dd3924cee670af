"""Reading review: trays, readiness, decisions, schedules."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.review.checking import check, stopping_findings
from zhanqun.content.review.findings import BLOCK, Finding, Text
from zhanqun.content.review.models import (
    Override,
    Plan,
    Publication,
    Schedule,
    SecrecyDecision,
    Submission,
    Task,
)
from zhanqun.content.review.states import (
    SCHEDULED,
    Act,
    Conclusion,
    SubmissionState,
    TaskState,
)
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units import api as units

# A run that could not publish is tried again after this long; the first is on the second.
HISTORY_SHOWN = 20
TRY_AGAIN = timedelta(seconds=10)


def tasks_covered_by(user: Any) -> Q:
    """Which tasks the user's roles cover, as `policies.task_scopes` says for one."""
    mine = Q(pk__in=[])
    rights = units.rights_of(user)
    for role in rights.scopes:
        unit_ids = units.units_covered(user, [role])
        at_place = Q(site_id__in=rights.ids([role], "site"))
        if unit_ids:
            hosted = sites.profiles().filter(host_unit_id__in=unit_ids).order_by()
            at_place |= Q(unit_id__in=unit_ids, site=None) | Q(site_id__in=hosted.values("site_id"))
        mine |= Q(role=role) & at_place
    return mine


def tasks_visible_to(user: Any) -> QuerySet[Task]:
    """Tasks that the user's roles cover (审核任务), most overdue first."""
    return (
        Task.objects.filter(tasks_covered_by(user))
        .select_related("submission__article__unit", "submission__submitted_by", "submission__site")
        .order_by("due_at", "id")
    )


def tasks_open_for(user: Any) -> QuerySet[Task]:
    """The reviewer's tray (审核箱): open tasks on what others wrote, saved and handed in."""
    own = (
        Q(submission__submitted_by_id=user.pk)
        | Q(submission__article__author_id=user.pk)
        | Q(submission__revision__user_id=user.pk)
    )
    return tasks_visible_to(user).filter(~own, state=TaskState.OPEN)


def plan_for(article: library.Article, site_id: int) -> Plan | None:
    """The most specific active plan: unit before site before kind (审核方案).

    A plan of a unit holds for the units below it; the nearest one wins.
    """
    chain = [key for _kind, key in sorted(units.unit_scopes(article.unit))]
    candidates = Plan.objects.filter(
        Q(unit=None) | Q(unit_id__in=chain),
        Q(site=None) | Q(site_id=site_id),
        Q(kind="") | Q(kind=article.kind),
        is_active=True,
    ).select_related("unit")
    return max(candidates, key=_specificity, default=None)


def _specificity(plan: Plan) -> tuple[int, bool, bool, int]:
    depth = plan.unit.depth if plan.unit else 0
    return depth, plan.site_id is not None, bool(plan.kind), -plan.pk


def current_submission(article: library.Article) -> Submission | None:
    """The newest submission, open or not."""
    return Submission.objects.filter(article=article).order_by("-id").first()


def approved_submission(article: library.Article, digest: str) -> Submission | None:
    """The standing approval of exactly this text; a withdrawal ends it."""
    rows = Submission.objects.filter(
        article=article,
        digest=digest,
        state__in=[SubmissionState.APPROVED, SubmissionState.PUBLISHED],
    )
    withdrawals = Publication.objects.filter(article=article, act=Act.WITHDRAW)
    if withdrawn_at := withdrawals.aggregate(last=Max("at"))["last"]:
        rows = rows.filter(submitted_at__gte=withdrawn_at)
    return rows.first()


def decision_for(article: library.Article, digest: str) -> SecrecyDecision | None:
    """The standing secrecy decision for exactly this text and its files."""
    return (
        SecrecyDecision.objects.filter(article=article, digest=digest, voided_at=None)
        .order_by("-id")
        .first()
    )


def findings_of(article: library.Article, now: datetime) -> list[Finding]:
    """What the checks say about a version (发布前检查)."""
    return list(check(article, now).findings)


def overrides_of(article: library.Article, digest: str) -> list[Override]:
    """Findings of exactly this text that somebody let through (放行记录), oldest first."""
    rows = Override.objects.filter(article=article, digest=digest, voided_at=None)
    return list(rows.select_related("by__unit").order_by("at", "id"))


def history_of(article: library.Article) -> list[Submission]:
    """Every hand-in of the article with its steps, newest first (审核经过).

    On each: `overrides`, the findings that were let through in its text.
    """
    rows = (
        Submission.objects.filter(article=article)
        .select_related("submitted_by", "plan")
        .prefetch_related("tasks__decided_by", "tasks__decided_for")
        .order_by("-id")[:HISTORY_SHOWN]
    )
    overrides = list(Override.objects.filter(article=article).select_related("by").order_by("id"))
    for row in rows:
        row.overrides = [done for done in overrides if done.digest == row.digest]
    return list(rows)


def open_blocks(draft: library.Article, digest: str, found: Iterable[Finding]) -> list[Finding]:
    """Blocking findings that nobody let through for exactly this text."""
    blocks = [row for row in found if row.level == BLOCK]
    if not blocks:
        return []
    rows = Override.objects.filter(article=draft, digest=digest, voided_at=None)
    overridden = set(rows.values_list("key", flat=True))
    return [row for row in blocks if row.key not in overridden]


def blockers(
    draft: library.Article,
    digest: str,
    now: datetime,
    found: Iterable[Finding] | None = None,
) -> list[Finding]:
    """What still keeps a version from going live, in the order to settle it (发布条件).

    found: what the checks say about this version, where the caller has asked already.
    """
    missing = []
    if draft.is_discarded:
        missing.append(_missing("discarded", "稿件", "稿件已删除。"))
    if approved_submission(draft, digest) is None:
        missing.append(_missing("approval", "审核", "这一版本还没有通过全部审核环节。"))
    decision = decision_for(draft, digest)
    if decision is None:
        missing.append(_missing("secrecy", "保密审查", "这一版本还没有保密审查结论。"))
    elif decision.conclusion != Conclusion.PUBLIC:
        label = decision.get_conclusion_display()
        missing.append(_missing("secrecy", "保密审查", f"保密审查结论为“{label}”。"))
    home = draft.placements.filter(is_home=True).first()
    ready = [library.PlacementState.ADOPTED, library.PlacementState.LIVE]
    if home is None or home.state not in ready:
        missing.append(_missing("home", "首发栏目", "还没有栏目采用为首发栏目。"))
    not_ready = attachments.not_ready(library.files_of(draft))
    missing += [_missing("files", "附件", why) for why in not_ready]
    if found is None:
        found = stopping_findings(Text.of(draft), now)
    return missing + open_blocks(draft, digest, found)


def _missing(code: str, where: str, text: str) -> Finding:
    return Finding(f"gate.{code}", BLOCK, where, text)


def publications_visible_to(user: Any) -> QuerySet[Publication]:
    """What the gate did with articles that the user may see, newest first (发布记录)."""
    seen = library.articles_visible_to(user).values("pk")
    return (
        Publication.objects.filter(article_id__in=seen)
        .select_related("article", "by")
        .order_by("-id")
    )


def schedules_due(*, by: datetime) -> QuerySet[Schedule]:
    """Schedules whose time has come (到时的定时发布), those just tried in vain left out."""
    rested = Q(tried_at=None) | Q(tried_at__lte=by - TRY_AGAIN)
    return schedules_waiting().filter(rested, due_at__lte=by)


def schedules_waiting() -> QuerySet[Schedule]:
    return Schedule.objects.filter(state__in=SCHEDULED).order_by("due_at", "id")


def schedules_visible_to(user: Any) -> QuerySet[Schedule]:
    """What is due of the articles that the user may see (定时清单)."""
    seen = library.articles_visible_to(user).values("pk")
    return schedules_waiting().filter(article_id__in=seen).select_related("article", "set_by")
