"""The trail: records a second, seals a second, links checked a second, and the page at a million.

Ratios stand beside a plain INSERT of the same row through the driver: into the trail's own table,
and into one without triggers and without a chain. Fewer than 1,000 records a second in one
transaction fail (each in its own, the disk decides), and so does a page slower than a second.
"""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

from _scratch import installation, keep, percentile, table

ACTS, SEALED, ROWS = 2000, 20_000, 1_000_000
RECORDS_LEAST, PAGE_MS_MOST, ROUNDS = 1000, 1000, 3
COLUMNS = (
    "uid, at, action, actor_id, actor_name, object_type, object_uid, object_label, unit_id,"
    " before, after, reason, succeeded, source_ip"
)


def main() -> None:
    with installation():
        from town import build_town

        town = build_town()
        writing = _writing(town)
        chain = _chain(town)
        pages = _pages(town)
    table(("records a second", "in one transaction", "each in its own"), writing)
    plain = writing[0]
    ratios = [
        (name, *(f"{speed / other:.2f}" for speed, other in zip(speeds, plain[1:], strict=True)))
        for name, *speeds in writing[1:]
    ]
    print()
    table(("beside a plain INSERT, unchained", "in one transaction", "each in its own"), ratios)
    print()
    table(("the chain", "a second"), chain)
    print()
    table((f"the page at {ROWS:,} entries", "median ms", "max ms"), pages)
    keep({"writing": writing, "ratios": ratios, "chain": chain, "pages": pages, "rows": ROWS})
    if (speed := writing[-1][1]) < RECORDS_LEAST:
        raise SystemExit(f"{speed} records a second; at least {RECORDS_LEAST} are asked for")
    if (most := max(row[1] for row in pages)) > PAGE_MS_MOST:
        raise SystemExit(f"a page takes {most} ms; at most {PAGE_MS_MOST} are allowed")


def _writing(town) -> list[tuple[str, int, int]]:
    from django.db import connection

    from zhanqun.core.audit import api as audit

    officer = town.people["officer"]
    after = {"digest": "a" * 64, "revision": 12}
    with connection.cursor() as cursor:
        cursor.execute("create table bench_plain (like zq_audit_entry including all)")

    def insert_into(name: str) -> Callable[[], None]:
        statement = (
            f"insert into {name} ({COLUMNS}) values"
            " (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        )

        def insert() -> None:
            values = (
                uuid4(), town.now, "library.saved", officer.pk, str(officer), "zq_units.user",
                str(officer.uid), str(officer), officer.unit_id, "{}", json.dumps(after), "", True,
                "10.1.2.3",
            )  # fmt: skip
            with connection.connection.cursor() as cursor:
                cursor.execute(statement, values)

        return insert

    def record() -> None:
        audit.record("library.saved", officer, by=officer, at=town.now, after=after)

    return [
        ("plain INSERT, unchained table", *_speeds(insert_into("bench_plain"))),
        ("plain INSERT, the trail", *_speeds(insert_into("zq_audit_entry"))),
        ("audit.record()", *_speeds(record)),
    ]


def _speeds(act: Callable[[], None]) -> tuple[int, int]:
    """Acts a second in one transaction, and each in its own."""
    from django.db import transaction

    found = []
    for whole, single in ((transaction.atomic, nullcontext), (nullcontext, transaction.atomic)):
        start = time.perf_counter()
        with whole():
            for _act in range(ACTS):
                with single():
                    act()
        found.append(round(ACTS / (time.perf_counter() - start)))
    return found[0], found[1]


def _chain(town) -> list[tuple[str, int]]:
    from zhanqun.core.audit import api as audit

    _fill(town, SEALED)
    start, count = time.perf_counter(), 0
    while done := audit.seal_trail(now=town.now):
        count += done
    sealing = round(count / (time.perf_counter() - start))
    start = time.perf_counter()
    assert list(audit.faults(now=town.now)) == []
    checking = round(count / (time.perf_counter() - start))
    return [("entries sealed", sealing), ("links checked", checking)]


def _pages(town) -> list[tuple[str, int, int]]:
    from django.db import connection
    from django.test import Client

    _fill(town, ROWS)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    client = Client()
    client.force_login(town.people["auditor"])
    day = f"{town.now - timedelta(days=400):%Y-%m-%d}"
    asked = {
        "newest": {},
        "a person": {"who": "签发人"},
        "a person of whom there is nothing": {"who": "无此人"},
        "a unit": {"unit": town.other.pk},
        "an act": {"what": "review.withdrawn"},
        "what failed": {"result": "failed"},
        "a title": {"record": "第99998号"},
        "a title of which there is none": {"record": "第77777777号"},
        "two characters of a title": {"record": "工作"},
        "a word of a reason": {"text": "疏浚"},
        "a reason of which there is none": {"text": "从未写过的理由"},
        "an address": {"text": "10.0.3.9"},
        "one day, long ago": {"since": day, "until": day},
        "a person, an act, since a day": {"who": "信息员", "what": "library.saved", "since": day},
    }
    return [(name, *_time(client, "/desk/trail/", query)) for name, query in asked.items()]


def _time(client, path: str, query: dict[str, object]) -> tuple[int, int]:
    took = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(path, query).status_code == 200
        took.append((time.perf_counter() - start) * 1000)
    return round(percentile(took, 0.5)), round(max(took))


def _fill(town, rows: int) -> None:
    """Entries of several people, acts, days and units, as a few busy years would leave them."""
    from django.db import connection

    people = [town.people[name] for name in ("officer", "reviewer", "signer", "stranger")]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into zq_audit_entry"
            f" ({COLUMNS}) select gen_random_uuid(), %s::timestamptz - (%s - n) * interval '47 s',"
            " (array['library.saved', 'library.created', 'review.passed', 'review.published',"
            " 'review.withdrawn'])[case when n %% 1000 = 7 then 5 else 1 + n %% 4 end],"
            " (%s::bigint[])[1 + n %% 4], (%s::text[])[1 + n %% 4], 'zq_library.article',"
            " md5((n / 9)::text), '第' || n / 9 || '号工作动态', (%s::bigint[])[1 + n %% 4], '{}',"
            " '{\"revision\": 12}', case when n %% 50000 = 3 then '航道疏浚' else '' end,"
            " n %% 5000 <> 9, ('10.0.' || n %% 7 || '.' || n %% 250)::inet"
            " from generate_series(1, %s) as n",
            [
                town.now,
                rows,
                [person.pk for person in people],
                [str(person) for person in people],
                [person.unit_id for person in people],
                rows,
            ],
        )


if __name__ == "__main__":
    main()
