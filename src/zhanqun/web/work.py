"""What the assembled rooms put on the first screen (待办): drafts, returns, offers, alarms."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.ui.desk import capped_count
from zhanqun.ui.work import SHOWN, WorkItem, WorkList
from zhanqun.web import health

# A return of an offer stays on the first screen for so long.
RETURNS_DAYS = 30


def work_due(user: Any, now: datetime) -> Iterator[WorkList]:
    rights = units.rights_of(user)
    if rights.holds_anywhere(units.WRITERS):
        yield _returned(user)
        yield _drafts(user)
        yield _returned_offers(user, now)
    if rights.holds_anywhere(units.COLUMN_EDITORS):
        yield _offers(user, now)
    if rights.holds_anywhere([Role.SYSTEM_ADMIN]):
        yield _alarms(now)


def own_articles(user: Any) -> QuerySet[Any]:
    """The person's own articles that they may still see, newest work first."""
    rows = library.articles_visible_to(user).filter(author=user)
    return rows.order_by("-updated_at", "-id")


def _returned(user: Any) -> WorkList:
    rows = review.returned(own_articles(user))
    newest = review.Submission.objects.filter(article=OuterRef("pk")).order_by("-id")
    told = rows.annotate(why=Subquery(newest.values("reason")[:1]))
    items = [
        WorkItem(row.title, _article(row), row.why, tag=_("已退回"), tone="bad")
        for row in told[:SHOWN]
    ]
    return WorkList("returned", _("被退回的稿件"), _mine("returned"), capped_count(rows), items)


def _drafts(user: Any) -> WorkList:
    rows = review.drafts(own_articles(user))
    items = [WorkItem(row.title, _article(row), str(row.unit)) for row in rows[:SHOWN]]
    # Drafts wait for nobody but their writer.
    return WorkList("drafts", _("草稿"), _mine("draft"), capped_count(rows), items, None)


def _returned_offers(user: Any, now: datetime) -> WorkList:
    rows = library.Placement.objects.filter(
        state=library.PlacementState.RETURNED,
        decided_at__gte=now - timedelta(days=RETURNS_DAYS),
        article__in=own_articles(user).values("pk"),
    ).select_related("article", "column")
    rows = rows.order_by("-decided_at", "-id")
    items = [
        WorkItem(
            row.article.title, _article(row.article), f"{row.column}：{row.reason}", tag=_("未采用")
        )
        for row in rows[:SHOWN]
    ]
    return WorkList("returned-offers", _("被退回的报送"), _mine(""), capped_count(rows), items)


def _offers(user: Any, now: datetime) -> WorkList:
    rows = library.offers_visible_to(user)
    items = [
        WorkItem(
            row.article.title,
            reverse("library:offer", args=[row.uid]),
            f"{row.article.unit} → {row.column}，" + _waited(row.offered_at, now),
        )
        for row in rows[:SHOWN]
    ]
    return WorkList(
        "offers", _("来稿待处理"), reverse("library:in_tray"), capped_count(rows), items
    )


def _alarms(now: datetime) -> WorkList:
    address = reverse("web:health_page")
    wrong = [check for check in health.checks(now) if not check.is_ok]
    items = [
        WorkItem(check.label, address, check.text, tag=_("异常"), tone="bad")
        for check in wrong[:SHOWN]
    ]
    return WorkList("alarms", _("运行异常"), address, len(wrong), items)


def _waited(since: datetime, now: datetime) -> str:
    days = (now - since).days
    return _("已等{n}天").format(n=days) if days else _("今天报送")


def _article(row: library.Article) -> str:
    return reverse("library:edit", args=[row.uid])


def _mine(state: str) -> str:
    return reverse("library:articles") + (f"?state={state}" if state else "")
