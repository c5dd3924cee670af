"""What the desk pages of this room read, each narrowed to what the person may see."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail import hooks

from zhanqun.content.sites import queries
from zhanqun.content.sites.models import (
    Column,
    ColumnDuty,
    ColumnForm,
    ColumnState,
    SiteKind,
    SiteProfile,
)
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Appointment, Role, User
from zhanqun.foundation import clock

MANAGERS = (Role.SITE_MANAGER,)
PROFILE_KEEPERS = (Role.SITE_MANAGER, Role.SYSTEM_ADMIN)
BOARD_READERS = (
    Role.SITE_MANAGER,
    Role.CHIEF_EDITOR,
    Role.EDITOR,
    Role.SUPERVISOR,
    Role.SYSTEM_ADMIN,
)
# Who may be named as answering for a column.
DUTY_HOLDERS = (*units.WRITERS, Role.SITE_MANAGER)

# Upper rooms tell what lies in the columns: functions (site ids) -> {column id: Figures}.
FIGURES_HOOK = "count_column_contents"
# Upper rooms tell where a column is shown besides its own pages: functions (column) -> [words].
USES_HOOK = "name_column_uses"
# Pages of upper rooms about a site: functions (user, profile) -> [(label, address)].
BOARD_LINKS_HOOK = "link_from_site_board"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a column holds (栏目现状): live articles, and when the newest went up."""

    live: int = 0
    last_at: datetime | None = None


NOTHING = Figures()


def sites_on_board(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose board of columns the user may read (栏目台账)."""
    return queries.sites_managed_by(user, BOARD_READERS)


def sites_kept_by(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose profile the user may change."""
    return queries.sites_managed_by(user, PROFILE_KEEPERS)


def sites_arranged_by(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose columns and home the user may change."""
    return queries.sites_managed_by(user, MANAGERS)


def columns_managed_by(user: Any) -> QuerySet[Column]:
    """Open columns that the user may change, as the services check it (所管栏目)."""
    mine = Q(pk__in=units.rights_of(user).ids(MANAGERS, "column"))
    for profile in sites_arranged_by(user).select_related("site__root_page"):
        mine |= Q(path__startswith=profile.site.root_page.path)
    return Column.objects.filter(mine, state=ColumnState.OPEN).order_by("path")


def figures_of(site_ids: Collection[int]) -> dict[int, Figures]:
    """Column id -> what lies in it, as upper rooms count it."""
    found: dict[int, Figures] = {}
    counters: list[Callable[[Collection[int]], dict[int, tuple[int, datetime | None]]]]
    counters = hooks.get_hooks(FIGURES_HOOK)
    for count in counters:
        found |= {key: Figures(*facts) for key, facts in count(site_ids).items()}
    return found


def links_for(user: Any, profile: SiteProfile) -> list[tuple[str, str]]:
    """Where else the user may go from the board of a site (台账上的入口)."""
    namers: list[Callable[[Any, SiteProfile], list[tuple[str, str]]]]
    namers = hooks.get_hooks(BOARD_LINKS_HOOK)
    return [link for name in namers for link in name(user, profile)]


def uses_of(column: Column) -> list[str]:
    """Where else a column is shown, in words (栏目被引用)."""
    namers: list[Callable[[Column], list[str]]] = hooks.get_hooks(USES_HOOK)
    return [words for name in namers for words in name(column)]


def since_of(columns: Collection[Column]) -> dict[int, date]:
    """Column id -> since when its officer, own or inherited, answers for it."""
    today = queries.held_on(clock.day_of(clock.now()))
    running = dict(ColumnDuty.objects.filter(today).values_list("column__path", "since"))
    found = {}
    for column in columns:
        for length in range(len(column.path), 2 * Column.steplen, -Column.steplen):
            if column.path[:length] in running:
                found[column.pk] = running[column.path[:length]]
                break
    return found


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One column on the board (栏目台账)."""

    column: Column
    depth: int
    duty: queries.Duty
    since: date | None
    figures: Figures
    days: int | None
    is_overdue: bool


def board_of(profile: SiteProfile, now: datetime) -> list[BoardRow]:
    """Every open column of a site in tree order, with who answers and how fresh it is."""
    columns = list(queries.columns_of(profile.site_id))
    duties, since = queries.duties_of(columns), since_of(columns)
    figures = figures_of([profile.site_id])
    return [
        _row(
            column,
            duties[column.pk],
            since.get(column.pk),
            figures.get(column.pk, NOTHING),
            clock.day_of(now),
        )
        for column in columns
    ]


def _row(
    column: Column, duty: queries.Duty, since: date | None, figures: Figures, today: date
) -> BoardRow:
    last_on = clock.day_of(figures.last_at) if figures.last_at else None
    days = (today - last_on).days if last_on else None
    return BoardRow(
        column=column,
        depth=column.depth - 3,
        duty=duty,
        since=since,
        figures=figures,
        days=days,
        is_overdue=is_overdue(column, duty.cycle_days, days, since, today),
    )


def is_overdue(
    column: Column, cycle_days: int | None, days: int | None, since: date | None, today: date
) -> bool:
    """Whether a column broke its promise (超期未更新): more days than its cycle allows.

    A column that never had an article is counted from the day its officer took over. Groups
    and pages of one article promise nothing by themselves.
    """
    if cycle_days is None or not promises(column):
        return False
    if days is not None:
        return days > cycle_days
    return since is not None and (today - since).days > cycle_days


def promises(column: Column) -> bool:
    """Whether an update cycle can hold for a column of this form."""
    return column.form in (ColumnForm.LIST, ColumnForm.TOPIC)


def officers_on(day: date) -> QuerySet[User]:
    """People who may be named for a column: they write or manage somewhere (可任责任人)."""
    terms = Appointment.objects.filter(role__in=DUTY_HOLDERS, valid_from__lte=day).filter(
        Q(valid_until=None) | Q(valid_until__gte=day)
    )
    holders = Q(pk__in=terms.values("user_id")) | Q(pk__in=terms.values("deputy_id"))
    return (
        User.objects.filter(holders, is_active=True)
        .select_related("unit")
        .order_by("unit__path", "name")
    )


def may_create_sites(user: Any) -> bool:
    """System administrators, and managers of a site below which the new one stands."""
    return units.rights_of(user).holds_anywhere([Role.SYSTEM_ADMIN]) or (
        sites_arranged_by(user).exists()
    )


def portal_scopes() -> set[units.Scope]:
    """Portals stand for the whole installation."""
    rows = SiteProfile.objects.filter(kind=SiteKind.PORTAL)
    return {("site", key) for key in rows.values_list("site_id", flat=True)}


def names_of_scopes(scopes: Collection[units.Scope]) -> dict[units.Scope, str]:
    """What sites and columns among the scopes of appointments are called."""
    site_ids = [key for kind, key in scopes if kind == "site"]
    column_ids = [key for kind, key in scopes if kind == "column"]
    sites = queries.profiles().filter(site_id__in=site_ids)
    columns = Column.objects.filter(pk__in=column_ids)
    found: dict[units.Scope, str] = {("site", row.site_id): row.name for row in sites}
    return found | {("column", row.pk): row.title for row in columns}


def scopes_on_offer() -> list[tuple[str, list[tuple[str, str]]]]:
    """Sites, and the columns of each, as choices for an appointment."""
    profiles = list(queries.profiles().select_related("site__root_page"))
    columns = list(Column.objects.filter(state=ColumnState.OPEN).order_by("path"))
    groups = [(_("站点"), [(f"site:{row.site_id}", row.name) for row in profiles])]
    for profile in profiles:
        root = profile.site.root_page.path
        rows = [
            (f"column:{column.pk}", f"{'　' * (column.depth - 3)}{column.title}")
            for column in columns
            if column.path.startswith(root)
        ]
        groups.append((_("栏目：{site}").format(site=profile.short_name), rows))
    return groups
