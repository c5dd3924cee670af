"""The trail: added to only, chained, and a changed row is found."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from attempts import refused_by_database, run_sql
from zhanqun.core.audit import api as audit
from zhanqun.core.audit.models import Entry, Seal
from zhanqun.core.audit.roles import TRAIL_TABLES
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    unit = Unit.add_root(kind="government", name="青云市人民政府", short_name="市政府")
    return User.objects.create(username="clerk", name="经办人", unit=unit)


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


# --- The chain -----------------------------------------------------------------------------


def tamper(statement, *values):
    """Change a row as somebody with the owner's password could."""
    for table in TRAIL_TABLES:
        run_sql(f"alter table {table} disable trigger user")
    run_sql(statement, *values)
    for table in TRAIL_TABLES:
        run_sql(f"alter table {table} enable trigger user")


def settle_constraints():
    """Deferred foreign keys block `alter table` and `truncate`; check them now."""
    run_sql("set constraints all immediate")


def test_given_sealed_entries_then_positions_have_no_gap_and_the_chain_is_whole(clerk):
    record(clerk, count=3)
    assert audit.seal_trail(now=NOW) == 3
    record(clerk, count=2)
    assert audit.seal_trail(now=NOW) == 2
    assert audit.seal_trail(now=NOW) == 0

    assert list(Seal.objects.order_by("entry").values_list("position", flat=True)) == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip
    assert list(audit.broken_links()) == []


def test_given_a_limit_then_the_sealer_goes_on_where_it_stopped(clerk):
    record(clerk, count=3)

    assert [audit.seal_trail(now=NOW, limit=2) for _run in range(3)] == [2, 1, 0]
    assert list(audit.broken_links()) == []


COLUMNS = {
    "at": NOW - timedelta(days=1),
    "action": "tests.other",
    "actor_name": "别人",
    "object_type": "zq_units.unit",
    "object_uid": "1",
    "object_label": "别的",
    "unit_id": 77,
    "before": '{"a": 1}',
    "after": '{"a": 1}',
    "reason": "补写",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_given_a_changed_row_then_the_chain_names_its_position(clerk, column):
    rows = record(clerk, count=4)
    audit.seal_trail(now=NOW)
    settle_constraints()

    statement = f"update zq_audit_entry set {connection.ops.quote_name(column)} = %s where id = %s"
    tamper(statement, COLUMNS[column], rows[1].pk)

    assert list(audit.broken_links()) == [2]
    with pytest.raises(CommandError):
        call_command("check_trail")


def test_given_a_forged_seal_then_the_link_after_it_does_not_hold(clerk):
    record(clerk, count=3)
    audit.seal_trail(now=NOW)
    settle_constraints()

    tamper("update zq_audit_seal set digest = %s where position = 2", "f" * 64)

    assert list(audit.broken_links()) == [2, 3]


def test_given_a_removed_entry_then_the_link_after_it_does_not_hold(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)
    settle_constraints()

    tamper("delete from zq_audit_seal where entry_id = %s", rows[1].pk)
    tamper("delete from zq_audit_entry where id = %s", rows[1].pk)

    assert list(audit.broken_links()) == [3]


def test_given_a_whole_chain_then_the_command_says_so(clerk, capsys):
    record(clerk, count=2)
    audit.seal_trail(now=NOW)

    call_command("check_trail")

    assert capsys.readouterr().out


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
