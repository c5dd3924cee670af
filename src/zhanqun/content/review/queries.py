"""Reading review: trays, readiness, decisions, schedules."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Func, IntegerField, Max, Q, QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.review import findings
from zhanqun.content.review.findings import (
    BLOCK,
    FIXED_COLUMNS,
    TWIN_BYTES_MIN,
    Finding,
    Standing,
    Text,
    Twin,
    closest_twin,
)
from zhanqun.content.review.models import (
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
from zhanqun.foundation import clock

TWIN_CANDIDATES = 10
# A run that could not publish is tried again after this long; the first is on the second.
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
    text = Text.of(article)
    return [
        *_stopping(text),
        *findings.time_findings(text, now),
        *findings.place_findings(text, standing_of(article)),
        *findings.twin_findings(twin_of(article, now)),
    ]


def _stopping(text: Text) -> list[Finding]:
    """The checks of which one may stop the gate."""
    article = text.article
    return [
        *findings.openness_findings(article),
        *findings.secrecy_findings(text.parts, article.number),
        *findings.picture_only_finding(article.kind, article.body, text.has_file_with_words),
    ]


def standing_of(article: library.Article) -> Standing | None:
    """Where a version is at home, for the checks of place names; None without a home."""
    home = article.placements.filter(is_home=True).select_related("column").first()
    if home is None:
        return None
    profile = sites.profile_of(home.site_id)
    column_type = sites.duty_of(home.column).column_type
    names = [profile.name]
    if column_type in FIXED_COLUMNS:
        line = [key for _kind, key in units.unit_scopes(profile.host_unit)]
        own = Q(pk__in=line) | Q(path__startswith=profile.host_unit.path)
        names += units.Unit.objects.filter(own).values_list("name", flat=True)
    return Standing(column_type, profile.host_unit.division_code, profile.own_place_names, names)


def twin_of(article: library.Article, now: datetime) -> Twin | None:
    """The unit's article of the last year that this one all but repeats (雷同稿件)."""
    size = len(article.body.encode())
    if size < TWIN_BYTES_MIN:
        return None
    candidates = (
        library.Article.objects.filter(
            unit_id=article.unit_id,
            updated_at__gte=now - timedelta(days=365),
            is_discarded=False,
        )
        .exclude(pk=article.pk)
        .annotate(
            body_bytes=Func("body", function="octet_length", output_field=IntegerField()),
            likeness=TrigramSimilarity("title", article.title),
        )
        .filter(body_bytes__gte=int(size * 0.8), body_bytes__lte=int(size * 1.25))
        .order_by("-likeness", "-updated_at")
    )
    rows = candidates.values_list("title", "body", "updated_at")[:TWIN_CANDIDATES]
    return closest_twin(article.body, [(title, body, clock.day_of(at)) for title, body, at in rows])


def blockers(draft: library.Article, digest: str, now: datetime) -> list[Finding]:
    """What still keeps a version from going live, in the order to settle it (发布条件)."""
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
    return missing + [row for row in _stopping(Text.of(draft)) if row.level == BLOCK]


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
