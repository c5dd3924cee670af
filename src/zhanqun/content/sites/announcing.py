"""Which dependency keys an act of structure changes (结构变动的依赖键); see keys.py.

Called inside the transaction of the act, once everything is written.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from zhanqun.content.sites import keys, queries
from zhanqun.content.sites.changes import announce_structure
from zhanqun.content.sites.models import Column, ColumnDuty, SiteKind, SiteProfile

# The rest of the profile stands on every page of the site.
NOT_ON_EVERY_PAGE = frozenset({"short_name", "own_places", "theme", "main_colour"})
# Length of the path of a column right below a home.
TOP = 3 * Column.steplen
COLUMN_KEYS = {
    "title": keys.column_key,
    "description": keys.words_key,
    "keywords": keys.words_key,
    "column_type": keys.type_key,
    "cycle_days": keys.cycle_key,
}


def site_created(profile: SiteProfile) -> None:
    site_id = profile.site_id
    changed = {keys.site_key(site_id), keys.created_key(site_id)}
    named = [site_id] + ([profile.parent.site_id] if profile.parent else [])
    announce_structure(changed | _keys_above(profile, profile.parent), named)


def site_updated(profile: SiteProfile, before: Mapping[str, Any]) -> None:
    """before: the former facts, by field."""
    site_id = profile.site_id
    names = {name for name, value in before.items() if value != getattr(profile, name)}
    changed = {keys.site_key(site_id)} if names - NOT_ON_EVERY_PAGE else set()
    if names & {"theme", "main_colour", "language"}:
        changed.add(keys.look_key(site_id))
    if "domain" in names:
        changed.add(keys.folder_key(site_id))
    if names & {"domain", "port"}:
        changed.add(keys.address_key(site_id))
    if "name" in names:
        changed.add(keys.name_key(site_id))
    if "short_name" in names:
        changed.add(keys.short_name_key(site_id))
    if names & {"parent", "kind"}:
        changed |= _keys_above(profile, profile.parent, before.get("parent"))
    if changed:
        announce_structure(changed, [site_id])


def column_updated(column: Column, before: Mapping[str, Any]) -> None:
    site_id = queries.site_of(column).pk
    names = {name for name, value in before.items() if value != getattr(column, name)}
    changed = {make(column.pk) for name, make in COLUMN_KEYS.items() if name in names}
    if "title" in names and len(column.path) == TOP:
        changed.add(keys.navigation_key(site_id))
    if changed:
        announce_structure(changed, [site_id])


def column_closed(column: Column) -> None:
    """An empty column stood nowhere, so that nothing loses it."""
    site_id = queries.site_of(column).pk
    changed = {keys.column_key(column.pk)}
    if column.next_number > 1:
        changed |= keys_of_showing(column)
    announce_structure(changed, [site_id])


def keys_of_showing(column: Column) -> set[str]:
    """A column begins or ceases to be shown: the lists of columns in which it stands, and those
    of each group above that has nothing else to show."""
    site_id = queries.site_of(column).pk
    others = queries.columns_of(site_id).filter(next_number__gt=1).exclude(pk=column.pk)
    changed: set[str] = set()
    for row in [column, *reversed(queries.ancestors_of(column))]:
        changed.add(keys.children_key(_parent_of(row, site_id)))
        if len(row.path) == TOP:
            changed.add(keys.navigation_key(site_id))
        elif others.filter(path__startswith=row.path[: -Column.steplen]).exists():
            break
    return changed


def duty_changed(columns: Iterable[Column]) -> None:
    for column in columns:
        site_id = queries.site_of(column).pk
        announce_structure([keys.duty_key(column.pk)], [site_id])


def turn_duties(since: date, today: date) -> list[Column]:
    """Columns whose lead unit changed between two days, by what was named before (责任单位)."""
    begins = Q(since__gt=since, since__lte=today)
    ends = Q(until__gte=since, until__lt=today)
    turned = ColumnDuty.objects.filter(begins | ends).select_related("column")
    columns = list({duty.column_id: duty.column for duty in turned}.values())
    duty_changed(columns)
    return columns


def _keys_above(profile: SiteProfile, *parents: SiteProfile | None) -> set[str]:
    """What the sites above show of their subsites; a foreign edition stands on every page."""
    above = {parent.site_id for parent in parents if parent is not None}
    changed = {keys.subsites_key(site_id) for site_id in above}
    if profile.kind == SiteKind.FOREIGN:
        changed |= {keys.site_key(site_id) for site_id in above}
    return changed


def _parent_of(column: Column, site_id: int) -> int:
    """The page right above: a column, or the home of the site."""
    above = queries.ancestors_of(column)
    return above[-1].pk if above else queries.home_of(site_id).pk
