"""Who may do what with units, accounts and appointments: role × move → allowed."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from attempts import who_may
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


def reset_password(town, by):
    units.reset_password(user=town.people["stranger"], reason="忘记密码", by=by, now=town.now)


MOVES = {
    add_unit: {"system"},
    close_unit: {"system"},
    add_user: {"system"},
    appoint: {"security"},
    end_term: {"security"},
    reset_password: {"security"},
}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    assert who_may(town, move) == MOVES[move]


def test_given_each_role_then_accounts_and_terms_are_visible_as_the_table_says(town):
    """Who secures or supervises sees all, who opens accounts all accounts, everyone else (the
    audit administrator too) the own unit and terms."""
    everyone = set(User.objects.values_list("pk", flat=True))
    own, colleagues = {}, {}
    for name, person in town.people.items():
        own[name] = {person.pk}
        rows = User.objects.filter(unit=person.unit)
        colleagues[name] = set(rows.values_list("pk", flat=True))
    for name in ("supervisor", "security"):
        own[name] = colleagues[name] = everyone
    colleagues["system"] = everyone

    people, terms = {}, {}
    for name, person in town.people.items():
        people[name] = set(units.users_visible_to(person).values_list("pk", flat=True))
        terms[name] = {row.user_id for row in units.appointments_visible_to(person)}

    assert people == colleagues
    assert terms == own


def test_given_each_role_then_the_trail_is_visible_as_the_table_says(town):
    """The audit administrator reads all of it, everyone else their own acts."""
    town.published()
    everything = set(audit.Entry.objects.values_list("actor_id", flat=True))
    table = {name: everything & {person.pk} for name, person in town.people.items()}
    table["auditor"] = everything

    seen = {
        name: {entry.actor_id for entry in audit.entries_visible_to(person)}
        for name, person in town.people.items()
    }

    assert seen == table


def test_given_nobody_logged_in_then_nothing_is_visible(town):
    assert not units.rights_of(AnonymousUser()).scopes
    assert not audit.entries_visible_to(AnonymousUser()).exists()


def test_given_a_lazy_user_then_the_rights_are_read_once(town, django_assert_num_queries):
    person = User.objects.get(pk=town.people["officer"].pk)
    lazy = SimpleLazyObject(lambda: person)

    assert units.rights_of(lazy).scopes
    with django_assert_num_queries(0):
        assert units.rights_of(person) is units.rights_of(lazy)
