"""What public pages read of sites (前台读取): profiles, columns and lead units, many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhanqun.content.sites.keys import address_key
from zhanqun.content.sites.models import Column, ColumnDuty, SiteKind, SiteProfile
from zhanqun.content.sites.queries import held_on, site_of
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once_each


@dataclass(frozen=True)
class Structure:
    """A site as its pages need it.

    columns: in tree order, closed ones too. lead_units: column id -> name of the lead unit
    named for that very column today. subsites: sites below; editions: the foreign ones.
    """

    profile: SiteProfile
    home_id: int
    home_path: str
    columns: tuple[Column, ...]
    lead_units: dict[int, str]
    editions: tuple[SiteProfile, ...]


def structures(site_ids: Iterable[int]) -> dict[int, Structure | None]:
    """Sites in a few queries; the caller notes the keys of what it shows."""
    return once_each("structure", site_ids, _read_structures)


def profiles_by_id(site_ids: Iterable[int]) -> dict[int, SiteProfile | None]:
    return once_each("profile", site_ids, _read_profiles)


def column_of(site_id: int, column_id: int) -> Column | None:
    """A column of a site, closed ones too, without the rest of the site; notes nothing."""
    column = once_each("column", [column_id], Column.objects.in_bulk)[column_id]
    return column if column is not None and site_of(column).pk == site_id else None


def base_url_of(site_id: int) -> str:
    """Scheme, domain and port of a site; notes its address."""
    depends_on(address_key(site_id))
    profile = profiles_by_id([site_id])[site_id]
    assert profile is not None
    return profile.base_url


def _read_profiles(site_ids: list[int]) -> dict[int, SiteProfile]:
    wanted = SiteProfile.objects.filter(site_id__in=site_ids)
    rows = wanted.select_related("site__root_page", "host_unit", "undertaking_unit", "parent")
    return {row.site_id: row for row in rows}


def _read_structures(site_ids: list[int]) -> dict[int, Structure]:
    profiles = [row for row in profiles_by_id(site_ids).values() if row is not None]
    roots = {row.site.root_page.path: row.site_id for row in profiles}
    columns, lead_units = _columns(roots), _lead_units(roots, clock.day_of(clock.now()))
    editions: dict[int, list[SiteProfile]] = defaultdict(list)
    foreign = SiteProfile.objects.filter(parent__in=profiles, kind=SiteKind.FOREIGN)
    for row in foreign.order_by("site_id"):
        editions[row.parent_id or 0].append(row)
    return {
        row.site_id: Structure(
            profile=row,
            home_id=row.site.root_page_id,
            home_path=row.site.root_page.path,
            columns=tuple(columns[row.site_id]),
            lead_units=lead_units,
            editions=tuple(editions[row.pk]),
        )
        for row in profiles
    }


def _columns(roots: dict[str, int]) -> dict[int, list[Column]]:
    found: dict[int, list[Column]] = defaultdict(list)
    for column in Column.objects.filter(_below(roots, "path")).order_by("path"):
        found[roots[column.path[: 2 * Column.steplen]]].append(column)
    return found


def _lead_units(roots: dict[str, int], day: date) -> dict[int, str]:
    running = ColumnDuty.objects.filter(held_on(day) & _below(roots, "column__path"))
    return dict(running.values_list("column_id", "lead_unit__name"))


def _below(roots: Iterable[str], field: str) -> Q:
    wanted = Q(pk__in=[])
    for root in roots:
        wanted |= Q(**{f"{field}__startswith": root})
    return wanted
