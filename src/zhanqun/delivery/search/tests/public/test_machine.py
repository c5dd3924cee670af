"""The search for programs: what it answers is what its description promises."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator

from zhanqun.delivery.search.api import BestBet, Lexicon, PlannedBet
from zhanqun.delivery.search.public import machine
from zhanqun.delivery.search.tests.public.conftest import (
    DOCUMENT,
    ELSEWHERE,
    ENGLISH,
    HOST,
    REPEALED,
    SITE,
)

OPENAPI = json.loads(Path(machine.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
API = OPENAPI["paths"]["/search/api/v1"]["get"]


def faults_of(told, schema):
    """Where an answer differs from the schema of this name in the description."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(told)]


def test_given_the_description_then_it_is_openapi_3_1_and_is_served(public_sites):
    answer = public_sites.get("/search/openapi.json")

    assert answer.json() == OPENAPI
    assert list(OpenAPIV31SpecValidator(OPENAPI).iter_errors()) == []


def test_given_words_then_the_answer_is_as_described_and_says_what_the_page_says(public_sites):
    bet = BestBet("渡口服务热线", "https://www.qingyun.gov.cn/dukou", "")
    public_sites.teach(Lexicon(bets=(PlannedBet("渡口", bet, SITE),)))

    answer = public_sites.get("/search/api/v1?q=渡口&validity=in_force")

    told = answer.json()
    assert faults_of(told, "Answer") == []
    assert (told["total"], told["pages"], told["page"]) == (1, 1, 1)
    (hit,) = told["hits"]
    assert hit["title"] == DOCUMENT.title
    assert hit["url"] == f"http://{HOST}{DOCUMENT.path}"
    assert hit["kind"] == {"value": "document", "label": "政策文件"}
    assert hit["validity"]["label"] == "有效"
    assert {"text": "渡口", "hit": True} in hit["title_marks"]
    assert told["best_bets"][0]["title"] == "渡口服务热线"
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "public, max-age=1"


@pytest.mark.parametrize(
    "query",
    ["q=大桥&scope=all", "q=河长&page=3&order=date", "q=珊瑚礁", "q=尖括号", "q=度口安全管理"],
)
def test_given_any_answer_then_it_is_as_described(public_sites, query):
    assert faults_of(public_sites.get(f"/search/api/v1?{query}").json(), "Answer") == []


def test_given_pages_then_each_text_comes_once(public_sites):
    pages = [public_sites.get(f"/search/api/v1?q=河长&page={n}").json()["hits"] for n in (1, 2, 3)]

    assert [len(hits) for hits in pages] == [10, 10, 5]
    assert len({hit["uid"] for hits in pages for hit in hits}) == 25


@pytest.mark.parametrize(
    ("query", "code", "parameters"),
    [
        ("", "search.nothing_asked", {"q"}),
        ("q=%20", "search.nothing_asked", {"q"}),
        ("q=渡口&page=0&order=newest", "search.bad_parameter", {"page", "order"}),
        ("q=渡口&year=二零二六", "search.bad_parameter", {"year"}),
        ("q=渡口&kind=secret", "search.bad_parameter", {"kind"}),
        ("q=，。！", "search.refused", set()),
    ],
)
def test_given_a_question_that_makes_no_sense_then_a_problem_document_says_why(
    public_sites, query, code, parameters
):
    answer = public_sites.get(f"/search/api/v1?{query}")

    told = answer.json()
    assert answer.status_code == told["status"] == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert faults_of(told, "Problem") == []
    assert told["code"] == code
    assert set(told["parameters"]) == parameters


def test_given_no_index_then_programs_are_told_to_come_back(public_sites, settings, tmp_path):
    settings.ZHANQUN_SEARCH_ROOT = tmp_path / "empty"

    answer = public_sites.get("/search/api/v1?q=渡口")

    assert answer.status_code == 503
    assert faults_of(answer.json(), "Problem") == []


def test_given_the_address_without_a_version_then_it_leads_to_the_newest(public_sites):
    answer = public_sites.get("/search/api?q=a&page=2")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/search/api/v1?q=a&page=2"


def test_given_what_was_typed_then_titles_and_hot_words_complete_it(public_sites):
    public_sites.teach(Lexicon(hot={SITE: ("渡口时刻表",)}))

    typed, words = public_sites.get("/search/complete?q=渡口").json()
    nothing = public_sites.get("/search/complete?q=").json()

    assert typed == "渡口"
    assert words[0] == "渡口时刻表"
    assert {DOCUMENT.title, REPEALED.title} <= set(words)
    assert ELSEWHERE.title not in words
    assert nothing == ["", ["渡口时刻表"]]


@pytest.mark.parametrize(("host", "name"), [(HOST, "青云市人民政府"), (ENGLISH, "Qingyun City")])
def test_given_a_browser_then_the_description_tells_it_how_to_search(public_sites, host, name):
    answer = public_sites.get("/search/opensearch.xml", host=host)

    root = etree.fromstring(answer.content)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    templates = {e.get("type"): e.get("template") for e in root.findall("o:Url", space)}
    assert root.findtext("o:ShortName", namespaces=space) == name
    assert templates["text/html"].startswith(f"http://{host}/search?q={{searchTerms}}")
    assert "application/x-suggestions+json" in templates
