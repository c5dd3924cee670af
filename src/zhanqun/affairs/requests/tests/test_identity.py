"""Numbers that name an applicant. The card is the example of GB 11643-1999; the code is made up to
pass its check."""

import pytest

from zhanqun.affairs.requests import identity

CARD, CODE = "11010519491231002X", "91990101MA0000001Y"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (CARD, ""),
        ("１１０１０５ 19491231 002x", ""),
        ("110105194912310021", "校验位"),
        ("1101051949", "18位"),
    ],
)
def test_given_an_identity_card_then_a_slip_of_the_pen_is_told(number, fault):
    said = identity.fault_of_id_card(number)
    assert fault in said
    assert bool(said) == bool(fault)


def test_given_a_credit_code_then_length_and_check_digit_are_told():
    assert identity.fault_of_credit_code(CODE) == ""
    assert "校验位" in identity.fault_of_credit_code(f"{CODE[:-1]}B")
    assert "17位" in identity.fault_of_credit_code(CODE[:-1])


def test_given_the_same_applicant_written_otherwise_then_one_key_that_tells_nothing():
    first = identity.applicant_key(name="甄测一", id_number=CARD, phone="13800001234")
    again = identity.applicant_key(name="甄 测一", id_number=f" {CARD.lower()}", phone="")
    other = identity.applicant_key(name="甄测一", id_number="", phone="13800001234")

    assert first == again != other
    assert CARD not in first
    assert identity.applicant_key(name="", id_number="", phone="13800001234") == ""
