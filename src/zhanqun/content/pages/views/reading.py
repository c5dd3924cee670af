"""What the desk pages of this room read, each narrowed to what the person may see."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from zhanqun.content.pages import policies
from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.queries import arrangements_visible_to
from zhanqun.content.pages.services import ARRANGED_FORMS
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnState, SiteProfile


def arrangement_of(user: Any, uid: UUID) -> Arrangement:
    """One arrangement that the person may see, else 404."""
    return get_object_or_404(arrangements_visible_to(user), uid=uid)


def choices_of(row: Arrangement) -> list[tuple[int, str]]:
    """The open columns of its site, indented as in the tree; with those that it names and that
    have closed since, so that they can be seen and taken out."""
    columns = list(sites.columns_of(row.site_id))
    named = set(row.latest.columns if row.latest else []) - {column.pk for column in columns}
    closed = Column.objects.filter(pk__in=named).exclude(state=ColumnState.OPEN)
    rows = [(c.pk, f"{'　' * (c.depth - 3)}{c.title}") for c in columns]
    here = [c for c in closed if sites.site_of(c).pk == row.site_id]
    return rows + [(c.pk, f"{c.title}（已{c.get_state_display()}）") for c in here]


def columns_to_arrange(user: Any) -> QuerySet[Column]:
    """Topics, groups and plain pages of the person's sites that are not arranged yet."""
    mine = Q(pk__in=[])
    profiles = sites.sites_managed_by(user, policies.ARRANGERS)
    for profile in profiles.select_related("site__root_page"):
        mine |= Q(path__startswith=profile.site.root_page.path)
    arranged = Arrangement.objects.values("page_id")
    rows = Column.objects.filter(mine, form__in=ARRANGED_FORMS, state=ColumnState.OPEN)
    return rows.exclude(pk__in=arranged).order_by("path")


def shows_file(user: Any, uid: str) -> bool:
    """Whether a draft that the person sees shows a file, so that it opens in the preview."""
    rows = arrangements_visible_to(user).filter(latest__isnull=False)
    named = [
        picture
        for row in rows
        for block in (row.latest.blocks if row.latest else [])
        if (picture := block["value"].get("picture"))
    ]
    return uid in named


def status_of(row: Arrangement) -> tuple[str, str]:
    """Where an arrangement stands, in a word, and the tone of its tag."""
    if row.archived_at:
        return _("已归档"), "quiet"
    if row.live_id is None:
        return _("未发布"), "wait"
    if not row.is_open:
        return _("未到开放日期"), "wait"
    return (_("有未发布的修改"), "wait") if row.has_newer else (_("已发布"), "good")


def profile_of(row: Arrangement) -> SiteProfile:
    return sites.profile_of(row.site_id)
