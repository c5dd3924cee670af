"""Days, links, structure and metadata: what the room finds by itself, beside checks of words."""

from datetime import date

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import findings, queries
from zhanqun.content.review.findings import KnownAddresses, Text
from zhanqun.content.review.findings.links import Link, link_findings
from zhanqun.core.attachments import api as attachments
from zhanqun.core.checks.api import Passage

PUBLISHED_ON = date(2026, 6, 16)  # a Tuesday
CELLS = "<tr><td>一</td><td>二</td></tr>"


def text_of(body, **facts):
    saved = library.Article(kind="news", title="公告", body=body, **facts)
    return Text.of(saved)


@pytest.mark.parametrize(
    ("words", "code", "there"),
    [
        ("会议定于2月30日召开", "time.no_such_day", "2月30日"),
        ("自2025年2月29日起施行", "time.no_such_day", "2025年2月29日"),
        ("２０２６年４月３１日前报送", "time.no_such_day", "２０２６年４月３１日"),
        ("定于13月5日", "time.no_such_day", "13月5日"),
        ("2026年6月16日（星期三）上午", "time.weekday", "2026年6月16日（星期三）"),
        ("6月18日 周五", "time.weekday", "6月18日 周五"),
        # 28 December 2025 was a Sunday; for a text of June 2026 December is the last one.
        ("12月28日（星期一）", "time.weekday", "12月28日（星期一）"),
        ("2024年2月29日，闰年", None, None),
        ("2026年6月16日（星期二）", None, None),
        ("12月28日（星期日）、12月28日（星期天）", None, None),
        ("2027年放假安排：6月18日（星期五）上班", None, None),
        ("农历2月30日", None, None),
        ("乘坐2月31号线", None, None),
        ("2026年1—6月30个项目", None, None),
    ],
)
def test_given_words_then_days_that_no_calendar_has_are_told(words, code, there):
    found = list(findings.day_findings(Passage("body", "正文", words), PUBLISHED_ON))

    assert [(row.code, row.matched) for row in found] == ([(code, there)] if code else [])
    assert all(words[row.start : row.end] == there for row in found)


@pytest.mark.parametrize(
    ("written", "effective", "expires", "codes"),
    [
        (date(2026, 6, 1), date(2026, 5, 1), None, ["time.before_in_force"]),
        (date(2026, 6, 1), date(2026, 7, 1), date(2026, 6, 15), ["time.ends_before"]),
        (date(2026, 6, 1), None, date(2026, 5, 1), ["time.ends_before"]),
        (date(2026, 6, 1), date(2026, 6, 1), date(2031, 6, 1), []),
        (None, date(2026, 6, 1), None, []),
    ],
)
def test_given_the_dates_of_a_document_then_their_order_is_checked(
    written, effective, expires, codes
):
    assert [row.code for row in findings.order_findings(written, effective, expires)] == codes


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (f"<table>{CELLS}{CELLS}</table>", ["body.table_head"]),
        (
            '<table><tr><td rowspan="2">一</td><td>二</td></tr><tr><td>三</td></tr>'
            f"{CELLS}</table>",
            ["body.table_head_merged"],
        ),
        (f"<table><tr><th>甲</th><th>乙</th></tr>{CELLS}</table>", []),
        (f"<table>{CELLS}</table>", []),
        ("<table><tr><td>一</td></tr><tr><td>二</td></tr></table>", []),
        ('<p>图</p><p><img src="/f/abcdef/x.png" alt=""></p>', ["body.picture_alt"]),
        ('<p>图</p><p><img src="/f/abcdef/x.png" alt="IMG_2024.JPG"></p>', ["body.picture_name"]),
        (
            '<p>图</p><p><img src="/f/abcdef/x.png" alt="微信图片_20260616"></p>',
            ["body.picture_name"],
        ),
        ('<p>图</p><p><img src="/f/abcdef/x.png" alt="大桥通车现场"></p>', []),
        ("<h2>一、总则</h2><h4>（一）</h4>", ["body.heading_order"]),
        ("<h3>（一）</h3><p>字</p>", ["body.heading_order"]),
        ("<h2>一</h2><h3>（一）</h3><h4>1.</h4><h2>二</h2>", []),
        ('<p>请<a href="https://www.gov.cn/">点击这里</a></p>', ["link.words"]),
        ('<p><a href="https://www.gov.cn/">【点击查看】</a></p>', ["link.words"]),
        ('<p><a href="https://www.gov.cn/">查看大桥通车公告</a></p>', []),
    ],
)
def test_given_a_body_then_what_machines_cannot_read_aloud_is_told(db, body, codes):
    text = text_of(library.clean_html(body).html)

    found = findings.structure_findings(text)

    assert [row.code for row in found] == codes
    for row in found:
        if row.field == "body":
            assert text.body[row.start : row.end] == row.matched != ""


KNOWN = KnownAddresses(
    own_hosts={"www.qingyun.gov.cn"},
    desk_host="desk.qingyun.gov.cn",
    articles={
        "0123456789": "/a/202606/xin-0123456789.html",
        "abcdefghjk": "",
    },
    files={"ab12cd34ef"},
)


@pytest.mark.parametrize(
    ("address", "code", "level"),
    [
        ("/a/202606/xin-0123456789.html", None, None),
        ("https://www.qingyun.gov.cn/a/202606/xin-0123456789.html", None, None),
        ("/a/202606/jiu-0123456789.html", "link.moved", "warn"),
        ("/a/202606/gao-abcdefghjk.html", "link.not_live", "warn"),
        ("/a/202606/wu-9999999999.html", "link.dead", "warn"),
        ("/f/ab12cd34ef/%E8%A1%A8.xlsx", None, None),
        ("/f/zz99zz99zz/x.pdf", "link.dead", "warn"),
        ("https://desk.qingyun.gov.cn/desk/articles/", "link.desk", "block"),
        ("/desk/articles/", "link.desk", "block"),
        ("http://localhost:8000/x", "link.inner", "block"),
        ("http://192.168.1.8/x.doc", "link.inner", "block"),
        ("http://10.1.2.3/", "link.inner", "block"),
        ("http://[::1]/", "link.inner", "block"),
        ("http://oa/notice", "link.inner", "block"),
        ("http://oa.city.local/", "link.inner", "block"),
        ("http://[broken/", "link.broken", "warn"),
        ("https://www.gov.cn/zhengce/", None, None),
        ("mailto:jtj@qingyun.gov.cn", None, None),
        ("#note-1", None, None),
        ("/zcwj/", None, None),
    ],
)
def test_given_an_address_then_what_readers_cannot_open_is_told(address, code, level):
    link = Link(address, "body", "正文", 4, 6, "通知")

    found = list(link_findings([link], KNOWN))

    assert [(row.code, row.level, row.start, row.matched) for row in found] == (
        [(code, level, 4, "通知")] if code else []
    )


def test_given_links_to_a_draft_a_live_text_and_a_file_then_only_what_is_missing_is_told(town):
    live, draft = town.published("已上线"), town.draft("草稿")
    file = attachments.store_attachment(
        name="表.txt", content=b"x", unit=town.bureau, by=town.people["officer"], now=town.now
    )
    host = town.portal.base_url
    body = (
        f'<p><a href="{live.address}">甲公告</a><a href="{host}{live.address}">乙公告</a>'
        f'<a href="/a/202606/cao-gao-{draft.code}.html">丙公告</a>'
        f'<a href="/f/{file.key}/x.txt">丁表格</a><a href="/f/gone00gone/x.txt">戊表格</a></p>'
    )

    found = queries.findings_of(town.draft(body=body), town.now)

    told = [(row.code, row.matched) for row in found if row.code.startswith("link.")]
    assert told == [("link.not_live", "丙公告"), ("link.dead", "戊表格")]


def test_given_kinds_then_each_is_asked_for_the_fields_of_its_kind(town):
    def missing(level, **facts):
        article = town.draft(**facts)
        found = queries.findings_of(article, town.now)
        return {row.field for row in found if row.code == "metadata.missing" and row.level == level}

    document = {"kind": "document", "column": town.column("zcwj")}
    assert missing("warn") == set()
    assert missing("warn", source="") == {"source"}
    assert missing("hint") == {"keywords", "summary"}
    assert missing("warn", **document) == {"number", "issuing_organs", "written_on", "topic_class"}
    assert missing("warn", kind="interpretation") == {"interprets"}
    full = {
        "number": "青交〔2026〕18号",
        "issuing_organs": ["市交通局"],
        "written_on": date(2026, 6, 1),
        "topic_class": "交通",
    }
    assert missing("warn", **document, **full) == set()
    assert missing("warn", **document, **full, validity="repealed") == {"expires_on"}


def test_given_hidden_parts_of_a_file_then_each_is_read_under_its_own_name():
    file = attachments.Attachment(name="名册.xlsx")
    file.parts = [["", "公开的表"], ["隐藏工作表“工资”", "工资表"], ["文档属性", "作者王某"]]

    passages = findings.passages._of_file(file)

    assert [(row.where, row.text) for row in passages] == [
        ("附件《名册.xlsx》的文件名", "名册.xlsx"),
        ("附件《名册.xlsx》", "公开的表"),
        ("附件《名册.xlsx》隐藏工作表“工资”", "工资表"),
        ("附件《名册.xlsx》文档属性", "作者王某"),
    ]


def test_given_a_version_then_every_word_that_readers_see_is_in_a_passage(db):
    body = (
        '<p>正文<a href="tel:0731-88888888">电话</a></p>'
        '<p><img src="/f/abcdef/x.png" alt="现场图"></p>'
    )
    words = {name: f"写在{name}里" for name in findings.passages.WORDS if name != "issuing_organs"}

    text = text_of(body, **words, issuing_organs=["甲局", "乙局"])

    read = {row.field: row.text for row in text.passages}
    assert read | words == read
    assert read["issuing_organs"] == "甲局、乙局"
    assert (read["body"], read["alt:1"], read["link:1"]) == ("正文电话", "现场图", "0731-88888888")
