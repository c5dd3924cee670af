"""Numbers, characters, proofs: plain functions."""

from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from zhanqun.core.intake import characters, limits, numbers, proofs, spam
from zhanqun.core.intake.keys import Key
from zhanqun.core.intake.public.typed import typed_in
from zhanqun.foundation import clock


def test_given_a_number_when_read_aloud_and_typed_then_it_is_the_same():
    number = "7K3M0Q9T12" + numbers.check_of("7K3M0Q9T12")

    assert numbers.read(" 7k3m-oq9t－i2 " + number[10:].lower()) == number
    assert numbers.is_number(number)


def test_given_one_wrong_or_two_exchanged_characters_then_the_number_is_none():
    number = numbers.new_number()

    wrong = {number[:at] + char + number[at + 1 :] for at in range(12) for char in numbers.ALPHABET}
    turned = {number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(9)}

    assert not any(numbers.is_number(one) for one in (wrong | turned) - {number})


def test_given_private_use_characters_of_old_machines_then_their_own_code_points():
    # GB 18030-2022: 𠂇 was U+E816, 䶮 was U+E863, 龴 was U+E81E.
    assert characters.mapped("\ue816\ue863\ue81e") == "\U00020087\u4dae\u9fb4"
    assert characters.unreadable("\ue816\uf123") == ["\uf123"]
    assert characters.storable("a\x00b\ud800\r\nc😀𠮷") == "ab\nc😀𠮷"
    assert characters.length("𠮷\n林") == 2


def test_given_a_solution_then_it_is_met_and_no_other_key_takes_it():
    first = proofs.challenge_of(Key("one", clock.now()))
    found = next(str(n) for n in range(1_000_000) if first.is_met_by(str(n)))

    assert not proofs.challenge_of(Key("two", clock.now())).is_met_by(found)
    assert not any(
        first.is_met_by(wrong) for wrong in ("", "-1", "1e3", "９", "9" * 30, str(2**32))
    )


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        (None, ""),
    ],
)
def test_given_an_address_then_what_counts_as_one_sender(address, network):
    assert limits.network_of(address) == network


def test_given_an_honest_complaint_about_invoices_and_loans_then_it_is_not_held():
    text = "商家拒开发票，还推荐高息贷款，网址http://shop.example，请查处。电话13900000000。"

    assert not spam.judge(spam.Signs(texts=("投诉某超市", text))).is_held


def test_given_words_of_every_kind_when_read_from_a_form_then_as_they_were_typed():
    words = {"text": "𠮷林“1+1=2”&100%\r\n😀", "a b": ""}
    body = urlencode(words) + "&bad=%zz&twice=1&twice=2&raw=字&alone&half=%E4%BD%A0%E4"
    asked = RequestFactory().post("/", body, content_type="application/x-www-form-urlencoded")

    typed, files = typed_in(asked)

    assert {name: typed[name] for name in ("text", "a b")} == {"text": words["text"], "a b": ""}
    assert (typed["twice"], typed["raw"], typed["alone"]) == ("2", "字", "")
    assert (typed["half"], files) == ("你\ufffd", [])
    assert dict(typed) == dict(asked.POST.items())
