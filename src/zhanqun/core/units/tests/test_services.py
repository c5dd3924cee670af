"""Units, accounts and terms: what the services keep in order, and what the database does."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from attempts import refused_by_database
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Appointment, Role, Unit, User
from zhanqun.core.units.services import TermEndsBeforeStart, UnitClosed, UnitHasUnits

SHARED = Path(__file__).parents[6] / "shared"
REAL_CODES = SHARED / "real" / "orgs" / "dept_credit_codes.csv"
DAY = date(2026, 6, 16)


def add(town, name="青云市气象局", parent=None, **facts):
    return units.add_unit(
        parent=Unit.objects.get(pk=(parent or town.government).pk),
        by=town.people["system"],
        now=town.now,
        kind="department",
        name=name,
        short_name=name[-3:],
        **facts,
    )


def appoint(town, person, role, start=DAY, until=None, deputy=None, scope=None):
    return units.appoint(
        user=person,
        role=role,
        scope=scope or ("unit", town.government.pk),
        valid_from=start,
        valid_until=until,
        deputy=deputy,
        by=town.people["security"],
        now=town.now,
    )


# --- The tree ------------------------------------------------------------------------------


def test_given_a_unit_below_a_department_then_scopes_of_all_units_above_cover_it(town):
    station = add(town, "青云市公路站", parent=town.bureau)

    covering = units.unit_scopes(station)

    line = {("unit", unit.pk) for unit in (station, town.bureau, town.government)}
    assert covering == line


def test_given_a_role_at_the_government_then_it_covers_every_unit_below_and_no_other_tree(town):
    foreign = units.add_unit(
        parent=None,
        by=None,
        now=town.now,
        kind="government",
        name="邻市人民政府",
        short_name="邻市",
    )
    station = add(town, "青云市公路站", parent=town.bureau)

    covered = units.units_covered(town.people["supervisor"], [Role.SUPERVISOR])

    assert {station.pk, town.bureau.pk, town.government.pk} <= covered
    assert foreign.pk not in covered


@pytest.mark.skipif(not REAL_CODES.exists(), reason="../shared/real is absent")
def test_given_real_credit_codes_then_each_passes_and_each_single_wrong_digit_is_refused(db):
    field = Unit._meta.get_field("credit_code")
    with REAL_CODES.open(encoding="utf-8") as lines:
        codes = [row["uscc"] for row in csv.DictReader(lines) if row["check_digit_ok"] == "True"]

    for code in codes:
        field.clean(code, None)
        wrong = code[:8] + ("1" if code[8] != "1" else "2") + code[9:]
        with pytest.raises(ValidationError):
            field.clean(wrong, None)

    assert len(codes) > 30


def test_given_a_wrong_check_digit_when_a_unit_is_added_then_it_is_refused(town):
    assert add(town, "一号局", credit_code="11511301008778386B").credit_code

    with pytest.raises(ValidationError):
        add(town, "二号局", credit_code="11511301008778386C")

    assert not Unit.objects.filter(name="二号局").exists()


def test_given_two_units_without_a_credit_code_then_both_are_kept(town):
    first, second = add(town, "一号局", credit_code=""), add(town, "二号局", credit_code="")

    assert first.credit_code is None
    assert second.credit_code is None


def test_given_a_credit_code_in_use_then_the_database_refuses_a_second_unit(town):
    add(town, "一号局", credit_code="11511301008778386B")

    with refused_by_database("unit_credit_code_once"):
        add(town, "二号局", credit_code="11511301008778386B")


def test_given_a_superuser_then_the_database_refuses_the_account(town):
    with refused_by_database("user_no_superuser"):
        User.objects.filter(pk=town.people["system"].pk).update(is_superuser=True)


# --- Closing -------------------------------------------------------------------------------


def test_given_a_closed_unit_then_its_terms_end_and_nobody_is_appointed_there_again(town):
    officer = town.people["officer"]
    later = appoint(
        town, officer, Role.REVIEWER, start=date(2026, 9, 1), scope=("unit", town.bureau.pk)
    )

    units.close_unit(
        unit=town.bureau, on=DAY, successor=town.other, by=town.people["system"], now=town.now
    )

    assert units.rights_of(User.objects.get(pk=officer.pk), DAY).scopes
    assert not units.rights_of(User.objects.get(pk=officer.pk), date(2026, 6, 17)).scopes
    assert not Appointment.objects.filter(pk=later.pk).exists()
    assert town.bureau not in units.units_open(DAY)
    with pytest.raises(UnitClosed):
        appoint(town, officer, Role.REVIEWER, scope=("unit", town.bureau.pk))


def test_given_open_units_below_when_closing_then_it_is_refused_until_they_are_closed(town):
    station = add(town, "青云市公路站", parent=town.bureau)
    close = {"successor": None, "on": DAY, "by": town.people["system"], "now": town.now}

    with pytest.raises(UnitHasUnits):
        units.close_unit(unit=town.bureau, **close)

    units.close_unit(unit=station, **close)
    units.close_unit(unit=town.bureau, **close)
    with pytest.raises(UnitClosed):
        units.close_unit(unit=town.bureau, **close)


def test_given_an_open_unit_then_the_database_refuses_a_successor(town):
    with refused_by_database("unit_successor_only_when_closed"):
        Unit.objects.filter(pk=town.bureau.pk).update(successor=town.other)


# --- Terms ---------------------------------------------------------------------------------


def test_given_a_term_that_ends_today_then_the_rights_end_tomorrow(town):
    person = town.people["stranger"]
    term = appoint(town, person, Role.SIGNER, scope=("unit", town.bureau.pk))
    units.end_appointment(appointment=term, last_day=DAY, by=town.people["security"], now=town.now)
    fresh = User.objects.get(pk=person.pk)
    covering = units.unit_scopes(town.bureau)

    assert units.rights_of(fresh, DAY).holds([Role.SIGNER], covering)
    assert not units.rights_of(fresh, date(2026, 6, 17)).holds([Role.SIGNER], covering)


def test_given_a_term_that_begins_tomorrow_then_there_are_no_rights_today(town):
    person = town.people["stranger"]
    appoint(town, person, Role.SIGNER, start=date(2026, 6, 17))

    assert not units.rights_of(person, DAY).holds_anywhere([Role.SIGNER])
    assert units.rights_of(person, date(2026, 6, 17)).holds_anywhere([Role.SIGNER])


def test_given_a_deputy_then_both_have_the_rights_and_both_are_found_as_holders(town):
    person, deputy = town.people["stranger"], town.people["officer"]
    appoint(town, person, Role.SIGNER, deputy=deputy)

    assert units.rights_of(deputy, DAY).holds([Role.SIGNER], units.unit_scopes(town.other))
    found = units.people_holding([Role.SIGNER], units.unit_scopes(town.other), DAY)
    assert set(found) == {person, deputy}


def test_given_an_account_that_is_switched_off_then_it_has_no_rights(town):
    person = town.people["officer"]
    assert units.rights_of(person, DAY).scopes

    person.is_active = False

    assert not units.rights_of(person, DAY).scopes


def test_given_an_end_before_the_start_then_service_and_database_refuse(town):
    term = appoint(town, town.people["stranger"], Role.SIGNER)

    with pytest.raises(TermEndsBeforeStart):
        appoint(town, town.people["stranger"], Role.EDITOR, until=date(2026, 6, 15))
    with refused_by_database("appointment_term_forward"):
        Appointment.objects.filter(pk=term.pk).update(valid_until=date(2026, 6, 15))


# --- Three administrators apart ------------------------------------------------------------

SEPARATED = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
HOLDERS = {"system_admin": "system", "security_admin": "security", "audit_admin": "auditor"}
PAIRS = [(held, new) for held in SEPARATED for new in SEPARATED if held != new]


@pytest.mark.parametrize(("held", "new"), PAIRS)
def test_given_one_administration_then_no_person_gets_another(town, held, new):
    person = town.people[HOLDERS[held]]

    with pytest.raises(units.AdminsMustDiffer):
        appoint(town, person, new)


def test_given_one_administration_then_no_second_as_deputy_either(town):
    with pytest.raises(units.AdminsMustDiffer):
        appoint(town, town.people["stranger"], Role.AUDIT_ADMIN, deputy=town.people["system"])


def test_given_a_term_that_has_ended_then_the_person_may_take_another_administration(town):
    person = town.people["stranger"]
    appoint(town, person, Role.SYSTEM_ADMIN, until=date(2026, 6, 30))

    with pytest.raises(units.AdminsMustDiffer):
        appoint(town, person, Role.AUDIT_ADMIN, start=date(2026, 6, 30))

    assert appoint(town, person, Role.AUDIT_ADMIN, start=date(2026, 7, 1))


def test_given_an_administrator_then_the_same_role_in_another_scope_is_allowed(town):
    scope = ("unit", town.bureau.pk)

    assert appoint(town, town.people["system"], Role.SYSTEM_ADMIN, scope=scope)


@pytest.mark.parametrize(
    ("user", "deputy"),
    [("system", None), ("stranger", "system"), ("system", "stranger")],
)
def test_given_a_row_past_the_service_then_the_database_keeps_the_three_apart(town, user, deputy):
    row = Appointment(
        user=town.people[user],
        deputy=town.people[deputy] if deputy else None,
        role=Role.AUDIT_ADMIN,
        scope_kind="unit",
        scope_id=town.bureau.pk,
        valid_from=DAY,
    )

    with refused_by_database("appointment_three_admins_apart"):
        row.save()

    row.role = Role.SYSTEM_ADMIN
    row.save()


def test_given_two_deputies_then_the_database_keeps_them_apart_too(town):
    """stranger is deputy of one administration and would be deputy of another."""
    stranger = town.people["stranger"]
    Appointment.objects.filter(role=Role.SYSTEM_ADMIN).update(deputy=stranger)

    with refused_by_database("appointment_three_admins_apart"):
        Appointment.objects.filter(role=Role.AUDIT_ADMIN).update(deputy=stranger)


# --- Everything is in the trail ------------------------------------------------------------


def test_given_an_account_and_a_term_then_the_trail_tells_it_without_the_password(town):
    person = units.add_user(
        username="xinren",
        name="新人",
        unit=town.bureau,
        password="never-in-the-trail-2026",
        by=town.people["system"],
        now=town.now,
    )
    term = appoint(town, person, Role.REVIEWER, scope=("unit", town.bureau.pk))

    opened = audit.entries_about("zq_units.user", str(person.uid)).get()
    given = audit.entries_about("zq_units.appointment", str(term.uid)).get()
    assert opened.after == {"username": "xinren"}
    assert given.action == "units.appointed"
    assert given.actor == town.people["security"]
    assert given.after["scope"] == ["unit", town.bureau.pk]
