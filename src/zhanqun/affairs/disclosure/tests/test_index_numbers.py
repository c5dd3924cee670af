"""Index numbers: their form, who gets which, and that none is ever given twice or changed."""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connections
from wagtail.models import Locale

from disclosing import BUREAU_CODE, found_publishers
from zhanqun.affairs.disclosure import queries
from zhanqun.affairs.disclosure.index_numbers import index_number, year_of
from zhanqun.affairs.disclosure.models import IndexNumber
from zhanqun.affairs.disclosure.services import PublisherFacts, change_publisher
from zhanqun.affairs.disclosure.services.numbering import IndexNumberFixed, IndexNumberTaken
from zhanqun.affairs.disclosure.tests.samples import anew, document, filed, retyped
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review

NATIONAL = re.compile(r"^[0-9A-Z]{9}/(19|20)[0-9]{2}-[0-9]{5}$")
LOCAL = re.compile(r"^[0-9A-Z]{18}/(19|20)[0-9]{2}(0[1-9]|1[0-2])?-[0-9]{5}$")
STRAY = ("0142768-8/2022-00185", "035210000/2025-00016", "sggzyjyzx/2024-00002")


def test_given_the_two_official_forms_then_numbers_are_written_in_them():
    assert index_number("000014349", 2014, 143) == "000014349/2014-00143"
    assert NATIONAL.match(index_number("000014349", 2014, 143))
    assert LOCAL.match(index_number(BUREAU_CODE, 2026, 7))


def test_given_an_old_document_published_later_then_its_own_year_counts():
    assert year_of(date(1981, 5, 4), date(2018, 3, 1)) == 1981
    assert year_of(None, date(2018, 3, 1)) == 2018


def test_given_a_document_when_handed_in_then_the_version_that_is_approved_bears_its_number(
    publishers,
):
    town = publishers.town
    article = document(publishers)

    live = town.publish(article)

    assert live.index_no == f"{BUREAU_CODE}/2026-00001"
    assert review.Submission.objects.get().digest == live.live_digest


def test_given_news_or_a_unit_that_is_no_publisher_then_no_number_is_given(publishers):
    town = publishers.town
    assert town.published().index_no == ""
    assert not IndexNumber.objects.exists()


def test_given_a_number_then_it_survives_a_new_code_of_the_organ_and_new_versions(publishers):
    town = publishers.town
    live = town.publish(document(publishers))
    facts = PublisherFacts(town.bureau_site, "MB0000001", "city")
    change_publisher(
        uid=publishers.bureau.uid, facts=facts, by=publishers.people["desk"], now=town.now
    )

    retyped(publishers, live, title="关于桥梁养护的通知（修订）")
    again = town.publish(anew(live))
    other = town.publish(document(publishers, "青交〔2026〕5号"))

    assert again.index_no == f"{BUREAU_CODE}/2026-00001"
    assert other.index_no == "MB0000001/2026-00001"


@pytest.mark.parametrize("typed", ["11990100MB0000001A/2026-00009", ""])
def test_given_a_published_number_when_changed_or_emptied_then_it_is_refused(publishers, typed):
    live = publishers.town.publish(document(publishers))

    with pytest.raises(IndexNumberFixed):
        retyped(publishers, live, index_no=typed)

    assert library.working_copy(anew(live)).index_no == live.index_no


@pytest.mark.parametrize("stray", STRAY)
def test_given_an_imported_number_of_another_form_then_it_is_kept(publishers, stray):
    live = publishers.town.publish(document(publishers, index_no=stray))
    assert live.index_no == stray
    assert not IndexNumber.objects.get(article=live).is_generated


def test_given_an_imported_number_of_our_form_then_the_next_document_gets_another(publishers):
    document(publishers, index_no=f"{BUREAU_CODE}/2026-00001")
    other = publishers.town.publish(document(publishers, "青交〔2026〕5号"))
    assert other.index_no == f"{BUREAU_CODE}/2026-00002"


def test_given_a_typed_number_that_another_has_then_filing_and_handing_in_name_it(publishers):
    document(publishers, index_no=STRAY[0], title="先编的一份")
    second = document(publishers, "青交〔2026〕5号", index_no=STRAY[0])

    with pytest.raises(IndexNumberTaken, match="先编的一份"):
        filed(publishers, second)
    with pytest.raises(IndexNumberTaken, match="先编的一份"):
        publishers.town.submit(second)
    retyped(publishers, second, index_no=STRAY[1])
    assert publishers.town.publish(anew(second)).index_no == STRAY[1]


def test_given_a_draft_put_aside_then_its_generated_number_is_not_given_again(publishers):
    town = publishers.town
    aside = document(publishers)
    filed(publishers, aside)
    library.discard_article(uid=aside.uid, by=town.people["officer"], now=town.now)

    assert str(filed(publishers, document(publishers, "青交〔2026〕5号")).index).endswith("00002")


def test_given_200_filings_and_hand_ins_at_once_then_no_number_or_place_is_given_twice(
    cloned_database, kept_town
):
    publishers = found_publishers(kept_town.restore())
    town = publishers.town
    uids = [row.uid for row in _bare_drafts(publishers, 190)]
    uids += [document(publishers, f"青交〔2026〕{at}号").uid for at in range(1, 11)]

    def act(at: int) -> None:
        try:
            article = Article.objects.select_related("unit").get(uid=uids[at])
            if at < 190:
                filed(publishers, article)
            else:
                review.submit(uid=article.uid, by=town.people["officer"], now=town.now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, random.sample(range(200), 200)))

    given = sorted(IndexNumber.objects.values_list("text", flat=True))
    assert given == [index_number(BUREAU_CODE, 2026, serial) for serial in range(1, 201)]
    bearing = library.articles_visible_to(town.people["officer"]).exclude(index_no="")
    assert bearing.count() == 10
    positions = queries.listed(publishers.bureau, "all").values_list("position", flat=True)
    assert list(positions) == list(range(1, 31))


def _bare_drafts(publishers, count: int) -> list[Article]:
    town, now = publishers.town, datetime(2026, 6, 16, tzinfo=UTC)
    locale, _made = Locale.objects.get_or_create(language_code="zh-hans")
    rows = [
        Article(
            kind="document",
            unit=town.bureau,
            author=town.people["officer"],
            created_at=now,
            updated_at=now,
            locale=locale,
            live=at < 30,
            first_published_at=now,
            last_published_at=now,
            title=f"第{at}号文件",
            written_on=date(2026, 6, 8),
        )
        for at in range(count)
    ]
    return Article.objects.bulk_create(rows)
