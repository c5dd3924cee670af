"""The search page of a site: what a reader asks and gets, without a database."""

import re
from datetime import date, datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from zhanqun.content.pages.tests.html_check import faults, parse
from zhanqun.delivery.search.api import BestBet, Lexicon, PlannedBet
from zhanqun.delivery.search.public.asking import QUERY_LENGTH
from zhanqun.delivery.search.tests.public.conftest import (
    DOCUMENT,
    ELSEWHERE,
    ENGLISH,
    OTHER,
    REPEALED,
    SITE,
)
from zhanqun.foundation import clock


def body_of(answer):
    return answer.content.decode()


def hits_of(answer):
    root, _faults = parse(body_of(answer))
    (hits,) = [e for e in root.all("ol") if e.attrs.get("class") == "p-hits"] or [None]
    return list(hits.all("a")) if hits else []


def titles_of(answer):
    return [link.text() for link in hits_of(answer)]


def test_given_words_when_searched_then_the_page_is_valid_and_shows_what_was_found(public_sites):
    answer = public_sites.get("/search?q=渡口")

    page = body_of(answer)
    assert answer.status_code == 200
    assert faults(page) == []
    assert "<title>渡口：搜索结果</title>" in page
    assert set(titles_of(answer)) == {DOCUMENT.title, REPEALED.title}
    assert '<mark class="p-hit__mark">渡口</mark>' in page
    for fact in ("青政规〔2026〕4号", "青云市人民政府", "2026-06-12", "市政府文件", "有效", "废止"):
        assert fact in page
    assert 'value="渡口"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    assert not answer.cookies


def test_given_the_scope_when_the_cluster_is_chosen_then_other_sites_are_found_there(public_sites):
    here = public_sites.get("/search?q=大桥")
    everywhere = public_sites.get("/search?q=大桥&scope=all")
    there = public_sites.get("/search?q=大桥", host=OTHER)

    assert titles_of(here) == []
    assert "在全站群的网站里找" in body_of(here)
    assert titles_of(everywhere) == [ELSEWHERE.title]
    assert hits_of(everywhere)[0].attrs["href"] == f"http://{OTHER}{ELSEWHERE.path}"
    assert "青云市交通运输局" in body_of(everywhere)
    assert hits_of(there)[0].attrs["href"] == ELSEWHERE.path


def test_given_filters_then_each_is_a_link_with_its_count_and_can_be_taken_off(public_sites):
    page, _faults = parse(body_of(public_sites.get("/search?q=渡口&year=2021")))
    by_class = {
        name: [e for e in page.all("a") if e.attrs.get("class") == name]
        for name in ("p-chosen__link", "p-narrow__choice")
    }

    (chosen,) = by_class["p-chosen__link"]
    assert chosen.attrs["href"] == "/search?q=" + quote("渡口")
    assert "2021" in chosen.text()
    assert titles_of(public_sites.get("/search?q=渡口&year=2021")) == [REPEALED.title]
    assert titles_of(public_sites.get("/search?q=渡口&validity=in_force")) == [DOCUMENT.title]
    assert titles_of(public_sites.get("/search?q=渡口&organ=青云市人民政府")) == [DOCUMENT.title]
    both, _faults = parse(body_of(public_sites.get("/search?q=渡口")))
    choices = {
        e.text().split()[0]: e.text().split()[1]
        for e in both.all("a")
        if e.attrs.get("class") == "p-narrow__choice"
    }
    assert choices["2026"] == choices["2021"] == choices["有效"] == choices["废止"] == "1"


def test_given_many_hits_then_pages_are_numbered_and_the_order_can_be_by_date(public_sites):
    first = public_sites.get("/search?q=河长&order=date")
    last = public_sites.get("/search?q=河长&order=date&page=3")
    beyond = public_sites.get("/search?q=河长&page=9")

    assert titles_of(first)[0] == "河长制工作简报第24期"
    assert titles_of(last)[-1] == "河长制工作简报第0期"
    assert len(titles_of(last)) == 5
    assert 'rel="next"' in body_of(first)
    assert 'rel="next"' not in body_of(last)
    assert "order=date&amp;page=2" in body_of(first)
    assert "没有这一页" in body_of(beyond)


def test_given_nothing_found_then_the_page_says_what_to_do(public_sites):
    public_sites.teach(Lexicon(hot={SITE: ("公积金",), None: ("低保",)}))

    page = body_of(public_sites.get("/search?q=珊瑚礁"))

    assert faults(page) == []
    assert "没有找到与" in page
    assert 'href="/map.html"' in page
    assert "/search?q=" + quote("公积金") in page


def test_given_a_slip_when_nothing_is_found_then_another_spelling_is_offered(public_sites):
    page, _faults = parse(body_of(public_sites.get("/search?q=度口安全管理")))

    offered = [e for e in page.all("p") if "您要找的是不是" in e.text()]
    assert offered
    assert "渡口" in offered[0].text()


def test_given_nothing_typed_then_hot_words_are_offered(public_sites):
    public_sites.teach(Lexicon(hot={SITE: ("公积金",), None: ("低保",)}))

    page = body_of(public_sites.get("/search"))

    assert faults(page) == []
    assert "大家在搜" in page
    assert "公积金" in page


def test_given_a_best_bet_then_it_stands_on_top_while_it_holds(public_sites):
    bet = BestBet("渡口服务热线", "https://www.qingyun.gov.cn/dukou", "拨打12328。")
    public_sites.teach(Lexicon(bets=(PlannedBet("渡口", bet, SITE, until=date(2026, 6, 30)),)))

    with clock.fixed(datetime(2026, 6, 30, 12, tzinfo=clock.BEIJING)):
        during = body_of(public_sites.get("/search?q=渡口"))
    with clock.fixed(datetime(2026, 7, 1, 12, tzinfo=clock.BEIJING)):
        after = body_of(public_sites.get("/search?q=渡口"))

    assert faults(during) == []
    assert during.index("渡口服务热线") < during.index("p-hits")
    assert "推荐" in during
    assert "渡口服务热线" not in after


def test_given_the_english_edition_then_every_word_of_the_page_is_english(public_sites):
    page = body_of(public_sites.get("/search?q=ferry", host=ENGLISH))
    none = body_of(public_sites.get("/search?q=nothing-like-this", host=ENGLISH))

    for html in (page, none):
        main = re.search(r"<main.*</main>", html, re.S)[0]
        without_data = re.sub(
            r'<p class="p-hit__meta">.*?</p>|<aside.*?</aside>|<details.*?</details>',
            "",
            main,
            flags=re.S,
        )
        assert re.findall(r"[\u3400-\u9fff]+", without_data) == []
    assert "Ferry" in page


def test_given_script_in_query_and_titles_then_it_is_text(public_sites):
    hostile = '"><script>alert(3)</script>尖括号'

    for query in (quote(hostile), quote("尖括号")):
        page = body_of(public_sites.get(f"/search?q={query}"))
        assert faults(page) == []
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_given_a_host_without_a_site_then_nothing_is_told(public_sites):
    assert public_sites.get("/search?q=渡口", host="nobody.qingyun.localhost").status_code == 404


def test_given_the_wrong_method_then_it_is_refused(public_sites):
    answer = Client(headers={"host": "www.qingyun.localhost"}).post("/search", {"q": "渡口"})

    assert answer.status_code == 405


def test_given_the_database_away_then_the_search_answers(public_sites):
    """Tests of this file may not use the database: what touched it would fail here."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()

    assert public_sites.get("/search?q=渡口").status_code == 200
    assert public_sites.get("/search/api/v1?q=渡口").status_code == 200
    assert public_sites.get("/search/complete?q=渡").status_code == 200


BAD = {
    "long": "渡口安全管理" * 1667,
    "letters": "a" * 10_000,
    "punctuation": "，。！？《》、；：“”（）—…",
    "quotes": '"渡口 安全',
    "quotes_cjk": "“渡口 安全 ”“",
    "regex": "(a+)+$" * 20 + "(.*)*" * 20,
    "operators": "title:* AND ( NOT OR ~ ^8 [a TO",
    "null": "渡\0口",
    "emoji": "🚢👨‍👩‍👧‍👦",
    "extension_b": "𠚺𤧟𣲗村",
    "controls": "\u202e渡口\u200b\u2028\x07",
    "surrogate": "\ufffd\ufffd",
    "blank": "   　 ",
}


@pytest.mark.parametrize("typed", BAD.values(), ids=BAD)
@pytest.mark.parametrize("path", ["/search", "/search/api/v1", "/search/complete"])
def test_given_bad_input_then_there_is_an_answer_or_a_clear_message(public_sites, path, typed):
    answer = public_sites.get(f"{path}?q={quote(typed)}")

    assert answer.status_code in {200, 400}
    if path == "/search":
        assert answer.status_code == 200
        assert faults(body_of(answer)) == []
        assert "\0" not in body_of(answer)
        if len(typed) > QUERY_LENGTH:
            assert "只按开头的部分查找" in body_of(answer)
    elif answer.status_code == 400:
        assert answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["q=%ff%fe%E6%B8", "q=%00", "q=%", "page=%ff&q=渡口", "q=渡口&q=桥"]
)
def test_given_a_broken_address_then_the_page_answers(public_sites, query):
    answer = public_sites.get(f"/search?{query}")

    assert answer.status_code == 200
    assert faults(body_of(answer)) == []


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=101", "page=x", "year=99999999999999", "kind=%27--", "scope=x", "site=-1"],
)
def test_given_filters_that_make_no_sense_then_the_page_ignores_them(public_sites, query):
    answer = public_sites.get(f"/search?q=渡口&{query}")

    assert set(titles_of(answer)) == {DOCUMENT.title, REPEALED.title}


def test_given_no_index_yet_then_the_page_says_so_and_that_it_passes(
    public_sites, settings, tmp_path
):
    settings.ZHANQUN_SEARCH_ROOT = tmp_path / "empty"

    answer = public_sites.get("/search?q=渡口")

    assert answer.status_code == 503
    assert "检索正在恢复" in body_of(answer)
    assert faults(body_of(answer)) == []


def test_given_filters_alone_then_they_stay_when_words_are_added(public_sites):
    page = public_sites.get("/search?kind=document&scope=all").content.decode()

    assert "符合条件的信息" in page and "按条件查找" in page
    assert '<input type="hidden" name="kind" value="document">' in page
    assert '<input type="hidden" name="scope" value="all">' in page
    assert DOCUMENT.title in page
