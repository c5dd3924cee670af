"""The layout of official documents."""

from datetime import date

import pytest

from zhanqun.content.library.importing.official_layout import (
    organs_of_title,
    recognise,
    split_organs,
    without_repeated_head,
)
from zhanqun.content.library.rich_text import clean_html
from zhanqun.content.library.rich_text_writing import to_text


def layout_of(*lines):
    html = "".join(
        f'<p align="center">{line[1:]}</p>' if line.startswith("^") else f"<p>{line}</p>"
        for line in lines
    )
    return recognise(clean_html(html).blocks)


def test_given_a_red_headed_document_then_mark_number_title_and_signature_are_read():
    layout = layout_of(
        "000123", "特急", "^青云市人民政府办公室文件", "青政办发〔2026〕 3 号　　签发人：王某",
        "^关于印发政府网站管理办法的", "^通知", "各县（区）人民政府，市政府各部门：",
        "现将办法印发给你们，请遵照执行。", "青云市人民政府办公室", "2026年3月2日",
        "（此件公开发布）", "^政府网站管理办法", "第一条 为了加强管理，制定本办法。",
        "2025年1月1日",
    )  # fmt: skip

    assert layout.organs == ["青云市人民政府办公室"]
    assert str(layout.number) == "青政办发〔2026〕3号"
    assert layout.title == "关于印发政府网站管理办法的通知"
    assert layout.recipients == "各县（区）人民政府，市政府各部门"
    assert layout.written_on == date(2026, 3, 2)
    assert to_text(layout.body).startswith("各县（区）人民政府")


def test_given_the_form_of_government_sites_then_the_number_stands_under_the_title():
    layout = layout_of(
        "^青云市财政局、青云市教育局", "^关于做好资助工作的通知", "^青财教〔2026〕12号", "各学校：",
        "请认真做好。", "青云市财政局　青云市教育局", "二〇二六年五月十一日",
    )  # fmt: skip

    assert layout.title == "青云市财政局、青云市教育局关于做好资助工作的通知"
    assert layout.organs == ["青云市财政局", "青云市教育局"]
    assert str(layout.number) == "青财教〔2026〕12号"
    assert layout.written_on == date(2026, 5, 11)


def test_given_a_signature_and_date_in_one_line_then_both_are_read():
    layout = layout_of("^通告", "自即日起施行。", "青云市公安局 2026年5月1日")

    assert (layout.title, layout.organs) == ("通告", ["青云市公安局"])
    assert layout.written_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    "lines",
    [
        ["3月4日，会议召开。", "会议自2024年3月4日起，至2024年3月5日止。"],
        ["正文没有标题，只有一句话。"],
        [],
        ["施行日期：2026年5月1日"],
    ],
)
def test_given_no_official_layout_then_nothing_is_made_up(lines):
    layout = layout_of(*lines)

    assert (layout.title, layout.number, layout.written_on, layout.organs) == ("", None, None, [])
    assert len(layout.body) == len(lines)


@pytest.mark.parametrize(
    ("title", "organs"),
    [
        ("国务院办公厅转发国家教委关于扩大规模请示的通知", ["国务院办公厅"]),
        ("国务院办公厅、中央军委办公厅关于加强管理的通知", ["国务院办公厅", "中央军委办公厅"]),
        ("1-10月县固定资产投资结构趋稳", []),
        ("办好群众关于就医的小事", []),
    ],
)
def test_given_a_title_then_the_organs_it_begins_with_are_known(title, organs):
    assert organs_of_title(title) == organs


def test_given_names_then_only_a_list_of_organs_is_taken_for_organs():
    assert split_organs("市财政局 市教育局") == ["市财政局", "市教育局"]
    assert split_organs("总理　李某某") == []
    assert split_organs("") == []


def test_given_a_body_that_does_not_begin_with_the_title_then_nothing_is_cut():
    blocks = clean_html("<p>关于放假</p><p>的公告如下</p>").blocks

    assert without_repeated_head(blocks, "关于放假的公告", "") == blocks
    assert without_repeated_head(blocks, "", "") == blocks
