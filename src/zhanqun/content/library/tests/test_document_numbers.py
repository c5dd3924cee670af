"""Document numbers."""

import pytest
import yaml

from zhanqun.content.library.document_numbers import (
    NotADocumentNumber,
    find_in_text,
    is_never_public,
    never_public_numbers_in,
    normalise,
    parse,
)
from zhanqun.content.library.tests.numbers_of_the_norms import REAL, WRONG
from zhanqun.content.library.tests.shared import shared


@pytest.mark.parametrize("text", REAL)
def test_given_a_real_number_then_it_parses_and_is_its_own_normal_form(text):
    number = parse(text)

    assert number.text == text
    assert normalise(text) == (number, ())


@pytest.mark.parametrize("text", WRONG)
def test_given_a_counter_example_then_it_is_refused(text):
    with pytest.raises(NotADocumentNumber) as refusal:
        parse(text)

    assert refusal.value.facts == {"text": text}


def test_given_the_norms_beside_the_repository_then_all_their_examples_hold():
    norms = yaml.safe_load(shared("norms/documents.yaml").read_text(encoding="utf-8"))
    examples = norms["document_number"]
    wrong = [example["text"] for example in examples["must_not_match"]]

    assert [parse(text).text for text in examples["must_match"]] == examples["must_match"]
    for text in wrong:
        with pytest.raises(NotADocumentNumber):
            parse(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("国办发明电〔2018〕15号", ("国办发明电", 2018, 15, "normal")),
        ("国令第707号", ("国令", None, 707, "order")),
        ("国家标准公告2020年第26号", ("国家标准公告", 2020, 26, "announcement")),
    ],
)
def test_given_each_form_then_its_parts_are_named(text, parts):
    number = parse(text)

    assert (number.code, number.year, number.serial, number.form) == parts


@pytest.mark.parametrize(
    ("typed", "normal", "changes"),
    [
        ("国发[2019]5号", "国发〔2019〕5号", 0),
        ("国发（2019）5号", "国发〔2019〕5号", 0),
        ("国发【２０１９】５号", "国发〔2019〕5号", 0),
        (" 国发 〔2019〕\u3000 5 号\n", "国发〔2019〕5号", 0),
        ("国发〔2019〕第5号", "国发〔2019〕5号", 1),
        ("国发(2019)第005号", "国发〔2019〕5号", 2),
        ("国令711号", "国令第711号", 1),
        ("国令第0711号", "国令第711号", 1),
    ],
)
def test_given_a_number_as_typed_then_it_is_read_and_changes_are_told(typed, normal, changes):
    number, warnings = normalise(typed)

    assert number.text == normal
    assert len(warnings) == changes


@pytest.mark.parametrize("typed", ["国发〔2019〕5号文", "国发〔19〕5号", "2019年5号", "", "国发"])
def test_given_what_no_tolerance_explains_then_the_text_as_typed_is_refused(typed):
    with pytest.raises(NotADocumentNumber) as refusal:
        normalise(typed)

    assert refusal.value.facts == {"text": typed}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("要根据中发〔1994〕8号精神", ["中发〔1994〕8号"]),
        (
            "《通知》（国发[2019]5号）和鲁政办发〔2020〕10号",
            ["国发〔2019〕5号", "鲁政办发〔2020〕10号"],
        ),
        ("依照国令第711号及广东省人民政府令第118号", ["国令第711号", "广东省人民政府令第118号"]),
        ("住房和城乡建设部令第37号", ["住房和城乡建设部令第37号"]),
        ("根据和政办发〔2020〕1号", ["和政办发〔2020〕1号"]),
        ("国家标准公告2020年第26号所列", ["国家标准公告2020年第26号"]),
        ("国办发〔2014〕\n57 号", ["国办发〔2014〕57号"]),
        ("二〇一九年五月，共5号楼（2019）", []),
    ],
)
def test_given_running_text_then_numbers_are_found_without_the_words_before(text, numbers):
    found = find_in_text(text)

    assert [str(one.number) for one in found] == numbers
    assert all(normalise(text[one.start : one.end])[0] == one.number for one in found)


def test_given_codes_of_our_own_units_then_they_decide_where_a_number_begins():
    text = "市政府常务会议审议青政发〔2026〕3号"

    assert str(find_in_text(text, ["青政发"])[0].number) == "青政发〔2026〕3号"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("X委密电〔2021〕3号", True),
        ("市委密电（2021）3号", True),
        ("X委 密电 [2021] 3号", True),
        ("国办秘函〔2019〕19号", False),
        ("国办发明电〔2018〕15号", False),
        ("密政发〔2021〕3号", False),
    ],
)
def test_p054_given_a_number_of_a_secret_class_then_the_number_alone_blocks(text, secret):
    assert is_never_public(text) is secret


def test_p054_given_other_configured_codes_then_those_block():
    assert is_never_public("青机发〔2021〕3号", ["机发"])
    assert not is_never_public("X委密电〔2021〕3号", ["机发"])


def test_p053_given_secret_numbers_in_a_text_then_they_are_listed():
    text = "按照X委密电〔2021〕3号要求；附件2：〔密电〕；开展保密电话培训，共2021人。"

    assert never_public_numbers_in(text) == ["按照X委密电〔2021〕3号", "〔密电〕"]
    assert never_public_numbers_in(text, []) == []
