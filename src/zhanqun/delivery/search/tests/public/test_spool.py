"""What was searched is written down without persons."""

import os
from datetime import date, datetime, timedelta

import pytest

from zhanqun.delivery.search.public import spool
from zhanqun.delivery.search.tests.public.conftest import SITE
from zhanqun.foundation import clock

NOW = datetime(2026, 6, 16, 23, 59, 30, tzinfo=clock.BEIJING)


def test_given_searches_then_each_new_question_is_counted_by_day_site_and_words(public_sites):
    with clock.fixed(NOW):
        for query in ("渡口", "渡口&page=2", "渡口&year=2021", "ＦＥＲＲＹ　Rules", "，。"):
            public_sites.get(f"/search?q={query}", **{"user-agent": "a-browser"})
        public_sites.get("/search/api/v1?q=渡口")
        public_sites.get("/search")

    (file,) = (public_sites.root / "queries").glob("*")
    os.utime(file, (0, 0))
    assert spool.complete_files(NOW) == [file]
    assert dict(spool.sums_of(file)) == {
        spool.Asking(date(2026, 6, 16), SITE, "渡口", True): 2,
        spool.Asking(date(2026, 6, 16), SITE, "ferry rules", False): 1,
    }
    assert "browser" not in file.read_text(encoding="utf-8")


def test_given_a_file_of_this_minute_then_it_is_left_alone(public_sites):
    spool.note(site_id=SITE, words="渡口", total=1, now=clock.now())

    assert spool.complete_files(clock.now()) == []
    assert len(spool.complete_files(clock.now() + 2 * spool.SETTLED)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "110101199003070011的低保",
        "１３８０００１２３４５",
        "138 0001 2345 是谁",
        "6222 0200 1234 5678",
        "王某某电话 0099-6012345",
        "我叫张三住在青云市江滨大道一号昨天在渡口被人打了请问应该找哪个部门处理这件事情谢谢",
    ],
)
def test_given_words_that_may_name_a_person_then_they_are_never_written(
    public_sites, spooled, words
):
    answer = public_sites.get(f"/search?q={words}")

    assert answer.status_code == 200
    assert spooled() == ""


@pytest.mark.parametrize(
    "words", ["青政规〔2026〕4号", "2026年12月31日", "12345热线", "国办发[2017]47号"]
)
def test_given_numbers_of_documents_and_days_then_they_are_kept(words):
    assert spool.may_be_kept(spool.folded(words))


def test_given_a_line_that_a_crash_left_half_written_then_the_others_count(public_sites):
    for _time in range(2):
        spool.note(site_id=SITE, words="渡口", total=0, now=NOW - timedelta(days=1))
    (file,) = (public_sites.root / "queries").glob("*")
    with file.open("a", encoding="utf-8") as written:
        written.write('["2026-06-1')

    assert dict(spool.sums_of(file)) == {spool.Asking(date(2026, 6, 15), SITE, "渡口", False): 2}


def test_given_a_spool_that_cannot_be_written_then_the_search_answers(public_sites):
    folder = public_sites.root / "queries"
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")

    assert public_sites.get("/search?q=渡口").status_code == 200
    folder.unlink()
