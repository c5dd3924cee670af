"""The form in which citizens write, through the door as a browser without scripts asks it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.affairs.letters.tests.conftest import GOOD
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import frames
from zhanqun.core.intake.keys import new_key
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.proofs import challenge_of
from zhanqun.foundation import clock

HOST = "www.qingyun.localhost"
FORM = "/intake/letter/"


@dataclass(frozen=True)
class BareFrame:
    """A frame without a site's masthead around it."""

    place: intake.Place

    def filled(self, *, title: str, body: str) -> bytes:
        return f"<title>{title}</title>{body}".encode()


@pytest.fixture
def citizen(post_office, monkeypatch):
    town = post_office.town
    frame = BareFrame(intake.Place(town.portal.site_id, town.office.pk, "青云市人民政府"))
    ours = {"published": lambda host: frame if host == HOST else None}
    monkeypatch.setattr(frames.frames, "_entries", ours)
    with clock.fixed(town.now + timedelta(minutes=5)):
        yield Client(headers={"host": HOST}, REMOTE_ADDR="203.0.113.7")


@pytest.fixture
def ready(post_office):
    """What a browser has with it that computed the proof."""
    key = new_key("letter", post_office.now)
    challenge = challenge_of(key)
    proof = next(str(n) for n in range(1_000_000) if challenge.is_met_by(str(n)))
    return GOOD | {"key": key.token, "proof": proof}


def page_of(answer) -> str:
    return unescape(answer.content.decode())


def test_given_the_mayors_address_then_the_form_says_so_and_tells_the_terms(citizen):
    page = page_of(citizen.get(FORM + "?to=mayor"))

    assert "<title>给市长信箱写信</title>" in page
    assert '<input type="hidden" name="to" value="mayor">' in page
    assert "7个工作日内答复" in page and "经批准延至15个工作日" in page
    assert "信访事项15日内告诉您是否受理，受理后60日内办结" in page


def test_given_no_scripts_then_a_letter_goes_through_check_to_a_receipt_and_a_case(citizen, ready):
    check = page_of(citizen.post(FORM, ready | {"act": "check"}))
    assert "市长信箱" in check and "星河路路灯不亮" in check

    done = page_of(citizen.post(FORM, ready | {"act": "send"}))

    assert "已收到" in done
    assert Letter.objects.get().mailbox.code == "mayor"


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("nobody", "没有这个信箱"),
        ("jtj", "“局长信箱”在“青云市交通运输局”的网站上"),
        ("", "选择收信信箱"),
    ],
)
def test_given_a_box_that_is_not_here_then_it_says_so_and_another_is_chosen_in_place(
    citizen, ready, to, said
):
    answer = citizen.post(FORM, ready | {"to": to, "act": "send"})

    page = page_of(answer)
    assert answer.status_code == 422 and said in page
    assert GOOD["text"] in page and '<option value="mayor">市长信箱</option>' in page
    assert Envelope.objects.count() == 0


def test_given_a_closed_box_then_nothing_typed_is_lost(citizen, ready, post_office):
    post_office.mayor.is_open = False
    post_office.mayor.save()
    page = page_of(citizen.post(FORM, ready | {"act": "check"}))
    assert "“市长信箱”现在不收信" in page and GOOD["text"] in page
    assert "“市长信箱”现在不收信" in page_of(citizen.get(FORM + "?to=mayor"))


def test_given_a_box_that_takes_no_petitions_then_the_form_says_where_to(
    citizen, ready, post_office
):
    box = post_office.mayor
    box.sorts, box.petition_url = [Sort.HELP, Sort.COMPLAINT], "https://xf.example.cn/"
    box.save()

    page = page_of(citizen.get(FORM + "?to=mayor"))
    assert '<a href="https://xf.example.cn/">信访事项：网上信访</a>' in page
    assert 'value="petition"' not in page
    refused = citizen.post(FORM, ready | {"sort": "petition", "act": "send"})
    assert (refused.status_code, Envelope.objects.count()) == (422, 0)


def test_given_a_report_then_name_and_telephone_may_stay_empty_and_else_not(citizen, ready):
    nameless = ready | {"name": "", "tel": "", "act": "send"}
    assert citizen.post(FORM, nameless).status_code == 422
    assert citizen.post(FORM, nameless | {"sort": "report"}).status_code == 200
    assert Letter.objects.get().sort == Sort.REPORT


def test_p011_given_a_letter_sent_twice_then_one_letter_and_the_next_day_another(
    citizen, ready, post_office
):
    first = page_of(citizen.post(FORM, ready | {"act": "send"}))
    again = page_of(citizen.post(FORM, ready | {"act": "send"}))
    codes = re.compile(r'p-status__code">([^<]+)<')
    assert codes.findall(first) == codes.findall(again)
    assert Letter.objects.count() == 1

    post_office.town.later(days=1)
    letter = post_office.write()
    alike = casework.similar_to(letter.case, post_office.people["desk"])
    assert [case.pk for case, _share in alike] == [Letter.objects.first().case_id]


@pytest.mark.parametrize("said", ["on", "false", "0", "true", ""])
def test_p015_given_anything_but_an_explicit_answer_then_nothing_is_agreed_to(citizen, ready, said):
    answer = citizen.post(FORM, ready | {"agrees": said, "act": "send"})
    assert "选择是否同意公开" in page_of(answer)
    assert Letter.objects.count() == 0


def test_p015_given_yes_or_no_then_only_yes_agrees_and_no_is_not_chosen_before(
    citizen, post_office
):
    assert "checked" not in page_of(citizen.get(FORM + "?to=mayor"))
    assert post_office.write(agrees="yes").agrees
    assert not post_office.write(agrees="no").agrees


def test_p016_given_a_person_in_the_title_then_told_before_and_the_handler_sees_it_whole(
    citizen, ready, post_office
):
    title = "我叫甄测一，电话13800001234，邻居噪音"
    page = page_of(citizen.post(FORM, ready | {"title": title, "act": "check"}))
    assert "“标题”里的“13800001234”是个人信息" in page
    assert post_office.held(title=title).case.title == title


@pytest.mark.parametrize("tail", ["（密码123456）", " 密000", "（查询密码012345）"])
def test_p080_given_a_password_in_the_title_then_told_before_and_stripped_from_the_case(
    citizen, ready, post_office, tail
):
    title = "路口停车问题" + tail
    page = page_of(citizen.post(FORM, ready | {"title": title, "act": "check"}))
    assert "标题里像是有查询密码" in page

    letter = post_office.write(title=title)

    assert letter.case.title == "路口停车问题"
    assert Envelope.objects.get().title == "路口停车问题"


def test_p080_given_a_letter_number_in_the_title_then_told_before(citizen, ready, post_office):
    post_office.write()
    number = Envelope.objects.get().number_told
    page = page_of(citizen.post(FORM, ready | {"title": f"再问{number}", "act": "check"}))
    assert f"标题里的“{number}”是信件编号" in page


def test_given_rare_characters_and_a_very_long_letter_then_all_of_it_arrives(post_office):
    text = "𠮷😀" + "路" * 19_990
    letter = post_office.held(name="甄𠮷", text=text)
    handler = post_office.people["handler"]
    assert casework.text_of(letter.case, handler) == text
    assert casework.writer_of(letter.case, handler, whole=True).name == "甄𠮷"


def test_given_a_wish_for_another_box_then_one_is_chosen_with_all_that_was_typed(
    citizen, ready, post_office
):
    box = post_office.roads
    box.site, box.office = post_office.town.portal, post_office.town.office
    box.save()
    page = page_of(citizen.post(FORM, ready | {"act": "choose:to"}))
    assert '<option value="mayor" selected>' in page and '<option value="jtj">' in page
    assert GOOD["text"] in page


def test_given_a_clerk_who_enters_a_paper_letter_then_boxes_of_all_sites_are_offered(
    post_office, client
):
    client.force_login(post_office.town.people["liaison"])
    page = page_of(client.get("/desk/intake/enter/letter/"))
    assert "市长信箱（" in page and "局长信箱（" in page


def test_given_a_box_for_reports_then_its_sort_is_set_and_nobody_is_asked_to_publish(
    citizen, ready, post_office
):
    box = post_office.mayor
    box.sorts = [Sort.REPORT]
    box.save()
    page = page_of(citizen.get(FORM + "?to=mayor"))
    assert 'value="report" id="sort" checked' in page and 'name="agrees"' not in page

    nameless = ready | {"sort": "report", "name": "", "tel": "", "act": "send"}
    del nameless["agrees"]

    assert "已收到" in page_of(citizen.post(FORM, nameless))
    assert not Letter.objects.get().agrees
