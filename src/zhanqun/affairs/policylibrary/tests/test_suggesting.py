"""What a text says that it does to other documents."""

import pytest
from django.test import Client

from zhanqun.affairs.policylibrary.models import Relation
from zhanqun.affairs.policylibrary.suggesting import suggestions

RULES = "关于印发治超规定的通知"
KNOWN = ("青交", "青政办发")


def told(title, text):
    return [(str(s.kind), s.title, s.number, s.note) for s in suggestions(title, text, KNOWN)]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            RULES,
            "本规定自2024年1月1日起施行，《治超办法》（青交〔2015〕3号）同时废止。",
            [("repeals", "治超办法", "青交〔2015〕3号", "")],
        ),
        (RULES, "原青交[2015]第3号文件同时废止。", [("repeals", "", "青交〔2015〕3号", "")]),
        (
            RULES,
            "《甲办法》（青交〔2015〕3号）、《乙办法（试行）》（青交〔2016〕7号）停止执行。",
            [
                ("repeals", "甲办法", "青交〔2015〕3号", ""),
                ("repeals", "乙办法（试行）", "青交〔2016〕7号", ""),
            ],
        ),
        (
            RULES,
            "《治超办法》（青交〔2015〕3号）第三条、第五条同时废止。",
            [("partly", "治超办法", "青交〔2015〕3号", "第三条、第五条")],
        ),
        (
            "青云市人民政府关于修改《青云市市容条例实施办法》的决定",
            "现决定作如下修改。",
            [("amends", "青云市市容条例实施办法", "", "")],
        ),
        (
            "关于转发《国务院办公厅关于治超的意见》的通知",
            "请遵照执行。",
            [("forwards", "国务院办公厅关于治超的意见", "", "")],
        ),
        (
            RULES,
            "为贯彻落实《关于治超的意见》（国办发〔2023〕12号）精神，制定本规定。",
            [("implements", "关于治超的意见", "国办发〔2023〕12号", "")],
        ),
        (
            RULES,
            "本规定代替《治超办法》（青交〔2015〕3号）。",
            [("replaces", "治超办法", "青交〔2015〕3号", "")],
        ),
        (RULES, "《治超办法》（青交〔2015〕3号）尚未废止的条款继续有效。", []),
        (RULES, "根据《公路法》，处以罚款。", []),
    ],
)
def test_given_the_words_of_a_text_then_the_relation_is_told(title, text, expected):
    assert told(title, text) == expected


def test_given_a_draft_that_repeals_then_its_page_offers_it_and_one_press_registers(documents):
    old = documents.published(number="青交〔2015〕3号")
    body = "<p>《青云市治理超限超载办法》（青交[2015]3号）自2024年1月1日起废止。</p>"
    new = documents.draft("青云市治理超限超载规定", number="青交〔2023〕9号", body=body)
    client = Client()
    client.force_login(documents.town.people["officer"])
    address = f"/desk/articles/{new.uid}/"
    page = client.get(address).content.decode()
    key = suggestions(new.title, "《青云市治理超限超载办法》（青交〔2015〕3号）废止")[0].key
    assert f'value="relate:{key}"' in page

    form = {"base_revision": new.latest_revision_id, "title": new.title, "number": new.number}
    form |= {"body": body, "act": f"relate:{key}", "openness": "proactive"}
    assert client.post(address, form).status_code == 302

    row = Relation.objects.get()
    assert (row.newer_id, row.older_id, row.kind) == (new.pk, old.pk, "repeals")
    assert f'value="relate:{key}"' not in client.get(address).content.decode()


def test_given_an_earlier_edition_of_the_same_title_then_its_repeal_is_offered():
    text = "本办法自公布之日起施行。《青云市供热管理办法》（青交〔2015〕3号）同时废止。"

    found = suggestions("青云市供热管理办法", text, ["青交"])

    assert [(one.kind, one.number) for one in found] == [("repeals", "青交〔2015〕3号")]
