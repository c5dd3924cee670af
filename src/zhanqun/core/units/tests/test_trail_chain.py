"""The chain over the trail: one, without forks, whoever writes and seals; a break is named."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from attempts import run_sql
from zhanqun.core.audit import api as audit
from zhanqun.core.audit import digests
from zhanqun.core.audit.heads import heads_file
from zhanqun.core.audit.models import Entry, Seal
from zhanqun.core.audit.roles import TRAIL_TABLES
from zhanqun.core.units.api import Unit, User

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def clerk(db):
    unit = Unit.add_root(kind="government", name="青云市人民政府", short_name="市政府")
    return User.objects.create(username="clerk", name="经办人", unit=unit)


@pytest.fixture(autouse=True)
def own_heads(settings, tmp_path):
    settings.ZHANQUN_TRAIL_HEADS = tmp_path


def record(clerk, count=1, **facts):
    made = []
    for number in range(count):
        at = NOW + timedelta(seconds=number)
        made.append(audit.record("tests.done", clerk, by=clerk, at=at, **facts))
    return made


def tamper(*statements):
    """Change rows as somebody with the server in hand could."""
    run_sql("set constraints all immediate")
    for table in TRAIL_TABLES:
        run_sql(f"alter table {table} disable trigger user")
    for statement, *values in statements:
        run_sql(statement, *values)
    for table in TRAIL_TABLES:
        run_sql(f"alter table {table} enable trigger user")


def found(now=LATER):
    return [(fault.kind, fault.position, fault.entry_id) for fault in audit.faults(now=now)]


# --- Sealing -------------------------------------------------------------------------------


def test_given_sealed_entries_then_positions_have_no_gap_and_the_chain_is_whole(clerk):
    record(clerk, count=3)
    assert audit.seal_trail(now=NOW) == 3
    record(clerk, count=2)
    assert audit.seal_trail(now=NOW) == 2
    assert audit.seal_trail(now=NOW) == 0

    positions = Seal.objects.order_by("entry").values_list("position", flat=True)
    assert list(positions) == [1, 2, 3, 4, 5]
    assert found() == []


def test_given_a_limit_then_the_sealer_goes_on_where_it_stopped(clerk):
    record(clerk, count=3)

    assert [audit.seal_trail(now=NOW, limit=2) for _run in range(3)] == [2, 1, 0]
    assert found() == []


def test_given_an_old_trail_then_the_sealer_looks_at_its_end_only_and_at_night_at_all(clerk):
    first, left_out, last = record(clerk, count=3)
    Seal.objects.create(
        entry=first,
        position=1,
        digest=digests.link_digest(digests.GENESIS, first),
        version=digests.VERSION,
        sealed_at=NOW,
    )
    Seal.objects.create(
        entry=last,
        position=2,
        digest=digests.link_digest(Seal.objects.get().digest, last),
        version=digests.VERSION,
        sealed_at=NOW,
    )

    assert audit.seal_trail(now=NOW + timedelta(days=1)) == 0
    assert ("unsealed", None, left_out.pk) in found()
    assert audit.seal_trail(now=NOW + timedelta(days=1), everything=True) == 1
    assert found() == []


WRITERS, ACTS, SEALERS = 8, 60, 4


def test_given_many_writers_and_several_sealers_then_there_is_one_chain_and_no_fork(
    cloned_database,
):
    unit = Unit.add_root(kind="government", name="青云市人民政府", short_name="市政府")
    clerk = User.objects.create(username="clerk", name="经办人", unit=unit)
    before = Entry.objects.count()
    writing = threading.Event()
    writing.set()
    failures = []

    def write(number):
        for act in range(ACTS):
            with transaction.atomic():
                audit.record(f"tests.{number}", clerk, by=clerk, at=NOW, after={"act": act})
                if act % 20 == 19:
                    transaction.set_rollback(True)

    def seal():
        while writing.is_set():
            audit.seal_trail(now=NOW, limit=7)

    def in_own_connection(work, *arguments):
        def run():
            try:
                work(*arguments)
            except Exception as error:
                failures.append(error)
            finally:
                connections.close_all()

        return threading.Thread(target=run)

    sealers = [in_own_connection(seal) for _sealer in range(SEALERS)]
    writers = [in_own_connection(write, number) for number in range(WRITERS)]
    for thread in [*sealers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    for thread in sealers:
        thread.join()
    while audit.seal_trail(now=NOW):
        pass

    kept = WRITERS * ACTS * 19 // 20
    assert failures == []
    assert Entry.objects.count() == before + kept
    positions = list(Seal.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, before + kept + 1))
    assert found() == []


def test_given_an_act_still_open_then_what_came_after_is_sealed_and_it_follows_later(
    cloned_database,
):
    unit = Unit.add_root(kind="government", name="青云市人民政府", short_name="市政府")
    clerk = User.objects.create(username="clerk", name="经办人", unit=unit)
    audit.seal_trail(now=NOW)
    opened, done = threading.Event(), threading.Event()
    slow = []

    def slow_act():
        with transaction.atomic():
            slow.extend(record(clerk))
            opened.set()
            done.wait(20)
        connections.close_all()

    thread = threading.Thread(target=slow_act)
    thread.start()
    opened.wait(20)
    (quick,) = record(clerk)
    assert slow[0].pk < quick.pk
    assert audit.seal_trail(now=NOW) == 1
    done.set()
    thread.join()

    assert audit.seal_trail(now=NOW) == 1
    order = Seal.objects.order_by("-position").values_list("entry_id", flat=True)
    assert list(order[:2]) == [slow[0].pk, quick.pk]
    assert found() == []


# --- Old seals -----------------------------------------------------------------------------


def sealed_long_ago(clerk, count):
    """Seals as they were made before entries told success and source address."""
    digest = digests.GENESIS
    rows = record(clerk, count=count)
    for position, row in enumerate(rows, start=1):
        digest = digests.link_digest(digest, row, digests.FIRST_VERSION)
        Seal.objects.create(entry=row, position=position, digest=digest, version=1, sealed_at=NOW)
    return rows


def test_given_a_seal_of_the_first_version_then_its_digest_is_the_one_of_that_time(clerk):
    row = Entry(
        uid="0d9c3f52-6f5e-4b9e-9a8e-1e6d0a6b7c11",
        at=NOW,
        action="units.renamed",
        actor_id=7,
        actor_name="经办人",
        object_type="zq_units.unit",
        object_uid="1",
        object_label="市政府",
        unit_id=3,
        before={"name": "旧"},
        after={"name": "新"},
        reason="机构改革",
    )

    # As the code of that time computed it.
    assert digests.link_digest(digests.GENESIS, row, 1) == FIRST_VERSION_DIGEST
    assert digests.link_digest(digests.GENESIS, row) != FIRST_VERSION_DIGEST


FIRST_VERSION_DIGEST = "ae658fb843cc1f902acb10614884557f503d7356408173e2083bd7cec607d454"


def test_given_old_and_new_seals_then_both_hold_in_one_chain(clerk):
    sealed_long_ago(clerk, 2)
    record(clerk, count=2)
    assert audit.seal_trail(now=NOW) == 2

    assert found() == []
    assert list(Seal.objects.order_by("position").values_list("version", flat=True)) == [1, 1, 2, 2]


@pytest.mark.parametrize("change", ["succeeded = false", "source_ip = '10.0.0.1'"])
def test_given_an_old_seal_then_even_what_it_did_not_cover_cannot_be_changed(clerk, change):
    rows = sealed_long_ago(clerk, 2)

    tamper((f"update zq_audit_entry set {change} where id = %s", rows[0].pk))

    assert found() == [("changed", 1, rows[0].pk)]


# --- Checking ------------------------------------------------------------------------------

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
    "succeeded": False,
    "source_ip": "10.9.9.9",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_given_a_changed_row_then_the_command_names_the_link_and_the_entry(clerk, column):
    rows = record(clerk, count=4)
    audit.seal_trail(now=NOW)

    name = connection.ops.quote_name(column)
    tamper((f"update zq_audit_entry set {name} = %s where id = %s", COLUMNS[column], rows[1].pk))

    assert found() == [("changed", 2, rows[1].pk)]
    with pytest.raises(CommandError, match=f"第一处：封签2：记录{rows[1].pk}.*与封签时不同"):
        call_command("audit", "verify")


def test_given_a_forged_seal_then_it_is_told_from_a_changed_entry(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)

    tamper(("update zq_audit_seal set digest = %s where position = 2", "f" * 64))

    assert found() == [("seal_changed", 2, rows[1].pk), ("changed", 3, rows[2].pk)]


def test_given_a_removed_entry_with_its_seal_then_the_gap_is_named(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)

    tamper(
        ("delete from zq_audit_seal where entry_id = %s", rows[1].pk),
        ("delete from zq_audit_entry where id = %s", rows[1].pk),
    )

    assert found() == [("seal_removed", 2, None)]


def test_given_a_removed_seal_then_the_gap_and_the_bare_entry_are_named(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)

    tamper(("delete from zq_audit_seal where position = 2",))

    assert found() == [("seal_removed", 2, None), ("unsealed", None, rows[1].pk)]


def test_given_an_entry_removed_from_under_its_seal_then_it_is_named(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)

    tamper(
        ("alter table zq_audit_seal drop constraint " + foreign_key(),),
        ("delete from zq_audit_entry where id = %s", rows[1].pk),
    )

    assert found() == [("entry_removed", 2, rows[1].pk)]


def foreign_key():
    rows = run_sql(
        "select conname from pg_constraint"
        " where conrelid = 'zq_audit_seal'::regclass and contype = 'f'"
    )
    return rows[0][0]


def test_given_two_entries_whose_order_was_swapped_then_it_says_so(clerk):
    rows = record(clerk, count=4)
    audit.seal_trail(now=NOW)

    move = "update zq_audit_seal set entry_id = %s where position = %s"
    spare = record(clerk)[0]
    tamper((move, spare.pk, 2), (move, rows[1].pk, 3), (move, rows[2].pk, 2))

    assert found()[:2] == [("swapped", 2, rows[2].pk), ("changed", 3, rows[1].pk)]


def test_given_entries_that_wait_longer_than_the_sealer_takes_then_they_are_named(clerk):
    record(clerk, count=1)
    audit.seal_trail(now=NOW)
    (late,) = record(clerk)

    assert found(now=NOW + timedelta(minutes=4)) == []
    assert found(now=NOW + timedelta(minutes=6)) == [("unsealed", None, late.pk)]


def test_given_a_chain_of_many_chunks_then_all_of_it_is_read_and_progress_told(clerk, monkeypatch):
    monkeypatch.setattr("zhanqun.core.audit.verifying.CHUNK", 3)
    record(clerk, count=10)
    audit.seal_trail(now=NOW)
    told = []

    assert list(audit.faults(now=NOW, progress=told.append)) == []
    assert told == [3, 6, 9, 10]


@pytest.mark.parametrize("command", [("audit", "verify"), ("check_trail",)])
def test_given_a_whole_chain_then_the_command_says_so(clerk, capsys, command):
    record(clerk, count=2)
    call_command("audit", "seal")

    call_command(*command)

    assert "审计链完整，共2条。" in capsys.readouterr().out


# --- The head outside the database -----------------------------------------------------------


def test_given_daily_heads_then_the_file_only_grows_and_agrees_with_the_trail(clerk):
    record(clerk, count=2)
    audit.seal_trail(now=NOW)
    audit.export_head(now=NOW)
    first = heads_file().read_bytes()
    record(clerk)
    audit.seal_trail(now=NOW)
    audit.export_head(now=NOW + timedelta(days=1))

    assert heads_file().read_bytes().startswith(first)
    assert [line.split("\t")[1] for line in heads_file().read_text().splitlines()] == ["2", "3"]
    assert audit.last_head().entries == 3
    assert list(audit.faults_against(heads_file())) == []
    call_command("audit", "verify", "--against", str(heads_file()))


def test_given_a_trail_chained_anew_then_only_the_file_outside_shows_it(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)
    call_command("audit", "export-head")

    tamper(
        ("update zq_audit_entry set reason = '改写' where id = %s", rows[0].pk),
        ("delete from zq_audit_seal",),
    )
    audit.seal_trail(now=NOW)

    assert found() == []
    with pytest.raises(CommandError, match="封签3的摘要与.*导出的不同"):
        call_command("audit", "verify", "--against", str(heads_file()))


def test_given_a_trail_cut_off_at_its_end_then_only_the_file_outside_shows_it(clerk):
    rows = record(clerk, count=3)
    audit.seal_trail(now=NOW)
    audit.export_head(now=NOW)

    tamper(
        ("delete from zq_audit_seal where position = 3",),
        ("delete from zq_audit_entry where id = %s", rows[2].pk),
    )

    assert found() == []
    assert [fault.kind for fault in audit.faults_against(heads_file())] == ["head_differs"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [lines[0].replace("\t1\t", "\t2\t"), *lines[1:]],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[0], "不是链首", *lines[1:]],
    ],
)
def test_given_a_damaged_file_of_heads_then_the_line_is_named(clerk, damage, tmp_path):
    for _day in range(3):
        record(clerk)
        audit.seal_trail(now=NOW)
        audit.export_head(now=NOW)
    copy = Path(tmp_path / "copy.txt")
    copy.write_text("\n".join(damage(heads_file().read_text().splitlines())) + "\n")

    assert "file_broken" in [fault.kind for fault in audit.faults_against(copy)]
