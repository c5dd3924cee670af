"""Lines of the spool become counts, once each."""

import os
from datetime import date, datetime, timedelta

import pytest

from zhanqun.delivery.search.editing import services
from zhanqun.delivery.search.editing.models import QueryCount
from zhanqun.delivery.search.models import ChangeKind, SearchChange
from zhanqun.delivery.search.public import spool
from zhanqun.foundation import clock

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=clock.BEIJING)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHANQUN_SEARCH_ROOT = tmp_path


def written(town, words, total=1, now=NOW):
    spool.note(site_id=town.portal.site_id, words=words, total=total, now=now)
    for file in spool.root().glob("*"):
        os.utime(file, (0, 0))


def counts():
    rows = QueryCount.objects.order_by("day", "words")
    return [(row.day, row.words, row.count, row.zero) for row in rows]


def test_given_spooled_searches_then_they_are_added_by_day_and_words(town):
    written(town, "渡口")
    written(town, "渡口", total=0, now=NOW + timedelta(minutes=1))
    written(town, "珊瑚礁", total=0)
    assert services.sum_spool(now=NOW) == 3
    written(town, "渡口", now=NOW + timedelta(minutes=5))
    assert services.sum_spool(now=NOW) == 1

    assert counts() == [
        (date(2026, 6, 16), "渡口", 3, 1),
        (date(2026, 6, 16), "珊瑚礁", 1, 1),
    ]
    assert list(spool.root().glob("*")) == []
    assert SearchChange.objects.filter(kind=ChangeKind.LEXICON).exists()


def test_given_a_run_that_died_before_it_deleted_the_file_then_nothing_counts_twice(town):
    written(town, "渡口")
    (file,) = spool.root().glob("*")
    kept = file.with_suffix(".kept")
    os.link(file, kept)
    services.sum_spool(now=NOW)
    kept.rename(file)

    assert services.sum_spool(now=NOW) == 0
    assert counts() == [(date(2026, 6, 16), "渡口", 1, 0)]


def test_given_a_site_that_is_gone_then_its_lines_are_passed_over(town):
    spool.note(site_id=999_999, words="渡口", total=1, now=NOW)
    written(town, "低保")

    services.sum_spool(now=NOW)

    assert [row[1] for row in counts()] == ["低保"]


def test_given_the_time_to_keep_is_over_then_counts_go(town):
    written(town, "渡口")
    services.sum_spool(now=NOW)

    assert services.forget_old_counts(today=date(2026, 12, 13), keep_days=180) == 0
    assert services.forget_old_counts(today=date(2026, 12, 14), keep_days=180) == 1
