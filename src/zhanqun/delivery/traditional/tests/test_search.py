"""The search below /tc/: asked in either writing, answered in traditional characters."""

import json

import pytest

from zhanqun.content.pages.tests.html_check import faults
from zhanqun.delivery.search.tests.public.conftest import ENGLISH

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["渡口安全", "渡口安全管理辦法"])
def test_given_words_below_tc_then_what_was_found_is_told_in_traditional_characters(
    public_sites,  # noqa: F811
    words,
):
    answer = public_sites.get(f"/tc/search?q={words}")

    page = answer.content.decode()
    assert (answer.status_code, faults(page)) == (200, [])
    assert '<html lang="zh-Hant"' in page
    assert "搜尋結果" in page or "搜索結果" in page
    assert "青政規〔2026〕4號" in page
    assert f'value="{words}"' in page  # what was asked stands as it was written
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, max-age=1", "noindex")


def test_given_the_search_page_below_tc_then_every_further_question_stays_there(
    public_sites,  # noqa: F811
):
    page = public_sites.get("/tc/search?q=渡口").content.decode()

    assert '<form role="search" action="/tc/search"' in page
    assert 'data-complete="/tc/search/complete"' in page
    assert 'href="/tc/search?' in page and 'href="/search?' not in page
    assert 'href="/search/opensearch.xml"' in page


def test_given_a_word_begun_below_tc_then_the_words_offered_are_traditional(
    public_sites,  # noqa: F811
):
    answer = public_sites.get("/tc/search/complete?q=河长")

    assert answer["Content-Type"].startswith("application/x-suggestions+json")
    assert any("河長制" in word for word in json.loads(answer.content)[1])


def test_given_a_site_in_english_then_there_is_no_search_below_tc(public_sites):  # noqa: F811
    answer = public_sites.get("/tc/search?q=ferry", host=ENGLISH)

    assert answer.status_code == 404
