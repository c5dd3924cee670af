"""What the form asks of whom, and what the desk registers as it came."""

import pytest

from disclosing import APPLICATION
from zhanqun.affairs.requests import describing
from zhanqun.affairs.requests.applying import REQUEST
from zhanqun.affairs.requests.models import Request
from zhanqun.core.intake.api import Channel, IncomingFile, PayloadRefused, Place

CARD = {"id_number": "11010519491231002X"}
ORGANISATION = {
    "applicant": "org_business",
    "name": "青云测试有限公司",
    "id_number": "91990101MA0000001Y",
    "agent": "甄测一",
    "contact": "王测二",
}


@pytest.fixture
def place(publishers) -> Place:
    return Place(publishers.town.portal.site_id, publishers.town.government.pk, "门户")


def faults(values: dict[str, str], place: Place | None) -> dict[str, str]:
    suited = REQUEST.suited_to(values, place)
    return suited.schema.clean(values)[1]


def names(values: dict[str, str], place: Place | None) -> set[str]:
    return {one.name for one in REQUEST.suited_to(values, place).schema.fields()}


def test_given_a_person_or_an_organisation_then_each_is_asked_its_own(place):
    person = names(APPLICATION | CARD, place)
    organisation = names(APPLICATION | ORGANISATION, place)

    assert person - organisation == {"id_kind"}
    assert organisation - person == {"agent", "contact"}
    assert "id_number" not in names({"to": "jtj"}, place)
    assert faults(APPLICATION | CARD, place) == {}
    assert faults(APPLICATION | ORGANISATION, place) == {}


def test_given_neither_name_nor_number_nor_features_then_what_is_missing_is_said(place):
    empty = APPLICATION | CARD | {"title": "", "number": "", "text": ""}
    assert "至少一项" in faults(empty, place)["title"]
    assert faults(empty | {"number": "青政发〔2025〕3号"}, place) == {}


def test_given_no_identity_then_the_form_says_so_and_the_desk_registers_it_all_the_same(place):
    nobody = APPLICATION | {"name": "", "id_kind": "", "id_number": "", "tel": ""}

    assert set(faults(nobody, place)) == {"name", "id_kind", "id_number", "tel"}
    assert faults(nobody, None) == {}
    assert describing.missing_in(nobody | {"address": ""}, has_files=False) == [
        "申请人的姓名或者名称",
        "身份证明",
        "联系方式",
    ]


def test_given_the_way_it_is_wanted_then_its_contact_is_required(place):
    by_post = APPLICATION | CARD | {"delivery": "post", "address": ""}
    assert set(faults(by_post, place)) == {"address"}


def test_given_a_false_number_then_the_form_says_which_digit_to_look_at(place):
    assert "校验位" in faults(APPLICATION | {"id_number": "110105194912310021"}, place)["id_number"]
    wrong = APPLICATION | ORGANISATION | {"id_number": "91990101MA0000001X"}
    assert "校验位" in faults(wrong, place)["id_number"]


def test_given_fifty_files_then_the_form_is_refused_and_nothing_is_taken_in(publishers):
    files = [IncomingFile(f"{n}.txt", b"x") for n in range(50)]
    with pytest.raises(PayloadRefused) as refusal:
        publishers.receive(files=files)

    assert "5" in refusal.value.facts["errors"]["files"]
    assert not Request.objects.exists()


def test_given_paper_that_names_nobody_and_nothing_then_it_is_registered_by_its_channel(publishers):
    blank = dict.fromkeys(("title", "text", "name", "id_number", "tel", "form", "delivery"), "")
    publishers.receive(Channel.POST_PLAIN, **blank)

    request = Request.objects.select_related("case").get()
    assert request.case.title == "（没有写明申请的内容）"
    assert (request.case.channel, request.form, request.deliveries) == ("post_plain", "", [])
    assert request.applicant_key == ""
