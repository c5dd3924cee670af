"""Who may do what with units, accounts and appointments: role × move → allowed."""

from contextlib import suppress
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from undoing import undone

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

DAY = date(2026, 6, 16)


def add_unit(town, by):
    units.add_unit(
        parent=Unit.objects.get(pk=town.government.pk),
        by=by,
        now=town.now,
        kind="department",
        name="青云市气象局",
        short_name="市气象局",
    )


def close_unit(town, by):
    units.close_unit(unit=town.other, on=DAY, successor=None, by=by, now=town.now)


def add_user(town, by):
    units.add_user(
        username="xinren", name="新人", unit=town.bureau, password="x-2026-x", by=by, now=town.now
    )


def appoint(town, by):
    units.appoint(
        user=town.people["stranger"],
        role=Role.REVIEWER,
        scope=("unit", town.bureau.pk),
        valid_from=DAY,
        by=by,
        now=town.now,
    )


def end_term(town, by):
    term = town.people["stranger"].appointments.get()
    units.end_appointment(appointment=term, last_day=DAY, by=by, now=town.now)


MOVES = {
    add_unit: {"system"},
    close_unit: {"system"},
    add_user: {"system"},
    appoint: {"security"},
    end_term: {"security"},
}
PEOPLE = [
    "officer", "reviewer", "liaison", "signer", "secrecy", "editor", "chief", "manager",
    "bureau_manager", "stranger", "supervisor", "system", "security", "auditor",
]  # fmt: skip


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    allowed = set()
    for name in PEOPLE:
        with suppress(units.NotAllowed), undone():
            move(town, User.objects.get(pk=town.people[name].pk))
            allowed.add(name)

    assert allowed == MOVES[move]


SEES_ALL = {"supervisor", "system", "security", "auditor"}


@pytest.mark.parametrize("name", PEOPLE)
def test_given_each_role_then_accounts_and_terms_are_visible_as_the_table_says(town, name):
    person = town.people[name]
    everyone = set(User.objects.values_list("pk", flat=True))
    colleagues = set(User.objects.filter(unit=person.unit).values_list("pk", flat=True))

    seen = set(units.users_visible_to(person).values_list("pk", flat=True))
    terms = {row.user_id for row in units.appointments_visible_to(person)}

    assert seen == (everyone if name in SEES_ALL else colleagues)
    assert terms == (everyone if name in SEES_ALL else {person.pk})


@pytest.mark.parametrize("name", PEOPLE)
def test_given_each_role_then_the_trail_is_visible_as_the_table_says(town, name):
    """The audit administrator reads all of it, everyone else their own acts."""
    town.published()
    person = town.people[name]

    seen = {entry.actor_id for entry in audit.entries_visible_to(person)}

    everything = set(audit.Entry.objects.values_list("actor_id", flat=True))
    assert seen == (everything if name == "auditor" else everything & {person.pk})


def test_given_nobody_logged_in_then_nothing_is_visible(town):
    assert not units.rights_of(AnonymousUser()).scopes
    assert not audit.entries_visible_to(AnonymousUser()).exists()
