"""Slugs."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanqun.content.library import slugs
from zhanqun.content.library.slugs import slug_for


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("浚县", "xun-xian"),
        ("台州市", "tai-zhou-shi"),
        ("曾参", "zeng-shen"),
        ("重庆市长寿区", "chong-qing-shi-chang-shou-qu"),
        ("湖南省长沙市市长", "hu-nan-sheng-chang-sha-shi-shi-zhang"),
        ("银行行长会议", "yin-hang-hang-zhang-hui-yi"),
        ("全面推行河长制", "quan-mian-tui-xing-he-zhang-zhi"),
        ("长治市", "chang-zhi-shi"),
        ("单县与单位", "shan-xian-yu-dan-wei"),
        ("六安、六合区", "lu-an-lu-he-qu"),
        ("江都、都匀、都昌", "jiang-du-du-yun-du-chang"),
        ("国办发〔2014〕57号", "guo-ban-fa-2014-57-hao"),
        ("１－10月GDP增长", "1-10-yue-gdp-zeng-zhang"),
        ("Café 开业", "cafe-kai-ye"),
        ("绿色", "lv-se"),
    ],
)
def test_given_a_title_then_its_slug_is_read_as_a_native_would(title, slug):
    assert slug_for(title) == slug


@pytest.mark.parametrize("title", ["", "———", "？！", "🙂", "𠮷𬭚", "\ue863", "\ud800", "абв"])
def test_given_nothing_readable_then_the_slug_is_never_empty(title):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_for(title))


def test_given_rare_characters_among_known_ones_then_the_known_remain():
    assert slug_for("刘䶮与𠮷祥") == slug_for("刘䶮与祥")
    assert slug_for("刘䶮与𠮷祥").startswith("liu-")


def test_given_a_long_title_then_it_is_cut_between_syllables():
    slug = slug_for("关于加强政府网站信息内容建设的意见" * 100)

    assert slug == "guan-yu-jia-qiang-zheng-fu-wang-zhan-xin-xi-nei-rong-jian"
    assert len(slug_for("关" * 10, max_length=9)) == 9
    assert slug_for("abcdefghij", max_length=4) == "abcd"


@given(st.text(max_size=50), st.integers(min_value=1, max_value=60))
def test_given_any_text_then_the_slug_is_safe_in_an_address_and_stable(title, max_length):
    slug = slug_for(title, max_length)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= max_length
    assert slug_for(title, max_length) == slug


def test_given_the_first_titles_of_a_process_at_once_then_all_are_read_with_all_readings():
    slugs._load_readings.cache_clear()
    together = Barrier(4)

    def first(title: str) -> str:
        together.wait(10)
        return slug_for(title)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(first, ["江都、都匀、六安"] * 4)) == {"jiang-du-du-yun-lu-an"}
