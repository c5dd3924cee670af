import gzip
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from zhanqun.delivery.staticsite.api import PublishedFile
from zhanqun.delivery.usage import counting, storing
from zhanqun.delivery.usage.counting import count_visits
from zhanqun.delivery.usage.models import DaySalt, LogPosition, PageDay, SiteDay, SiteHour
from zhanqun.delivery.usage.tests.lines import line, visit

# Tuesday 16 June 2026, 08:00 in Beijing.
EIGHT = datetime(2026, 6, 16, 0, tzinfo=UTC)
TODAY = date(2026, 6, 16)


def at(hours=0.0, minutes=0.0):
    return (EIGHT + timedelta(hours=hours, minutes=minutes)).timestamp()


def later(hours):
    return EIGHT + timedelta(hours=hours)


@pytest.fixture
def log(settings, tmp_path) -> Path:
    settings.ZHANQUN_VISIT_LOGS = [str(tmp_path / "visits.log*")]
    return tmp_path / "visits.log"


@pytest.fixture
def bureau(town):
    """The bureau's site with three published pages."""
    article = town.published("青云江大桥恢复通车")
    town.page = article.address
    town.list = town.column("gzdt")
    standing = {
        ("home", ""): "/index.html",
        ("column", str(town.list.pk)): "/gzdt/index.html",
        ("article", str(article.uid)): town.page,
        ("message", "404"): "/404.html",
    }
    for (kind, key), path in standing.items():
        PublishedFile.objects.create(
            site_id=town.bureau_site.site_id,
            kind=kind,
            key=key,
            path=path,
            status=200,
            sha256="0" * 64,
            size_bytes=1,
            changed_at=town.now,
        )
    return town


def add(log, *lines):
    with log.open("ab") as file:
        file.writelines(each + b"\n" for each in lines)


def views():
    return dict(PageDay.objects.values_list("path", "views"))


def test_given_visits_then_they_are_summed_by_page_column_site_and_hour(bureau, log):
    add(
        log,
        *visit("/", at(0, 5)),
        *visit(bureau.page, at(0, 6)),
        *visit(bureau.page, at(0, 50), network="203.0.114"),
        *visit("/gzdt/", at(1, 2)),
        line("/404.html", at(1, 3)),
        *visit("/invented-to-fill-the-table.html", at(1, 4)),
        line("/gzdt/", at(1, 5), network="198.51.100", agent="curl/8.14.1"),
    )

    counted = count_visits(later(2.1))

    assert (counted.hours, counted.lines, counted.malformed) == (2, 12, 0)
    assert views() == {"/index.html": 1, bureau.page: 2, "/gzdt/index.html": 1}
    by_column = {row.path: row.column_id for row in PageDay.objects.all()}
    assert by_column == {
        "/index.html": None,
        bureau.page: bureau.list.pk,
        "/gzdt/index.html": bureau.list.pk,
    }
    hours = SiteHour.objects.order_by("hour").values_list("hour", "views", "robots")
    assert list(hours) == [(EIGHT, 3, 0), (later(1), 1, 1)]
    day = SiteDay.objects.get()
    assert (day.day, day.views, day.robots, day.visitors) == (TODAY, 4, 1, 2)


def test_given_an_hour_that_is_not_over_then_it_waits_and_nothing_is_counted_twice(bureau, log):
    add(log, *visit("/", at(0, 5)), *visit("/gzdt/", at(1, 5)))

    runs = [count_visits(later(hours)).hours for hours in (0.9, 1.5, 1.9, 2.1, 2.2)]

    assert runs == [0, 1, 0, 1, 0]
    assert views() == {"/index.html": 1, "/gzdt/index.html": 1}


def test_given_rotation_and_compression_then_lines_are_read_on_where_they_were_left(bureau, log):
    add(log, *visit("/", at(0, 5)), *visit("/", at(1, 5)))
    count_visits(later(1.1))
    old = log.rename(log.with_name("visits.log.1"))
    add(log, *visit("/", at(2, 5)))
    packed = log.with_name("visits.log.1.gz")
    packed.write_bytes(gzip.compress(old.read_bytes()))
    old.unlink()

    count_visits(later(3.1))
    log.rename(log.with_name("visits.log.2"))
    count_visits(later(4.1))

    assert views() == {"/index.html": 3}
    assert dict(LogPosition.objects.values_list("name", "is_done")) == {
        "visits.log.1.gz": True,
        "visits.log": False,  # its name of the last round that found something
    }


def test_given_a_round_that_breaks_off_then_the_hour_is_counted_again_once(
    bureau, log, monkeypatch
):
    add(log, *visit("/", at(0, 5)))
    real = storing._add_days
    monkeypatch.setattr(storing, "_add_days", lambda *facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        count_visits(later(1.1))
    monkeypatch.setattr(storing, "_add_days", real)

    count_visits(later(1.1))

    assert views() == {"/index.html": 1}


def test_given_broken_lines_then_they_are_counted_as_such_and_hold_up_nothing(bureau, log):
    add(
        log,
        b"not a line of ours",
        *visit("/", at(0, 5)),
        b"9999999999.000\t203.0.113\t200\t" + b"x" * 100,
        b"y" * 100_000,
        *visit("/", at(0, 6)),
    )
    with log.open("ab") as file:
        file.write(b"1781568300.000\t203.0.113\t200\tjtj.qingyun.lo")  # being written

    counted = count_visits(later(1.1))

    assert counted.views == 2
    assert LogPosition.objects.get().malformed == 3
    assert views() == {"/index.html": 2}
    with log.open("ab") as file:
        file.write(b"calhost\t/\tx\n")
    add(log, *visit("/", at(1, 6)))
    assert count_visits(later(2.1)).views == 1


def test_given_several_machines_then_a_readers_page_and_stylesheet_may_come_from_two(bureau, log):
    page, stylesheet = visit("/", at(0, 5))
    add(log, page)
    add(log.with_name("visits.log.second"), stylesheet)

    assert count_visits(later(1.1)).views == 1


def test_given_a_day_that_is_over_then_nothing_tells_its_visitors_apart_any_more(bureau, log):
    add(log, *visit("/", at(0, 5)))
    count_visits(later(1.1))
    kept = SiteDay.objects.get()
    assert (len(kept.sketch), DaySalt.objects.count()) == (4096, 1)

    count_visits(later(24))

    kept.refresh_from_db()
    assert (bytes(kept.sketch), kept.visitors, kept.views) == (b"", 1, 1)
    assert not DaySalt.objects.exists()
    add(log, *visit("/", at(0, 30), network="203.0.114"))
    count_visits(later(24))
    kept.refresh_from_db()
    assert (kept.visitors, kept.views) == (1, 2)


def test_given_old_figures_then_pages_and_hours_go_and_days_stay(bureau, log, settings):
    add(log, *visit("/", at(0, 5)))
    count_visits(later(1.1))

    counting.forget_old(later(24 * settings.ZHANQUN_VISITS_DAYS))
    assert PageDay.objects.exists()
    counting.forget_old(later(24 * (settings.ZHANQUN_VISITS_DAYS + 2)))

    kept = [model.objects.count() for model in (PageDay, SiteHour, SiteDay, LogPosition)]
    assert kept == [0, 0, 1, 0]


def test_given_figures_then_no_table_holds_an_address_or_a_browser(bureau, log):
    add(log, *visit("/", at(0, 5)))
    count_visits(later(1.1))

    stored = Counter(
        str(value)
        for model in (PageDay, SiteHour, SiteDay, LogPosition, DaySalt)
        for row in model.objects.values_list()
        for value in row
    )

    assert not [value for value in stored if "203.0.113" in value or "Mozilla" in value]
