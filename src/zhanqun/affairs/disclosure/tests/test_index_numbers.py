"""Index numbers: their form, who gets which, and that none is ever given twice or changed."""

import re
from datetime import date

import pytest

from disclosing import BUREAU_CODE
from zhanqun.affairs.disclosure.index_numbers import index_number, year_of
from zhanqun.affairs.disclosure.models import IndexNumber
from zhanqun.affairs.disclosure.services import PublisherFacts, change_publisher
from zhanqun.affairs.disclosure.services.numbering import IndexNumberFixed, IndexNumberTaken
from zhanqun.affairs.disclosure.tests.samples import anew, document, filed, retyped
from zhanqun.content.library import api as library
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


def test_given_a_filed_draft_put_aside_then_its_imported_number_is_free_for_the_next(publishers):
    town = publishers.town
    aside = document(publishers, index_no=STRAY[0])
    filed(publishers, aside)
    library.discard_article(uid=aside.uid, by=town.people["officer"], now=town.now)

    again = document(publishers, index_no=STRAY[0])

    assert str(filed(publishers, again).index) == STRAY[0]
    assert town.publish(anew(again)).index_no == STRAY[0]
