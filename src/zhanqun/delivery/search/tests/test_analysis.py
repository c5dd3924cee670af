"""Texts and queries become the same terms, and what is marked is the raw text."""

import pytest

from zhanqun.content.library.document_numbers import parse
from zhanqun.delivery.search.analysis.folding import fold, folded
from zhanqun.delivery.search.analysis.marking import marked, snippet
from zhanqun.delivery.search.analysis.numbers import number_key, numbers_in
from zhanqun.delivery.search.analysis.numerals import with_digits
from zhanqun.delivery.search.analysis.reading import understand
from zhanqun.delivery.search.analysis.terms import cover, terms_of


@pytest.mark.parametrize(
    ("raw", "usual"),
    [
        ("２０２１年ＡＢ", "2021年ab"),
        ("憲法 裏麵 爲", "宪法 里面 为"),
        ("㎡Ⅳ", "m2iv"),
        ("①２０２１", " 1 2021"),
        ("公\u200b积\u00ad金", "公积金"),
        ("公\x00积\ud800金", "公 积 金"),
        ("Lǜ é", "lu e"),
        ("𠚺䶮㙍", "𠚺䶮㙍"),
    ],
)
def test_given_other_forms_of_a_character_then_they_are_folded_into_one(raw, usual):
    assert fold(raw) == usual
    assert folded(raw).text == usual
    assert fold(usual) == usual


def test_p058_given_folding_that_changes_lengths_then_marks_stand_in_the_raw_text():
    text = "①建筑５０㎡，编号１１０１０１１９０００１０１００１Ｘ，２０２１年"

    runs = marked(text, ["2021", "50m2", "11010119000101001x"])

    assert "".join(run.text for run in runs) == text
    hits = [run.text for run in runs if run.hit]
    assert hits == ["５０㎡", "１１０１０１１９０００１０１００１Ｘ", "２０２１"]


def test_p056_given_numerals_that_count_then_they_are_digits_and_names_stay():
    text = "第十四个五年规划 十四五 二十条措施 第二十五条 二〇二一年 一百零五户 三中全会 二十大"

    assert with_digits(text) == (
        "第14个五年规划 十四五 20条措施 第25条 2021年 105户 三中全会 二十大"
    )
    assert with_digits("十百条 一二十条 百万元") == "十百条 一二十条 100万元"


def test_given_a_numeral_of_thousands_of_characters_then_it_is_no_number():
    text = f"第{'一' * 5000}条 二十条"

    assert with_digits(text) == f"第{'一' * 5000}条 20条"


def test_given_very_many_different_numbers_then_each_is_kept():
    text = " ".join(f"{number} 号" for number in range(7000))

    terms = terms_of(text)

    assert {str(number) for number in range(7000)} <= set(terms.pairs.split())
    assert max(terms.pairs) == "号"


def test_p059_given_odd_punctuation_around_a_word_then_the_whole_word_is_marked():
    for text in ("虚拟机 a : a : a", "政务云虚拟机数据"):
        runs = snippet([text], ["虚拟机"])
        assert [run.text for run in runs if run.hit] == ["虚拟机"]


def test_given_a_word_inside_a_longer_one_then_its_pair_is_a_term():
    terms = terms_of(fold("全面推行河长制，5G 网络2035年"))
    pairs, words = terms.pairs.split(), terms.words.split()

    assert pairs[:6] == ["全面", "面推", "推行", "行河", "河长", "长制"]
    assert {"5g", "网络", "2035年"} <= set(pairs)
    assert "制5" not in pairs
    assert {"河", "推行", "2035", "203"} <= set(words)


def test_given_a_longer_word_then_pairs_cover_it_to_its_end():
    assert cover("河") == cover("2021") == []
    assert cover("公积金") == ["公积", "积金"]
    assert cover("发展改革") == ["发展", "改革"]


NUMBERS = ("国办发〔2014〕57号", "发改能源〔2026〕979号", "国令第843号", "财政部令第95号")


@pytest.mark.parametrize("printed", NUMBERS)
def test_given_any_way_of_writing_a_number_then_its_key_is_the_same(printed):
    number = parse(printed)
    ways = variants(printed)

    assert {number_key(way) for way in ways} == {number_key(printed)}
    for way in ways:
        assert number_key(printed) in [key for keys in numbers_in(f"依据{way}") for key in keys]
    assert number_key(printed).endswith(f"|{number.serial}")


def variants(printed: str) -> list[str]:
    """Every way in which people write one document number."""
    number = parse(printed)
    if number.year is None:
        short = f"{number.code}{number.serial}"
        return [printed, short, f"{short}号", f"{number.code} 第 {number.serial} 号"]
    code, year, serial = number.code, number.year, number.serial
    pairs = ("〔〕", "[]", "()", "（）", "﹝﹞", "【】", "［］")
    bracketed = [f"{code}{left}{year}{right}{serial}" for left, right in pairs]
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    ways = [*bracketed, f"{code}{year}年{serial}", f"{code} 〔{year}〕 {serial} "]
    ways += [f"{code}〔{year}〕第{serial}号".translate(wide), f"{code}{year}年第{serial}号"]
    return [*ways, *(f"{way}号" for way in bracketed)]


def test_given_a_query_then_it_is_words_phrases_and_numbers_and_never_a_command():
    asked = understand('“住房公积金” 办理的流程 国办发[2014]57号 AND (x* OR "')

    assert asked.phrases == (("住房公积金",),)
    assert asked.numbers[0][-2:] == ("国办发|2014|57", "办发|2014|57")
    assert ("办理",) in asked.words
    assert ("流程",) in asked.words
    assert ("x",) in asked.words
    assert understand("，。！? %00 😀").words == (("00",),)
    assert understand("，。！?😀").is_empty


def test_given_ten_thousand_characters_then_only_the_beginning_is_looked_for():
    asked = understand("公积金" * 4000)

    assert asked.is_cut
    assert len(asked.words) <= 24
