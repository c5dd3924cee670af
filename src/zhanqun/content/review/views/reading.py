"""What the desk pages of this room read, each narrowed to what the person may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from zhanqun.content.library import api as library
from zhanqun.content.review import policies
from zhanqun.content.review.models import Plan, Schedule, SecrecyDecision, Submission
from zhanqun.content.review.queries import schedules_visible_to
from zhanqun.content.review.states import Conclusion, SubmissionState
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role

PLANNERS = (Role.SITE_MANAGER, Role.SECURITY_ADMIN)


def articles_publishable_by(user: Any) -> QuerySet[library.Article]:
    """Articles that the user may publish, schedule and withdraw, as `may_publish` says."""
    at_home = library.Placement.objects.filter(
        article=OuterRef("pk"),
        is_home=True,
        column_id__in=sites.columns_edited_by(user, policies.PUBLISHERS_ON_SITE),
    )
    mine = Q(unit_id__in=units.units_covered(user, policies.PUBLISHERS_IN_UNIT))
    return library.Article.objects.filter(mine | Exists(at_home), is_discarded=False)


def submissions_ready_for(user: Any) -> QuerySet[Any]:
    """Submissions: approved versions that wait for the user to publish them (待发布), oldest first.

    Annotated: `is_cleared`, the secrecy decision stands; `home_state` of the home placement.
    """
    decision = SecrecyDecision.objects.filter(
        article=OuterRef("article"),
        digest=OuterRef("digest"),
        voided_at=None,
        conclusion=Conclusion.PUBLIC,
    )
    home = library.Placement.objects.filter(article=OuterRef("article"), is_home=True)
    return (
        Submission.objects.filter(
            state=SubmissionState.APPROVED,
            article_id__in=articles_publishable_by(user).values("pk"),
        )
        .annotate(
            is_cleared=Exists(decision),
            home_state=Subquery(home.values("state")[:1]),
            home_column=Subquery(home.values("column__title")[:1]),
        )
        .select_related("article__unit", "submitted_by")
        .order_by("closed_at", "id")
    )


def schedules_kept_by(user: Any) -> QuerySet[Schedule]:
    """Waiting and failed schedules of articles that the user may publish (定时清单)."""
    mine = articles_publishable_by(user).values("pk")
    return schedules_visible_to(user).filter(article_id__in=mine)


def live_articles_of(user: Any) -> QuerySet[library.Article]:
    """Public articles that the user may withdraw, newest publication first."""
    return (
        articles_publishable_by(user)
        .filter(live=True)
        .select_related("unit", "author")
        .order_by("-last_published_at", "-id")
    )


def decisions_visible_to(user: Any) -> QuerySet[SecrecyDecision]:
    """Secrecy decisions on articles that the user may see (保密审查表)."""
    seen = library.articles_visible_to(user).values("pk")
    return SecrecyDecision.objects.filter(article_id__in=seen).select_related(
        "article__unit", "applicant__unit", "checker__unit"
    )


def plans_visible_to(user: Any) -> QuerySet[Plan]:
    """Active plans: all for security administrators, those that touch their sites for managers."""
    rows = (
        Plan.objects.filter(is_active=True)
        .select_related("unit", "site__profile")
        .prefetch_related("steps")
        .order_by("unit__path", "site_id", "kind")
    )
    if units.rights_of(user).holds_anywhere([Role.SECURITY_ADMIN]):
        return rows
    managed = sites.sites_managed_by(user, [Role.SITE_MANAGER]).values_list("site_id", flat=True)
    if not managed:
        return rows.none()
    return rows.filter(Q(site=None) | Q(site_id__in=list(managed)))


@dataclass(frozen=True)
class Removal:
    """What a withdrawal would take down (撤稿影响)."""

    pages: list[str]
    columns: list[str]
    offers: list[str]
    files: list[str]


def removal_of(article: library.Article) -> Removal:
    """What `withdraw` would remove now; files that another live page refers to stay."""
    states = library.PlacementState
    rows = article.placements.select_related("column")
    live = [row for row in rows if row.state == states.LIVE]
    waiting = [row for row in rows if row.state in (states.OFFERED, states.ADOPTED)]
    profiles = sites.profiles().filter(site_id__in={row.site_id for row in live})
    files = library.files_of(article)
    others = attachments.AttachmentUse.objects.exclude(owner=library.article_key(article.uid))
    shared = set(others.filter(attachment__in=files).values_list("attachment_id", flat=True))
    return Removal(
        pages=sorted(profile.base_url + article.address for profile in profiles),
        columns=[str(row.column) for row in live],
        offers=[str(row.column) for row in waiting],
        files=[row.name for row in files if row.pk not in shared],
    )
