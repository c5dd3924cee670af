"""Legacy pages."""

import csv
import re
from datetime import date, datetime

import pytest
from lxml import etree

from zhanqun.content.library.dates import BEIJING
from zhanqun.content.library.importing.html_pages import read_html
from zhanqun.content.library.rich_text_reading import TextNestedTooDeep
from zhanqun.content.library.tests.shared import shared

NEWS = """<html><head><title>青云县召开春耕会议_青云县人民政府网</title></head><body>
<div class=nav><a href=/a>首页</a><a href=/b>新闻</a></div><h1>青云县召开春耕会议</h1>
<div>发布时间：2024-03-05 10:11:12 来源：县农业农村局</div><div class=some-unknown-name>
<p>3月4日，县里召开春耕生产工作会议，传达上级部署，安排全县春耕生产工作，县领导出席并讲话。</p>
<p>会议要求，各乡镇要压实责任，保障农资供应，抓好田间管理，确保粮食生产任务完成。</p>
<p>会议强调，要加强农机检修和安全培训，<a href="files/名单.xls">名单见附件</a>。</p></div>
<div class=foot>主办：青云县人民政府 <a href=/c>联系我们</a></div></body></html>"""


def expected_pages():
    with shared("real/html/expected.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_given_every_real_page_then_body_title_number_and_dates_are_as_expected():
    for expected in expected_pages():
        page = read_html(shared(f"real/html/{expected['file']}").read_bytes())
        written = re.search(r"written on ([\d-]+)", expected["notes"])

        assert len(page.text) > 100, expected["file"]
        if expected["title"]:
            assert page.title == expected["title"]
        assert str(page.number or "") == expected["doc_no"], expected["file"]
        if published := expected["published"]:
            assert str(page.published_on) == published[:10]
            at = (
                datetime.fromisoformat(published).replace(tzinfo=BEIJING)
                if ":" in published
                else None
            )
            assert page.published_at == at
        if written:
            assert str(page.written_on) == written[1]
        is_list = "list" in expected["page_kind"] or "home" in expected["page_kind"]
        assert (page.page_kind == "list") == is_list, expected["file"]


def test_given_gb_pages_under_a_wrong_claim_then_rare_characters_survive():
    page = read_html(shared("real/html/gb_trs_zhangshu_list_gb18030_rare_chars.html").read_bytes())

    assert all(character in page.text for character in "䶮㙍喆")


def test_given_a_page_of_two_issuers_then_both_are_named():
    page = read_html(shared("real/html/ucap_joint_issuer_1996_25.html").read_bytes())

    assert page.issuing_organs == ["国务院办公厅", "中央军委办公厅"]
    assert page.index_number == "000014349/1996-00077"
    assert page.topic == "国防\\国防动员"


def test_given_a_page_with_meta_tags_then_its_address_source_and_attachment_are_read():
    page = read_html(shared("real/html/hanweb_lishui_doc_2023.html").read_bytes())

    assert page.url.startswith("http://www.lishui.gov.cn/art/2023/10/23/")
    assert (page.source, page.issuing_organs) == ("市府办", ["丽水市人民政府"])
    assert [file.name[-4:] for file in page.attachments] == [".pdf"]
    assert page.attachments[0].url.startswith("http://www.lishui.gov.cn/module/")


def test_given_a_document_page_then_title_and_number_are_not_repeated_in_its_body():
    page = read_html(shared("real/html/ucap_guobanfa_2018_123.html").read_bytes())

    assert page.text.startswith("各省、自治区、直辖市人民政府")
    assert page.text.endswith("2018年12月7日\n（此件公开发布）")


def test_given_a_long_table_then_every_row_arrives():
    source = shared("real/html/ucap_big_table_1996_32.html").read_bytes()
    root = etree.fromstring(source, etree.HTMLParser(encoding="utf-8"))
    (container,) = root.xpath("//*[@id='UCAP-CONTENT']")

    page = read_html(source)

    for tag in ("table", "tr", "td"):
        assert page.body_html.count(f"<{tag}") == len(container.xpath(f".//{tag}"))


def test_given_a_page_of_unknown_make_then_the_article_is_found_by_its_text():
    page = read_html(NEWS.encode(), base_url="http://www.example.cn/xw/1.html")

    assert page.title == "青云县召开春耕会议"
    assert page.text.startswith("3月4日，县里召开")
    assert "联系我们" not in page.text
    assert page.published_at == datetime(2024, 3, 5, 10, 11, 12, tzinfo=BEIJING)
    assert page.source == "县农业农村局"
    assert page.attachments[0].url == "http://www.example.cn/xw/files/名单.xls"


@pytest.mark.parametrize(
    ("declared", "head"),
    [("gbk", ""), (None, "<meta charset=gb2312>"), (None, ""), ("utf-8", "")],
)
def test_given_gbk_bytes_then_the_page_reads_whatever_is_declared(declared, head):
    source = NEWS.replace("<head>", f"<head>{head}").replace("县领导", "县领导刘䶮")

    page = read_html(source.encode("gb18030"), declared)

    assert "刘䶮" in page.text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>",
        "<html></html>",
        "<frameset><frame src=a></frameset>",
        "<!-- x",
        "\x00",
        "<a>x</a>",
    ],
)
def test_given_a_page_without_an_article_then_it_comes_as_what_it_is(source):
    page = read_html(source.encode())

    assert page.warnings
    assert page.written_on is None


def test_given_nesting_beyond_what_can_be_read_then_the_page_is_refused_and_not_cut():
    with pytest.raises(TextNestedTooDeep):
        read_html(("<div>" * 6000 + "深处").encode())


def test_given_an_irregular_number_then_it_is_kept_as_received_and_told():
    table = "<table><tr><td>文 号：</td><td>青政办〔24〕3号</td></tr></table>"
    page = read_html(NEWS.replace("<h1>", table + "<h1>").encode())

    assert (page.number, page.number_text) == (None, "青政办〔24〕3号")
    assert "青政办〔24〕3号" in page.warnings[0]


def test_given_a_table_of_facts_then_chinese_dates_in_it_are_read():
    table = (
        "<table><tr><th>成文日期</th><td>二〇二四年三月一日</td><th>发布日期</th>"
        "<td>2024年3月5日</td></tr><tr><th>文号</th><td>青政办〔2024〕3号</td></tr></table>"
    )
    page = read_html(NEWS.replace("<h1>", table + "<h1>").encode())

    assert (page.written_on, page.published_on) == (date(2024, 3, 1), date(2024, 3, 5))
    assert str(page.number) == "青政办〔2024〕3号"
