"""Sites and columns: made in one act, inherited downward, merged and closed with redirects."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from attempts import refused_by_database, undone
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnDuty, ColumnSpec, Redirect, RoleSpec
from zhanqun.content.sites.column_templates import TEMPLATES, TOWNSHIP
from zhanqun.content.sites.models import StructurePage
from zhanqun.content.sites.services import (
    ColumnCodeTaken,
    ColumnHasColumns,
    ColumnNotOpen,
    DomainNotGovernment,
    DomainTaken,
    NotADomain,
    normalise_domain,
)
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

DAY = date(2026, 6, 16)


def new_site(town, domain="sqz.qingyun.localhost", **others):
    facts = {
        "kind": "township",
        "name": "石桥镇人民政府",
        "short_name": "石桥镇",
        "domain": domain,
        "id_code": "9900000003",
        "host_unit": town.other,
        "undertaking_unit": town.other,
        "parent": town.portal,
    }
    acts = {"columns": TOWNSHIP, "by": town.people["manager"], "now": town.now, "today": DAY}
    return sites.create_site(facts=facts, **(acts | others))


def open_column(town, code="xzl", title="新专栏", parent=None, **facts):
    return sites.add_column(
        parent=parent or sites.home_of(town.bureau_site.site_id),
        spec=ColumnSpec(code, title, **facts),
        by=town.people["bureau_manager"],
        now=town.now,
        today=DAY,
    )


def assign(town, column, since, officer=None, unit=None):
    return sites.assign_duty(
        column=column,
        lead_unit=unit or town.bureau,
        officer=officer,
        deputy=None,
        since=since,
        by=town.people["bureau_manager"],
        now=town.now,
    )


def close(town, column, into=None, by="bureau_manager"):
    return sites.close_column(
        column=column, merge_into=into, by=town.people[by], now=town.later(minutes=1)
    )


# --- A new site ----------------------------------------------------------------------------


def test_given_a_template_and_people_then_one_act_makes_tree_places_duties_and_roles(town):
    people = (town.people["stranger"], town.people["officer"])
    roles = [RoleSpec(Role.SITE_MANAGER, people[0], deputy=people[1])]

    profile = new_site(town, roles=roles)

    columns = {column.code: column for column in sites.columns_of(profile.site_id)}
    assert set(columns) == {
        "gk", "gzdt", "tzgg", "zwgk", "gkzn", "gkzd", "gknb", "zcwj", "zcjd", "czyjs", "bmfw",
    }  # fmt: skip
    assert columns["gknb"].address == "/zwgk/gknb/"
    assert sites.duty_of(columns["gknb"]).lead_unit == town.other
    for person in people:
        assert units.rights_of(person, DAY).holds([Role.SITE_MANAGER], sites.site_scopes(profile))
    assert profile.site.hostname == "sqz.qingyun.localhost"
    assert audit.entries_about("zq_sites.siteprofile", str(profile.uid)).get().after["domain"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_given_every_template_then_no_code_is_used_twice(template):
    _label, specs = TEMPLATES[template]
    codes = [spec.code for spec in _all(specs)]

    assert len(codes) == len(set(codes))


def _all(specs):
    for spec in specs:
        yield spec
        yield from _all(spec.children)


def test_given_a_domain_or_a_code_in_use_then_nothing_of_the_site_is_made(town):
    before = sites.profiles().count()
    twice = (ColumnSpec("a", "甲", form="group", children=(ColumnSpec("b", "乙"),)),)

    with pytest.raises(DomainTaken), undone():
        new_site(town, domain="JTJ.qingyun.localhost.")
    with pytest.raises(ColumnCodeTaken), undone():
        new_site(town, columns=(*twice, ColumnSpec("b", "又一个乙")))
    with pytest.raises(ValidationError), undone():
        change_site(town, id_code="12")

    assert sites.profiles().count() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("WWW.QingYun.Gov.CN", "www.qingyun.gov.cn"),
        ("www.qingyun.gov.cn.", "www.qingyun.gov.cn"),
        (" 青云市.政务 ", "青云市.政务"),
        ("jtj.qingyun.localhost", "jtj.qingyun.localhost"),
    ],
)
def test_p051_given_a_government_domain_then_it_is_accepted_in_one_spelling(typed, kept):
    assert normalise_domain(typed) == kept


@pytest.mark.parametrize(
    "typed", ["example-city.com", "www.qingyun.cn", "gov.cn.example.com", "qingyungov.cn"]
)
def test_p051_given_another_suffix_then_the_site_is_refused_when_made_and_when_changed(town, typed):
    with pytest.raises(DomainNotGovernment):
        new_site(town, domain=typed)
    with pytest.raises(DomainNotGovernment):
        change_site(town, domain=typed)


@pytest.mark.parametrize(
    "typed",
    [
        "交通 局.gov.cn",
        "../x.gov.cn",
        "a/b.gov.cn",
        ".gov.cn",
        "https://x.gov.cn",
        "长" * 64 + ".政务",
    ],
)
def test_given_what_is_no_domain_then_it_is_refused(town, typed):
    with pytest.raises(NotADomain):
        change_site(town, domain=typed)


def change_site(town, **facts):
    return sites.update_site(
        profile=town.bureau_site, facts=facts, by=town.people["bureau_manager"], now=town.now
    )


def test_given_a_new_domain_and_name_then_wagtails_site_follows_and_the_trail_has_both(town):
    profile = change_site(town, domain="Road.Qingyun.gov.cn", name="青云市公路局")

    profile.site.refresh_from_db()
    assert profile.site.hostname == "road.qingyun.gov.cn"
    assert profile.site.site_name == "青云市公路局"
    entry = audit.entries_about("zq_sites.siteprofile", str(profile.uid)).last()
    assert entry.before["domain"] == "jtj.qingyun.localhost"
    assert entry.after["domain"] == "road.qingyun.gov.cn"
    with pytest.raises(DomainTaken):
        change_site(town, domain=town.portal.domain)


# --- Columns -------------------------------------------------------------------------------


def test_given_a_code_in_use_on_the_site_then_it_is_refused_even_after_closing(town):
    column = open_column(town)
    with pytest.raises(ColumnCodeTaken):
        open_column(town, parent=town.column("gzdt"))

    close(town, column)

    with pytest.raises(ColumnCodeTaken):
        open_column(town)


def test_given_a_closed_column_then_none_is_opened_below_it(town):
    column = open_column(town)
    close(town, column)

    with pytest.raises(ColumnNotOpen):
        open_column(town, code="below", parent=column)


def test_given_a_changed_name_then_the_address_stays_and_code_and_state_cannot_be_changed(town):
    column = open_column(town)
    address = column.address
    by, now = town.people["bureau_manager"], town.now

    changed = sites.update_column(
        column=column, facts={"title": "改名", "cycle_days": 7}, by=by, now=now
    )

    assert (changed.title, changed.address) == ("改名", address)
    for name in ("code", "slug", "state", "next_number"):
        with pytest.raises(KeyError):
            sites.update_column(column=column, facts={name: "x"}, by=by, now=now)


def test_given_what_a_column_leaves_empty_then_it_has_it_from_the_columns_above(town):
    top = open_column(
        town, "top", column_type="service", mode="shared", cycle_days=30, lead_unit=town.other
    )
    middle = open_column(town, "middle", parent=top, cycle_days=0)
    leaf = open_column(town, "leaf", parent=middle, mode="undertaken")

    duty = sites.duty_of(leaf)

    assert (duty.lead_unit, duty.mode, duty.cycle_days) == (town.other, "undertaken", 0)
    assert duty.column_type == "service"
    assert sites.duty_of(middle).mode == "shared"
    assert sites.duty_of(town.column("gzdt")).mode == "undertaken"


def test_given_many_columns_then_their_duties_take_two_queries(town, django_assert_num_queries):
    columns = list(sites.columns_of(town.portal.site_id))

    with django_assert_num_queries(2):
        duties = sites.duties_of(columns)

    assert {duty.lead_unit for duty in duties.values()} == {town.office}


# --- Who answers, since and until ----------------------------------------------------------


def test_given_a_handover_then_each_day_is_charged_to_who_answered_then(town):
    column = town.column("gzdt")
    first, second = town.people["officer"], town.people["liaison"]
    assign(town, column, date(2026, 1, 1), first)
    assign(town, column, date(2026, 7, 1), second)

    assert sites.duty_of(column, on=date(2025, 12, 31)).officer is None
    assert sites.duty_of(column, on=date(2026, 1, 1)).officer == first
    assert sites.duty_of(column, on=date(2026, 6, 30)).officer == first
    assert sites.duty_of(column, on=date(2026, 7, 1)).officer == second
    assert [row.until for row in ColumnDuty.objects.filter(column=column).order_by("since")] == [
        date(2025, 12, 31), date(2026, 6, 30), None,
    ]  # fmt: skip


def test_given_a_handover_to_come_then_the_present_unit_still_leads_today(town):
    column = town.column("gzdt")
    assign(town, column, date(2026, 7, 1), unit=town.other)

    with clock.fixed(town.now):
        assert sites.duty_of(column).lead_unit == town.bureau
        assert column.pk not in sites.columns_edited_by(
            town.people["stranger"], [Role.INFORMATION_OFFICER]
        )
    with clock.fixed(town.later(days=15)):
        assert sites.duty_of(column).lead_unit == town.other
        assert sites.columns_edited_by(town.people["stranger"], [Role.INFORMATION_OFFICER]) == {
            column.pk
        }


def test_given_a_start_not_after_the_present_ones_then_it_is_refused(town):
    column = town.column("gzdt")
    assign(town, column, date(2026, 7, 1))

    with pytest.raises(ValidationError):
        assign(town, column, date(2026, 7, 1))


def test_given_a_second_running_duty_then_the_database_refuses_it(town):
    with refused_by_database("column_one_duty_at_a_time"):
        ColumnDuty.objects.create(column=town.column("gzdt"), lead_unit=town.other, since=DAY)


# --- Merging and closing -------------------------------------------------------------------


def test_given_a_merge_of_a_merge_then_the_first_address_leads_straight_to_the_last(town):
    first, second, last = (open_column(town, code) for code in ("first", "second", "last"))

    close(town, first, into=second)
    close(town, second, into=last)

    targets = dict(Redirect.objects.values_list("path", "target"))
    assert targets == {"/first/": "/last/", "/second/": "/last/"}


def test_given_a_closed_column_then_its_address_leads_to_the_column_above_or_the_home(town):
    top = open_column(town, "top")
    leaf = open_column(town, "leaf", parent=top)
    with pytest.raises(ColumnHasColumns):
        close(town, top)

    close(town, leaf)
    close(town, top)

    targets = dict(Redirect.objects.values_list("path", "target"))
    assert targets == {"/top/leaf/": "/", "/top/": "/"}
    with pytest.raises(ColumnNotOpen):
        close(town, top)


@pytest.mark.parametrize("bad", ["other site", "itself", "below itself", "closed"])
def test_given_a_bad_heir_then_merging_is_refused(town, bad):
    column = open_column(town, "one")
    heirs = {
        "other site": lambda: town.column("bmdt", town.portal),
        "itself": lambda: column,
        "below itself": lambda: column,
        "closed": lambda: close(town, open_column(town, "two")),
    }

    with pytest.raises(ValidationError):
        close(town, column, into=heirs[bad]())


def test_given_a_merged_column_without_an_heir_then_the_database_refuses_it(town):
    with refused_by_database("column_merged_says_where"):
        Column.objects.filter(code="gzdt").update(state="merged")


# --- Wagtail's own ways --------------------------------------------------------------------


def test_given_wagtails_own_publishing_then_pages_of_the_tree_refuse_it(town):
    pages = [town.column("gzdt"), sites.home_of(town.bureau_site.site_id)]

    for page in pages:
        assert isinstance(page, StructurePage)
        revision = page.save_revision(user=town.people["bureau_manager"])
        acts = (revision.publish, partial(page.publish, revision), page.unpublish)
        for act in acts:
            with pytest.raises(sites.PublishesThroughGateOnly):
                act()


# --- Who may do what -----------------------------------------------------------------------

MOVES = {
    "create_site": lambda town, by: new_site(town, by=by),
    "create_site_alone": lambda town, by: _alone(town, by),
    "update_site": lambda town, by: sites.update_site(
        profile=town.bureau_site, facts={"phone": "1"}, by=by, now=town.now
    ),
    "add_column": lambda town, by: sites.add_column(
        parent=sites.home_of(town.bureau_site.site_id),
        spec=ColumnSpec("x", "新"),
        by=by,
        now=town.now,
        today=DAY,
    ),
    "update_column": lambda town, by: sites.update_column(
        column=town.column("gzdt"), facts={"title": "新"}, by=by, now=town.now
    ),
    "assign_duty": lambda town, by: sites.assign_duty(
        column=town.column("gzdt"),
        lead_unit=town.other,
        officer=None,
        deputy=None,
        since=DAY,
        by=by,
        now=town.now,
    ),
    "close_column": lambda town, by: sites.close_column(
        column=town.column("gzdt"), merge_into=None, by=by, now=town.now
    ),
}
ALLOWED = {
    "create_site": {"manager", "system"},
    "create_site_alone": {"system"},
    "update_site": {"bureau_manager", "system"},
    "add_column": {"bureau_manager"},
    "update_column": {"bureau_manager"},
    "assign_duty": {"bureau_manager"},
    "close_column": {"bureau_manager"},
}


def _alone(town, by):
    facts = {
        "kind": "department",
        "name": "青云市民政局",
        "short_name": "市民政局",
        "domain": "mzj.qingyun.localhost",
        "id_code": "9900000004",
        "host_unit": town.other,
        "undertaking_unit": town.other,
    }
    sites.create_site(facts=facts, columns=(), by=by, now=town.now, today=DAY)


@pytest.mark.parametrize("move", MOVES)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    allowed = set()
    for name, person in town.people.items():
        try:
            with undone():
                MOVES[move](town, person)
                allowed.add(name)
        except units.NotAllowed:
            continue

    assert allowed == ALLOWED[move]
