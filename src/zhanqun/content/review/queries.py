"""Reading review: trays, readiness, decisions, schedules."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.review import findings
from zhanqun.content.review.findings import BLOCK, Finding
from zhanqun.content.review.models import (
    Plan,
    Publication,
    Schedule,
    SecrecyDecision,
    Submission,
    Task,
)
from zhanqun.content.review.states import (
    Conclusion,
    ScheduleState,
    SubmissionState,
    TaskState,
)
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

REVIEW_ROLES = tuple(Role.values)


def tasks_visible_to(user: Any) -> QuerySet[Task]:
    """Tasks that the user's roles cover (审核任务), most overdue first."""
    mine = Q(pk__in=[])
    for role in REVIEW_ROLES:
        unit_ids = units.units_covered(user, [role])
        site_ids = [p.site_id for p in sites.sites_managed_by(user, [role])] if unit_ids else []
        site_ids += list(units.rights_of(user).ids([role], "site"))
        if unit_ids or site_ids:
            mine |= Q(role=role) & (
                Q(unit_id__in=unit_ids, site=None) | Q(site_id__in=set(site_ids))
            )
    return (
        Task.objects.filter(mine)
        .select_related("submission__article__unit", "submission__submitted_by", "submission__site")
        .order_by("due_at", "id")
    )


def tasks_open_for(user: Any) -> QuerySet[Task]:
    """The reviewer's tray (审核箱): open tasks that are not on the user's own submissions."""
    return (
        tasks_visible_to(user)
        .filter(state=TaskState.OPEN)
        .exclude(submission__submitted_by_id=user.pk)
    )


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
    return Submission.objects.filter(
        article=article,
        digest=digest,
        state__in=[SubmissionState.APPROVED, SubmissionState.PUBLISHED],
    ).first()


def decision_for(article: library.Article, digest: str) -> SecrecyDecision | None:
    """The standing secrecy decision for exactly this text and its files."""
    return (
        SecrecyDecision.objects.filter(article=article, digest=digest, voided_at=None)
        .order_by("-id")
        .first()
    )


def findings_of(article: library.Article, now: datetime) -> list[Finding]:
    """What the checks say about a version (发布前检查)."""
    body = library.plain_text(article.body)
    parts = [("标题", article.title), ("正文", body)]
    files = library.files_of(article)
    parts += [(f"附件《{row.name}》", f"{row.name}\n{row.text}") for row in files]
    return [
        *findings.secrecy_findings(parts, article.number),
        *findings.picture_only_finding(article.kind, article.body, len(article.files)),
        *findings.time_findings(body, clock.beijing(now), article.written_on),
    ]


def blockers(draft: library.Article, digest: str, now: datetime) -> list[Finding]:
    """What still keeps a version from going live, in the order to settle it (发布条件)."""
    missing = []
    if approved_submission(draft, digest) is None:
        missing.append(_missing("approval", "审核", "这一版本还没有通过全部审核环节。"))
    decision = decision_for(draft, digest)
    if decision is None:
        missing.append(_missing("secrecy", "保密审查", "这一版本还没有保密审查结论。"))
    elif decision.conclusion == Conclusion.SECRET:
        missing.append(_missing("secrecy", "保密审查", "保密审查结论为“不得公开”。"))
    home = draft.placements.filter(is_home=True).first()
    ready = [library.PlacementState.ADOPTED, library.PlacementState.LIVE]
    if home is None or home.state not in ready:
        missing.append(_missing("home", "首发栏目", "还没有栏目采用为首发栏目。"))
    return missing + [row for row in findings_of(draft, now) if row.level == BLOCK]


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
    """Waiting and failed schedules whose time has come (到时的定时发布)."""
    return Schedule.objects.filter(
        state__in=[ScheduleState.WAITING, ScheduleState.FAILED], due_at__lte=by
    ).order_by("due_at", "id")


def schedules_waiting() -> QuerySet[Schedule]:
    return Schedule.objects.filter(
        state__in=[ScheduleState.WAITING, ScheduleState.FAILED]
    ).order_by("due_at", "id")


def schedules_visible_to(user: Any) -> QuerySet[Schedule]:
    """What is due of the articles that the user may see (定时清单)."""
    seen = library.articles_visible_to(user).values("pk")
    return schedules_waiting().filter(article_id__in=seen).select_related("article", "set_by")
