"""The trail: added to only, chained, and a changed row is found."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction

from attempts import refused_by_database, run_sql
from town import PASSWORD
from zhanqun.core.audit import api as audit
from zhanqun.core.audit.models import Entry
from zhanqun.core.audit.roles import TRAIL_TABLES
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation import origins

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    unit = Unit.add_root(kind="government", name="青云市人民政府", short_name="市政府")
    return User.objects.create(username="clerk", name="经办人", unit=unit)


def settle_constraints():
    """Deferred foreign keys block `truncate`; check them now."""
    run_sql("set constraints all immediate")


def record(clerk, count=1, **facts):
    made = []
    for number in range(count):
        at = NOW + timedelta(seconds=number)
        made.append(audit.record("tests.done", clerk, by=clerk, at=at, **facts))
    return made


def test_given_an_act_then_the_trail_says_who_what_which_when_before_and_after(clerk):
    row = audit.record(
        "units.renamed",
        clerk.unit,
        by=clerk,
        at=NOW,
        before={"name": "旧"},
        after={"name": "新"},
        reason="机构改革",
    )

    row.refresh_from_db()
    assert (row.action, row.actor_name, row.at) == ("units.renamed", "经办人", NOW)
    assert (row.object_type, row.object_uid) == ("zq_units.unit", str(clerk.unit.uid))
    assert (row.before, row.after, row.reason) == ({"name": "旧"}, {"name": "新"}, "机构改革")
    assert row.unit_id == clerk.unit_id


def test_given_an_act_of_the_system_itself_then_it_bears_the_systems_name(clerk):
    row = audit.record("tests.done", clerk, by=None, at=NOW)

    assert (row.actor, row.actor_name) == (None, "系统")


def test_given_dates_uids_records_and_lists_then_they_are_kept_as_plain_words(clerk):
    uid = UUID("0d9c3f52-6f5e-4b9e-9a8e-1e6d0a6b7c11")
    after = {
        "on": date(2026, 6, 16),
        "at": NOW,
        "uid": uid,
        "unit": clerk.unit,
        "list": [uid, 1, None],
        "inner": {"rare": "䶮㙍𬭚"},
    }

    (row,) = record(clerk, after=after)

    row.refresh_from_db()
    assert row.after == {
        "on": "2026-06-16",
        "at": "2026-06-16T09:20:00+00:00",
        "uid": str(uid),
        "unit": "市政府",
        "list": [str(uid), 1, None],
        "inner": {"rare": "䶮㙍𬭚"},
    }


def test_given_secrets_among_the_facts_then_their_values_never_enter_the_trail(clerk):
    after = {
        "password": "hunter2",
        "form": {"new_password1": "hunter2", "API_TOKEN": "hunter2"},
        "rows": [{"client_secret": "hunter2"}],
        "username": "clerk",
    }

    (row,) = record(clerk, before=after, after=after)

    (stored,) = run_sql("select e::text from zq_audit_entry e where id = %s", row.pk)[0]
    assert "hunter2" not in stored
    assert row.after["username"] == "clerk"


def test_given_an_act_that_is_rolled_back_then_its_entry_is_too(clerk):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(clerk)
        raise RuntimeError

    assert not Entry.objects.exists()


# --- Append only ---------------------------------------------------------------------------

CHANGES = {
    "update": "update {table} set id = id",
    "delete": "delete from {table}",
    "truncate": "truncate {table} cascade",
}


@pytest.mark.parametrize("table", TRAIL_TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_given_the_owner_of_the_tables_then_even_that_role_cannot_change_the_trail(
    clerk, table, change
):
    record(clerk)
    audit.seal_trail(now=NOW)
    settle_constraints()

    with refused_by_database("append-only"):
        run_sql(CHANGES[change].format(table=table))


@pytest.mark.skipif(
    not settings.ZHANQUN_APPLICATION_ROLE, reason="one database role does both on this server"
)
@pytest.mark.parametrize("table", TRAIL_TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_given_the_applications_role_then_it_may_add_and_read_and_nothing_else(
    clerk, table, change
):
    role = connection.ops.quote_name(settings.ZHANQUN_APPLICATION_ROLE)
    run_sql(f"set local role {role}")
    record(clerk)
    assert audit.seal_trail(now=NOW) == 1
    settle_constraints()

    with refused_by_database("permission denied"):
        run_sql(CHANGES[change].format(table=table))


SWITCHES = {
    "replication role": "set session_replication_role = replica",
    "disable trigger": "alter table {table} disable trigger user",
    "disable all triggers": "alter table {table} disable trigger all",
    "drop trigger": "drop trigger {table}_append_only on {table}",
    "replace function": (
        "create or replace function zq_audit_refuse() returns trigger language plpgsql as "
        "$$ begin return new; end $$"
    ),
    "drop table": "drop table {table} cascade",
    "rule": "create rule harmless as on update to {table} do instead nothing",
}


@pytest.mark.skipif(
    not settings.ZHANQUN_APPLICATION_ROLE, reason="one database role does both on this server"
)
@pytest.mark.parametrize("table", TRAIL_TABLES)
@pytest.mark.parametrize("switch", SWITCHES)
def test_given_the_applications_role_then_it_cannot_switch_the_guard_off(clerk, table, switch):
    role = connection.ops.quote_name(settings.ZHANQUN_APPLICATION_ROLE)
    run_sql(f"set local role {role}")

    with refused_by_database("permission denied|must be owner"):
        run_sql(SWITCHES[switch].format(table=table))


# --- Log-ins, and where an act comes from --------------------------------------------------


def test_given_a_request_then_its_acts_bear_its_address(client, clerk):
    client.post("/login/", {"username": "clerk", "password": "wrong"}, REMOTE_ADDR="10.1.2.3")

    row = Entry.objects.filter(source_ip__isnull=False).get()
    assert (row.action, row.source_ip, row.succeeded) == (
        "accounts.login_failed",
        "10.1.2.3",
        False,
    )
    assert (row.actor, row.object_uid, row.object_label) == (None, str(clerk.uid), str(clerk))


def test_given_an_address_that_is_none_then_the_act_is_noted_without(clerk):
    with origins.coming_from("unix:"):
        (row,) = record(clerk)

    assert row.source_ip is None


def test_given_a_name_that_nobody_bears_then_only_its_beginning_is_noted(client, db):
    """It may be a password, typed into the wrong field."""
    client.post("/login/", {"username": "n\0obody" + "长" * 300, "password": "x"})
    client.post("/login/", {"username": "长" * 120, "password": "x"})

    row = Entry.objects.filter(action="accounts.login_failed").last()
    assert (row.object_uid, row.object_label) == ("", "长长***")


def test_given_a_login_and_a_logout_then_both_are_entries_of_that_person(client, town):
    officer = town.people["officer"]

    client.post("/login/", {"username": "officer", "password": PASSWORD})
    client.post("/logout/")

    rows = Entry.objects.filter(action__startswith="accounts.").order_by("id")
    assert [(row.action, row.actor, row.succeeded) for row in rows] == [
        ("accounts.logged_in", officer, True),
        ("accounts.logged_out", officer, True),
    ]


# --- Reading -------------------------------------------------------------------------------


def test_given_entries_about_one_record_then_they_come_oldest_first(clerk):
    first, second = record(clerk, count=2)
    audit.record("tests.done", clerk.unit, by=clerk, at=NOW)

    found = audit.entries_about("zq_units.user", str(clerk.uid))

    assert list(found) == [first, second]


def test_given_an_audit_administrator_then_the_whole_trail_newest_first(clerk):
    first, second = record(clerk, count=2)
    auditor = User.objects.create(username="auditor", name="审计员")
    assert not audit.entries_visible_to(auditor).exists()
    units.appoint(
        user=auditor,
        role=Role.AUDIT_ADMIN,
        scope=("unit", clerk.unit_id),
        valid_from=date(2025, 1, 1),
        by=None,
        now=NOW,
    )

    found = list(audit.entries_visible_to(auditor))

    assert found[-2:] == [second, first]
