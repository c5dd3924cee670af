"""Personal data: what is found in which disguise, and what must be left alone."""

import pytest

from zhanqun.core.checks.hits import Passage
from zhanqun.core.checks.privacy import privacy_hits
from zhanqun.core.checks.privacy.identity import is_identity_number, is_old_identity_number
from zhanqun.core.checks.privacy.payment import has_luhn_digit

# GB 11643-1999 prints 11010519491231002X as its example; the card is made up to pass Luhn.
ID_NUMBER = "11010519491231002X"
CARD = "6222021234567890128"


def hits(text: str) -> list[tuple[str, str, str]]:
    return [
        (hit.code.removeprefix("privacy."), hit.level, hit.matched)
        for hit in privacy_hits(Passage("body", "正文", text))
    ]


@pytest.mark.parametrize(
    ("text", "code", "level", "matched"),
    [
        (f"身份证号{ID_NUMBER}。", "id_number", "block", ID_NUMBER),
        ("号码11010519491231002x，", "id_number", "block", "11010519491231002x"),
        ("110105 19491231 002X", "id_number", "block", "110105 19491231 002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "id_number", "block",
         "１１０１０５１９４９１２３１００２Ｘ"),
        ("1101\u200b0519491231002X", "id_number", "block", "1101\u200b0519491231002X"),
        ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id_number", "block",
         "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X"),
        ("证件110105491231002", "old_id_number", "hint", "110105491231002"),
        ("身份证号：110105491231002", "id_number", "block", "110105491231002"),
        ("护照号码E12345678", "passport", "block", "E12345678"),
        (f"卡号{CARD}", "bank_card", "block", CARD),
        ("6222 0212 3456 7890 128", "bank_card", "block", "6222 0212 3456 7890 128"),
        ("银行卡4111111111111111", "bank_card", "block", "4111111111111111"),
        ("张某13800001234", "mobile", "warn", "13800001234"),
        ("张某１３８００００１２３４", "mobile", "warn", "１３８００００１２３４"),
        ("张某138-0000-1234", "mobile", "warn", "138-0000-1234"),
        ("张某138 0000 1234", "mobile", "warn", "138 0000 1234"),
        ("张某+86 13800001234", "mobile", "warn", "13800001234"),
        ("联系人：王某，13800001234", "contact_mobile", "warn", "13800001234"),
        ("车牌浙A12B45的小客车", "plate", "warn", "浙A12B45"),
        ("浙A·12345", "plate", "warn", "浙A·12345"),
        ("浙AD12345", "plate", "warn", "浙AD12345"),
        ("浙A12345F", "plate", "warn", "浙A12345F"),
        ("投稿zhang_san@163.com", "email", "hint", "zhang_san@163.com"),
    ],
)  # fmt: skip
def test_given_personal_data_in_any_form_then_it_is_found(text, code, level, matched):
    assert hits(text) == [(code, level, matched)]


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0571-55501234，传真（010）63095834",
        "拨打12345热线或400-820-8820",
        "国办发〔2018〕123号，索引号000014349/2018-00217",
        "项目编号ZFCG2018-13800001234号",
        "招标编号：XAJF2021B-017",
        "统一社会信用代码91330182MA2CCQ7T2X",
        "中标金额13800001234元，合计1380000.1234万元",
        "¥13800001234",
        "2023年12月31日至2024-01-01",
        "许可证编号110105194912310021",  # the check digit is wrong
        "编号6222021234567890127",  # fails Luhn
        "序列号4111111111111111",  # not called a card
        "浙ICP备12345678号、浙B2-20090059",
        "粤港澳大湾区、沪G60科创走廊",
        "邮箱wlj@qingyun.gov.cn",
        "坐标120.13800001234",
    ],
)
def test_given_numbers_of_offices_then_they_are_left_alone(text):
    assert hits(text) == []


def test_given_an_identity_number_then_the_suggestion_keeps_six_and_four():
    (hit,) = privacy_hits(Passage("body", "正文", f"李某（{ID_NUMBER}）"))

    assert hit.suggestion == "110105********002X"
    assert "个人信息保护法" in hit.source
    assert (hit.start, hit.end) == (3, 21)


def test_given_the_standards_example_then_the_check_character_is_computed_by_it():
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("99010519491231002X")
    assert is_old_identity_number("110105491231002")
    assert not is_old_identity_number("110105491331002")


def test_given_the_luhn_example_of_the_standard_then_its_digit_is_right():
    assert has_luhn_digit("79927398713")
    assert not has_luhn_digit("79927398710")
