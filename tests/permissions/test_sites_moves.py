"""Who may do what with sites and columns: role × move → allowed."""

import pytest

from attempts import undone, who_may
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.core.units import api as units

SITE = {
    "kind": "township",
    "name": "青云市柳河镇人民政府",
    "short_name": "柳河镇",
    "domain": "liuhe.qingyun.localhost",
    "id_code": "9900000003",
}


def create_site(town, by):
    _new_site(town, by, parent=town.portal)


def create_site_below_the_bureaus(town, by):
    _new_site(town, by, parent=town.bureau_site)


def create_site_of_its_own(town, by):
    _new_site(town, by, parent=None)


def _new_site(town, by, parent):
    sites.create_site(
        facts=SITE | {"host_unit": town.other, "undertaking_unit": town.other, "parent": parent},
        columns=[ColumnSpec("gzdt", "工作动态")],
        by=by,
        now=town.now,
        today=town.now.date(),
    )


def update_site(town, by):
    sites.update_site(
        profile=town.bureau_site, facts={"phone": "0000-0000000"}, by=by, now=town.now
    )


def add_column(town, by):
    sites.add_column(
        parent=sites.home_of(town.bureau_site.site_id),
        spec=ColumnSpec("xxgk", "信息公开"),
        by=by,
        now=town.now,
        today=town.now.date(),
    )


def update_column(town, by):
    sites.update_column(
        column=town.column("gzdt"), facts={"description": "本局动态"}, by=by, now=town.now
    )


def assign_duty(town, by):
    sites.assign_duty(
        column=town.column("gzdt"),
        lead_unit=town.bureau,
        officer=town.people["officer"],
        deputy=None,
        since=town.now.date(),
        by=by,
        now=town.now,
    )


def close_column(town, by):
    sites.close_column(column=town.column("tzgg"), merge_into=None, by=by, now=town.now)


def merge_column(town, by):
    sites.close_column(
        column=town.column("tzgg"), merge_into=town.column("gzdt"), by=by, now=town.now
    )


# The portal's manager manages the portal; a department's site is its own manager's.
MOVES = {
    create_site: {"manager", "system"},
    create_site_below_the_bureaus: {"bureau_manager", "system"},
    create_site_of_its_own: {"system"},
    update_site: {"bureau_manager", "system"},
    add_column: {"bureau_manager"},
    update_column: {"bureau_manager"},
    assign_duty: {"bureau_manager"},
    close_column: {"bureau_manager"},
    merge_column: {"bureau_manager"},
}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    assert who_may(town, move) == MOVES[move]


@pytest.mark.parametrize("move", [update_column, assign_duty, close_column])
def test_given_a_manager_of_one_column_then_that_one_alone_is_theirs(town, move):
    for code, person in (("gzdt", "stranger"), ("tzgg", "auditor")):
        units.appoint(
            user=town.people[person],
            role=units.Role.SITE_MANAGER,
            scope=("column", town.column(code).pk),
            valid_from=town.now.date(),
            by=None,
            now=town.now,
        )
    own, foreign = ("auditor", "stranger") if move is close_column else ("stranger", "auditor")

    with undone():
        move(town, town.people[own])
    with pytest.raises(units.NotAllowed):
        move(town, town.people[foreign])
