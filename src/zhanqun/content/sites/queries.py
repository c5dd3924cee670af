"""Reading sites and columns."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Site

from zhanqun.content.sites.models import (
    Column,
    ColumnDuty,
    ColumnMode,
    ColumnState,
    HomePage,
    Redirect,
    SiteProfile,
)
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import once


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for a column now, after inheritance (栏目责任)."""

    lead_unit: units.Unit | None
    officer: units.User | None
    deputy: units.User | None
    mode: str
    cycle_days: int | None
    column_type: str


def profile_of(site_id: int) -> SiteProfile:
    """A site's profile, for the desk; pages read `structures`."""
    return once(("profile of", site_id), partial(_read_profile, site_id))


def _read_profile(site_id: int) -> SiteProfile:
    return SiteProfile.objects.select_related(
        "site", "host_unit", "undertaking_unit", "parent"
    ).get(site_id=site_id)


def profiles() -> QuerySet[SiteProfile]:
    """All sites, the portal first. Which sites exist is public."""
    return SiteProfile.objects.select_related("site", "host_unit").order_by("site_id")


def names_of_sites() -> list[str]:
    """What the sites are called, in full and in short: not to be used in passwords."""
    rows = SiteProfile.objects.values_list("name", "short_name")
    return [name for row in rows for name in row]


def site_of(column: Column) -> Site:
    """The site a column belongs to: the one whose root is above it."""
    root = column.path[: 2 * Column.steplen]
    return once(("site", root), partial(Site.objects.get, root_page__path=root))


def site_ids_of(columns: Iterable[Column]) -> dict[int, int]:
    """Column id -> site id, in one query."""
    roots = dict(Site.objects.values_list("root_page__path", "id"))
    return {c.pk: roots[c.path[: 2 * Column.steplen]] for c in columns}


def home_of(site_id: int) -> HomePage:
    return HomePage.objects.get(pk=Site.objects.values_list("root_page_id").get(pk=site_id)[0])


def columns_of(site_id: int, *, closed: bool = False) -> QuerySet[Column]:
    """The columns of a site in tree order; which columns exist is public."""
    root = Site.objects.values_list("root_page__path", flat=True).get(pk=site_id)
    columns = Column.objects.filter(path__startswith=root).order_by("path")
    return columns if closed else columns.filter(state=ColumnState.OPEN)


def column_at(site_id: int, code: str) -> Column:
    return columns_of(site_id).get(code=code)


def open_columns(column_ids: Iterable[int]) -> dict[int, Column]:
    """Those of these columns that are open, on whatever site."""
    rows = Column.objects.filter(pk__in=list(column_ids), state=ColumnState.OPEN)
    return {row.pk: row for row in rows}


def column_addresses(column_ids: Iterable[int]) -> list[str]:
    """Full addresses of columns, in the order named; what is gone is left out."""
    found = Column.objects.in_bulk(list(column_ids))
    profiles = {row.site_id: row for row in SiteProfile.objects.all()}
    site_ids = site_ids_of(found.values())
    rows = (found[key] for key in column_ids if key in found)
    return [profiles[site_ids[row.pk]].base_url + row.address for row in rows]


def column_at_address(domain: str, path: str) -> Column | None:
    """The open column whose page stands at an address, such as a reader would copy it."""
    site_id = SiteProfile.objects.filter(domain=domain).values_list("site_id", flat=True).first()
    code = path.strip("/").split("/")[-1]
    if site_id is None or not code:
        return None
    found = columns_of(site_id).filter(code=code).first()
    return found if found and path.startswith(found.address.rstrip("/")) else None


def ancestors_of(column: Column) -> list[Column]:
    """Columns above, from the top, without the home."""
    return list(once(("ancestors", column.path), partial(_read_ancestors, column.path)))


def _read_ancestors(path: str) -> list[Column]:
    steps = range(3 * Column.steplen, len(path), Column.steplen)
    return list(Column.objects.filter(path__in=[path[:n] for n in steps]).order_by("path"))


def held_on(day: date) -> Q:
    """Duties that hold on a day; each column has one at most."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def duties_of(columns: Collection[Column], on: date | None = None) -> dict[int, Duty]:
    """Column id -> duty after inheritance on a day (today by default), in two queries."""
    day = on or clock.day_of(clock.now())
    paths = {
        column.path[:length]
        for column in columns
        for length in range(3 * Column.steplen, len(column.path) + 1, Column.steplen)
    }
    chain = {row.path: row for row in Column.objects.filter(path__in=paths)}
    running = ColumnDuty.objects.filter(held_on(day), column__path__in=paths)
    rows = {
        duty.column.path: duty
        for duty in running.select_related("column", "lead_unit", "officer", "deputy")
    }
    return {column.pk: _inherit(column, chain, rows) for column in columns}


def duty_of(column: Column, on: date | None = None) -> Duty:
    """Who answers for a column on a day, today by default (栏目责任)."""
    day = on or clock.day_of(clock.now())
    return once(("duty", column.pk, day), partial(duties_of, [column], day))[column.pk]


def _inherit(column: Column, chain: dict[str, Column], rows: dict[str, ColumnDuty]) -> Duty:
    lead = officer = deputy = cycle = None
    mode, kind = ColumnMode.UNDERTAKEN.value, ""
    for length in range(3 * Column.steplen, len(column.path) + 1, Column.steplen):
        path = column.path[:length]
        if path in rows:
            duty = rows[path]
            lead, officer, deputy = duty.lead_unit, duty.officer, duty.deputy
        step = chain[path]
        mode = step.mode or mode
        cycle = step.cycle_days if step.cycle_days is not None else cycle
        kind = step.column_type or kind
    return Duty(lead, officer, deputy, mode, cycle, kind)


def column_scopes(column: Column, duty: Duty | None = None) -> set[units.Scope]:
    """The scopes that cover a column: itself, columns above, its site, its lead unit's line.

    duty: of the column, where the caller knows it already.
    """
    above = [row.pk for row in ancestors_of(column)]
    scopes: set[units.Scope] = {("column", key) for key in [column.pk, *above]}
    scopes.add(("site", site_of(column).pk))
    return scopes | units.unit_scopes((duty or duty_of(column)).lead_unit)


def site_scopes(profile: SiteProfile) -> set[units.Scope]:
    return {("site", profile.site_id)} | units.unit_scopes(profile.host_unit)


def columns_edited_by(user: Any, roles: Collection[str] = units.COLUMN_EDITORS) -> set[int]:
    """Ids of the columns where `user` holds one of the roles, by column, site or lead unit."""
    rights = units.rights_of(user)
    roots = Column.objects.filter(pk__in=rights.ids(roles, "column")).values_list("path", flat=True)
    homes = Site.objects.filter(pk__in=rights.ids(roles, "site")).values_list(
        "root_page__path", flat=True
    )
    below = Q(pk__in=[])
    for path in [*roots, *homes]:
        below |= Q(path__startswith=path)
    found = set(Column.objects.filter(below).values_list("pk", flat=True))
    return found | _columns_led_by(units.units_covered(user, roles))


def _columns_led_by(unit_ids: Collection[int]) -> set[int]:
    """Ids of the columns whose lead unit, own or inherited, is one of these."""
    if not unit_ids:
        return set()
    today = held_on(clock.day_of(clock.now()))
    duties = dict(ColumnDuty.objects.filter(today).values_list("column__path", "lead_unit_id"))
    led = Q(pk__in=[])
    for path, unit_id in sorted(duties.items()):
        if unit_id in unit_ids:
            led |= Q(path__startswith=path)
    rows = Column.objects.filter(led).values_list("pk", "path")
    return {pk for pk, path in rows if _nearest(path, duties) in unit_ids}


def _nearest(path: str, duties: dict[str, int]) -> int | None:
    for length in range(len(path), 2 * Column.steplen, -Column.steplen):
        if path[:length] in duties:
            return duties[path[:length]]
    return None


def sites_managed_by(user: Any, roles: Collection[str]) -> QuerySet[SiteProfile]:
    """Sites where `user` holds one of the roles, by site or host unit."""
    site_ids = units.rights_of(user).ids(roles, "site")
    unit_ids = units.units_covered(user, roles)
    return profiles().filter(Q(site_id__in=site_ids) | Q(host_unit_id__in=unit_ids))


def redirects_of(site_id: int) -> dict[str, str]:
    """Old addresses of a site, and where each leads (地址跳转)."""
    return dict(Redirect.objects.filter(site_id=site_id).values_list("path", "target"))
