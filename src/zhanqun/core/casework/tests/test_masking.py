"""What is public names no person: numbers, houses, names, passwords in titles; and likeness."""

import csv
import re

import pytest

from zhanqun.core.casework import duplicates
from zhanqun.core.casework.masking import (
    masked_mail,
    masked_name,
    masked_number,
    masked_text,
    masked_title,
    without_password,
)
from zhanqun.core.workcalendar.tests.shared import shared


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("甄测一", "甄某某"),
        ("甄测", "甄某"),
        ("欧阳明", "欧阳某"),
        ("𠮷野", "𠮷某"),
        ("青云市第一建筑公司", "青云市第一建筑公司"),
        ("John Smith", "J**"),
        ("", ""),
    ],
)
def test_given_a_name_then_the_family_name_stays(name, shown):
    assert masked_name(name) == shown


def test_given_numbers_and_mail_then_the_ends_stay():
    assert masked_number("13800001234") == "138****1234"
    assert masked_number("5550123") == "*****23"
    assert masked_number("12") == "**"
    assert masked_mail("zhence@qq.com") == "z***@qq.com"


def test_p016_given_a_person_in_a_title_then_the_public_one_names_nobody():
    title = "我叫甄测一，电话13800001234，邻居噪音"

    assert masked_title(title) == "我叫甄某某，电话138****1234，邻居噪音"


def test_given_a_text_then_persons_go_and_streets_stay():
    text = "本人甄测，住星河路12号3栋2单元501室，身份证11010119900307109X，学校在星河路旁。"

    shown = masked_text(text, names=["甄测"]).text

    assert shown == ("本人甄某，住星河路（已隐去），身份证110101********109X，学校在星河路旁。")


def test_p010_given_a_short_name_then_it_is_not_covered_inside_other_words():
    shown = masked_text("听到消息很高兴，高兴先生说高兴街要修。", names=["高兴"]).text

    assert shown == "听到消息很高兴，高某先生说高兴街要修。"


@pytest.mark.parametrize(
    ("title", "public"),
    [
        ("路口停车问题（密码123456）", "路口停车问题"),
        ("揽景苑违建 密000", "揽景苑违建"),
        ("有没有天理（查询密码012345）", "有没有天理"),
        ("投诉龙湾多个开发商理由（密码123", "投诉龙湾多个开发商理由"),
        ("塑胶操场的问题，密码六个1", "塑胶操场的问题"),
        ("咨询银行密码锁更换", "咨询银行密码锁更换"),
        ("密度板厂污染2015年未治理", "密度板厂污染2015年未治理"),
    ],
)
def test_p080_given_a_password_in_a_title_then_it_is_not_public(title, public):
    assert masked_title(title) == public


def test_p080_given_1193_real_titles_then_no_public_one_carries_a_password():
    path = shared("real/letters/letter_headers_neijiang_1200.csv")
    titles = [row["title"] for row in csv.DictReader(path.open(encoding="utf-8"))]

    marked = [title for title in titles if without_password(title)[1]]

    assert len(titles) == 1193
    assert len(marked) >= 14
    left = [title for title in titles if re.search(r"密码?\W*\d", masked_title(title))]
    assert left == []


def test_given_texts_then_likeness_finds_copies_and_lets_others_be():
    one = "星河路从学校到桥头的路灯坏了一个月，晚上看不见路，请派人来修，谢谢。"
    copy = "星河路从学校到桥头的路灯坏了一个月，晚上看不见路！请派人来修。"
    other = "想问新生入学需要带哪些材料，户口不在本地可以报名吗？"

    assert duplicates.likeness(one, copy) > 0.8
    assert duplicates.likeness(one, other) == 0
    assert set(duplicates.bands_of(one)) & set(duplicates.bands_of(copy))
    assert not set(duplicates.bands_of(one)) & set(duplicates.bands_of(other))
    assert duplicates.bands_of("") == []


def test_given_the_same_letter_twice_then_staff_see_the_other(bureaus):
    from zhanqun.core.casework import api

    first, second = bureaus.held("路灯"), bureaus.held("路灯又坏")
    hidden = bureaus.open("路灯")

    found = api.similar_to(first, bureaus.people["roads"])

    assert [(case, round(share, 1)) for case, share in found] == [(second, 1.0)]
    seen = {case for case, _share in api.similar_to(first, bureaus.people["office"])}
    assert seen == {second, hidden}
