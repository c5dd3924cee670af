"""Due dates of a million cases, in Python and in SQL, and after a change of the calendar.

Beside them what one would use without numbered days: a walk over the days by chinesecalendar,
and numpy's busday_offset. More than 0.3 s of processor time in Python, or 0.3 s in the database,
fails.
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from _scratch import installation, keep, percentile, table

CASES, WALKED, ROUNDS = 1_000_000, 20_000, 5
PYTHON_LIMIT_S = SQL_LIMIT_S = 0.3
FIRST, LAST = date(2023, 1, 1), date(2026, 8, 31)
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
SCHEMA = """
create table bench_case (
  id bigint primary key, start_on date not null, term_days int not null, due_on date not null,
  is_provisional boolean not null, is_open boolean not null
)
"""
COUNT = "select sum(after - date '2000-01-01') from ({counted}) one"
Cases = tuple[list[date], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=CASES)
    count = parser.parse_args().cases
    with installation():
        from zhanqun.core.workcalendar import api

        calendar = api.work_calendar()
        cases = _cases(count)
        dues = api.due_dates(*cases, calendar)
        _fill(cases, dues)
        rows = [
            ("ours, many at once", count, _seconds(lambda: api.due_dates(*cases, calendar))),
            ("ours, one by one", count, _seconds(lambda: _one_by_one(cases, calendar), 1)),
            ("ours, every day with its reason", WALKED, _seconds(lambda: _why(cases, calendar), 1)),
            *_others(cases, dues),
        ]
        sql = _in_sql(dues)
        table(
            ("way", "cases", "s", "s for all"),
            [(name, n, f"{s:.3f}", f"{s * count / n:.2f}") for name, n, s in rows],
        )
        print()
        table(("in the database", "rows written", "s"), [(n, w, f"{s:.3f}") for n, w, s in sql])
        keep({"cases": count, "python": rows, "sql": sql})
        found, counted = rows[0][2], sql[0][2]
        if found > PYTHON_LIMIT_S * count / CASES or counted > SQL_LIMIT_S * max(1, count / CASES):
            raise SystemExit(
                f"{found:.2f} s in Python, {counted:.2f} s in SQL;"
                f" at most {PYTHON_LIMIT_S} and {SQL_LIMIT_S} are allowed"
            )


def _cases(count: int) -> Cases:
    rng = random.Random(7)
    days = [FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)]
    return rng.choices(days, k=count), [rng.randint(2, 30) for _at in range(count)]


def _seconds(task: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _round in range(rounds):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return percentile(times, 0.5)


def _one_by_one(cases: Cases, calendar: object) -> None:
    from zhanqun.core.workcalendar import api

    for start, term in zip(*cases, strict=True):
        api.add_working_days(start, term, calendar)


def _why(cases: Cases, calendar: object) -> None:
    from zhanqun.core.workcalendar import api

    for start, term in zip(cases[0][:WALKED], cases[1][:WALKED], strict=True):
        api.explain(start, api.Term(term), calendar)


def _others(cases: Cases, dues: list[date]) -> list[tuple[str, int, float]]:
    """What one would use without us; answers are compared where they can be right."""
    import chinese_calendar
    import numpy

    walked: list[date] = []
    took = _seconds(lambda: _walk(cases, chinese_calendar.is_workday, walked), 1)
    assert walked == dues[:WALKED]
    starts, terms = numpy.array(cases[0], "datetime64[D]"), numpy.array(cases[1])
    return [
        ("a walk by chinesecalendar", WALKED, took),
        (
            "numpy busday_offset, knows no make-up days",
            len(dues),
            _seconds(lambda: numpy.busday_offset(starts, terms, roll="backward")),
        ),
    ]


def _walk(cases: Cases, works: Callable[[date], bool], found: list[date]) -> None:
    for start, term in zip(cases[0][:WALKED], cases[1][:WALKED], strict=True):
        day = start
        while term:
            day += timedelta(days=1)
            term -= works(day)
        found.append(day)


def _fill(cases: Cases, dues: list[date]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        with cursor.copy("copy bench_case from stdin") as copy:
            for at, row in enumerate(zip(*cases, dues, strict=True)):
                copy.write_row((at, *row, False, True))
        cursor.execute("vacuum analyze bench_case")


def _in_sql(dues: list[date]) -> list[tuple[str, int, float]]:
    """Counting alone, then a change that moves nothing, then one that moves a few."""
    from django.db import connection
    from psycopg import sql

    from zhanqun.core.workcalendar import api, queries, services
    from zhanqun.core.workcalendar.models import Calendar

    cases = api.DueTable("bench_case", is_open="c.is_open")
    calendar = Calendar.objects.get(unit=None)
    query = sql.SQL(COUNT).format(counted=cases.counted())
    times, total = [], 0
    with connection.cursor() as cursor:
        for _round in range(ROUNDS):
            start = time.perf_counter()
            cursor.execute(query, {"calendar": calendar.pk})
            total = cursor.fetchone()[0]
            times.append(time.perf_counter() - start)
    assert total == sum((due - date(2000, 1, 1)).days for due in dues)
    # The fastest: other work on the machine only adds to a time by the wall clock.
    rows = [(f"due dates of all, fastest of {ROUNDS}", 0, min(times))]

    def move(name: str, span: api.Span) -> None:
        start = time.perf_counter()
        moved = api.move_due_dates(cases, calendar, span, len(dues))
        rows.append((name, len(moved), time.perf_counter() - start))

    move("all looked at, none moved", api.Span(FIRST, date(2027, 12, 31)))
    facts = services.NoticeFacts(
        text="9月14日放假1天。", year=2026, is_annual=False, title="加放一天"
    )
    seen = queries.seen_of(None)
    services.enter_notice(facts=facts, seen=seen, is_checked=True, by=None, now=NOW)
    move("one day off, moved alone", api.Span(date(2026, 9, 14), date(2026, 9, 14)))
    return rows


if __name__ == "__main__":
    main()
