"""Who holds a post, who is away, who stands in, and who may say so."""

from datetime import date, timedelta

import pytest

from attempts import refused_by_database, who_may
from zhanqun.core.audit import api as audit
from zhanqun.core.units import absences
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Absence, Role, User
from zhanqun.core.units.services import DeputyIsHolder

DAY = date(2026, 6, 16)


def place(town):
    return units.unit_scopes(town.bureau)


def on_duty(town, role=Role.REVIEWER, on=DAY):
    return {person.username for person in units.people_on_duty([role], place(town), on)}


def holding(town, role=Role.REVIEWER, on=DAY):
    return {person.username for person in units.people_holding([role], place(town), on)}


def give_deputy(town, name="reviewer", deputy="liaison"):
    units.set_deputy(
        appointment=town.people[name].appointments.get(),
        deputy=town.people[deputy] if deputy else None,
        by=town.people["security"],
        now=town.now,
    )


def send_away(town, name="reviewer", starts=DAY, days=2, by=None):
    return units.set_absence(
        person=town.people[name],
        starts_on=starts,
        ends_on=starts + timedelta(days=days),
        note="",
        by=town.people[by or name],
        now=town.now,
    )


# --- Holders, and who is on duty -----------------------------------------------------------


def test_given_a_post_then_its_holder_and_deputy_hold_it_there_on_that_day_and_nobody_else(town):
    give_deputy(town)

    assert holding(town) == {"reviewer", "liaison"}
    assert holding(town, on=date(2024, 12, 31)) == set()
    other = units.people_holding([Role.REVIEWER], units.unit_scopes(town.other), DAY)
    assert not other.exists()


def test_given_a_role_at_a_unit_above_then_it_is_held_below_as_the_guard_says(town):
    units.appoint(
        user=town.people["stranger"],
        role=Role.REVIEWER,
        scope=("unit", town.government.pk),
        valid_from=DAY,
        by=None,
        now=town.now,
    )

    assert holding(town) == {"reviewer", "stranger"}
    guarded = {
        name
        for name, person in town.people.items()
        if units.rights_of(User.objects.get(pk=person.pk), DAY).holds([Role.REVIEWER], place(town))
    }
    assert guarded == holding(town)


def test_given_a_holder_at_work_then_the_deputy_is_not_bothered(town):
    give_deputy(town)

    assert on_duty(town) == {"reviewer"}


def test_given_a_holder_who_is_away_then_the_deputy_is_on_duty_until_the_last_day(town):
    give_deputy(town)
    send_away(town, days=2)

    days = {day: on_duty(town, on=DAY + timedelta(days=day)) for day in range(4)}

    assert days == {0: {"liaison"}, 1: {"liaison"}, 2: {"liaison"}, 3: {"reviewer"}}


@pytest.mark.parametrize("deputy_too", [False, True])
def test_given_nobody_to_stand_in_then_the_holder_is_told_after_all(town, deputy_too):
    give_deputy(town, deputy="liaison" if deputy_too else None)
    send_away(town)
    if deputy_too:
        send_away(town, "liaison")

    assert on_duty(town) == {"reviewer"}


def test_given_a_holder_who_left_then_the_deputy_is_on_duty(town):
    give_deputy(town)
    town.people["reviewer"].is_active = False
    town.people["reviewer"].save()

    assert on_duty(town) == {"liaison"}


def test_given_a_deputy_then_they_act_for_the_holder_and_a_holder_for_nobody(town):
    give_deputy(town)

    def acts_for(name):
        found = units.principal_of(town.people[name], [Role.REVIEWER], place(town), DAY)
        return found.username if found else None

    assert (acts_for("liaison"), acts_for("reviewer"), acts_for("stranger")) == (
        "reviewer",
        None,
        None,
    )


def test_given_people_whose_terms_ended_then_they_are_not_in_office(town):
    town.people["reviewer"].appointments.update(valid_until=DAY - timedelta(days=1))
    town.people["liaison"].is_active = False
    town.people["liaison"].save()
    give_deputy(town, "signer", "secrecy")
    town.people["secrecy"].appointments.update(valid_until=DAY - timedelta(days=1))

    found = set(units.people_in_office(DAY).values_list("username", flat=True))

    assert set(town.people) - found == {"reviewer", "liaison"}


# --- Saying that one is away ---------------------------------------------------------------


def test_who_may_say_that_a_person_is_away(town):
    def of_the_officer(town, by):
        send_away(town, "officer", by=by.username)

    def of_the_editor(town, by):
        send_away(town, "editor", by=by.username)

    assert who_may(town, of_the_officer) == {"officer", "security"}
    assert who_may(town, of_the_editor) == {"editor", "security", "manager"}


def test_who_may_end_an_absence(town):
    away = send_away(town, "editor")

    def end(_town, by):
        units.end_absence(uid=away.uid, by=by, now=town.now)

    assert who_may(town, end) == {"editor", "security", "manager"}


def test_given_who_came_back_early_then_they_are_on_duty_again_and_the_trail_knows(town):
    give_deputy(town)
    away = send_away(town)

    for _again in range(2):
        units.end_absence(uid=away.uid, by=town.people["reviewer"], now=town.now)

    assert on_duty(town) == {"reviewer"}
    actions = audit.Entry.objects.filter(object_uid=str(away.uid)).order_by("id")
    assert [row.action for row in actions] == ["units.absence_set", "units.absence_ended"]
    send_away(town)  # and may go again on the same days


@pytest.mark.parametrize(
    ("starts", "days", "refusal"),
    [
        (DAY, -1, absences.AbsenceBackward),
        (DAY - timedelta(days=9), 2, absences.AbsencePast),
        (DAY + timedelta(days=1), 5, absences.AbsenceOverlaps),
    ],
)
def test_given_days_that_cannot_be_then_it_is_refused(town, starts, days, refusal):
    send_away(town, days=2)

    with pytest.raises(refusal):
        send_away(town, starts=starts, days=days)


def test_given_two_absences_at_one_time_then_the_database_refuses(town):
    away = send_away(town)

    with refused_by_database("absence_one_at_a_time"):
        Absence.objects.create(
            person=away.person,
            starts_on=away.ends_on,
            ends_on=away.ends_on,
            set_by=away.person,
            set_at=town.now,
        )


def test_given_who_sees_absences_then_own_those_deputised_for_and_the_office(town):
    give_deputy(town)
    send_away(town)

    seen = {
        name for name, person in town.people.items() if units.absences_visible_to(person).exists()
    }

    assert seen == {"reviewer", "liaison", "supervisor", "security"}


# --- Deputies ------------------------------------------------------------------------------


def test_who_may_name_a_deputy(town):
    def name_one(town, by):
        units.set_deputy(
            appointment=town.people["officer"].appointments.get(),
            deputy=town.people["liaison"],
            by=by,
            now=town.now,
        )

    assert who_may(town, name_one) == {"security"}


def test_given_the_holder_as_deputy_then_it_is_refused(town):
    with pytest.raises(DeputyIsHolder):
        give_deputy(town, "reviewer", "reviewer")


@pytest.mark.parametrize(
    ("holder", "deputy"),
    [("system", "security"), ("security", "auditor"), ("auditor", "system")],
)
def test_given_an_administrator_then_another_one_cannot_stand_in(town, holder, deputy):
    with pytest.raises(units.AdminsMustDiffer):
        give_deputy(town, holder, deputy)

    row = town.people[holder].appointments.get()
    row.deputy = town.people[deputy]
    with refused_by_database("appointment_three_admins_apart"):
        row.save()


def test_given_an_administrator_with_a_deputy_who_is_away_then_the_three_stay_apart(town):
    give_deputy(town, "system", "manager")
    send_away(town, "system")

    with pytest.raises(units.AdminsMustDiffer):
        give_deputy(town, "security", "manager")
