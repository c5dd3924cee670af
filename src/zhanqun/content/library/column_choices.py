"""Columns that an article can go to, as a person chooses them (栏目选择)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units


@dataclass(frozen=True)
class ColumnChoice:
    """One column: where it is, who leads it, whether placing is direct or an offer."""

    column: sites.Column
    label: str
    lead_unit: str
    is_direct: bool


@dataclass(frozen=True)
class SiteChoice:
    """The columns of one site."""

    profile: sites.SiteProfile
    columns: list[ColumnChoice]


def columns_on_offer(user: Any) -> list[SiteChoice]:
    """Every open column that takes articles, by site, the sites of the user's unit first.

    Which columns exist is public. Placing is direct as `policies.leads` says; here it is told
    for all columns in a handful of queries.
    """
    edited = sites.columns_edited_by(user)
    written = units.units_covered(user, units.WRITERS)
    columns = list(sites.Column.objects.filter(state=sites.ColumnState.OPEN).order_by("path"))
    duties = sites.duties_of(columns)
    titles = {column.path: column.title for column in columns}
    by_site: dict[int, list[ColumnChoice]] = defaultdict(list)
    for column, site_id in zip(columns, sites.site_ids_of(columns).values(), strict=True):
        if column.form == sites.ColumnForm.GROUP:
            continue
        duty = duties[column.pk]
        is_direct = column.pk in edited or _is_led(duty, written)
        lead = str(duty.lead_unit or "")
        by_site[site_id].append(ColumnChoice(column, _label(column, titles), lead, is_direct))
    found = [SiteChoice(row, by_site[row.site_id]) for row in sites.profiles()]
    return sorted(
        (choice for choice in found if choice.columns),
        key=lambda choice: choice.profile.host_unit_id != user.unit_id,
    )


def _label(column: sites.Column, titles: dict[str, str]) -> str:
    lengths = range(3 * column.steplen, len(column.path) + 1, column.steplen)
    return " › ".join(filter(None, (titles.get(column.path[:length]) for length in lengths)))


def _is_led(duty: sites.Duty, written: Collection[int]) -> bool:
    is_undertaken = duty.mode == sites.ColumnMode.UNDERTAKEN
    return is_undertaken and duty.lead_unit is not None and duty.lead_unit.pk in written
