"""The office sorts letters, passes them on, refuses and merges them."""

import pytest
from django.test import Client

from zhanqun.affairs.letters import queries, services
from zhanqun.affairs.letters.grounds import (
    GroundUnknown,
    OrganMissing,
    OtherMissing,
    Refusal,
    grounds,
)
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework import terms
from zhanqun.core.casework.services.merging import ConfidentialApart
from zhanqun.core.casework.services.terms import set_term
from zhanqun.core.units import api as units


@pytest.fixture
def client(post_office):
    client = Client()
    client.force_login(post_office.people["desk"])
    return client


def desk(post_office):
    return {"by": post_office.people["desk"], "now": post_office.now}


def acts(letter):
    return [row.action for row in audit.entries_about(letter._meta.label_lower, str(letter.uid))]


def test_given_a_letter_of_another_sort_then_its_clock_follows_from_the_same_start(post_office):
    letter = post_office.write()
    sorting = services.Sorting(Sort.HELP, is_complex=True)
    services.sort_letter(uid=letter.case.uid, sorting=sorting, **desk(post_office))
    letter.case.refresh_from_db()
    # 16 June plus 15 working days, 端午 19-21 June rested: 8 July.
    assert (letter.case.clock, str(letter.case.due_on)) == ("letter_complex", "2026-07-08")

    petition = services.Sorting(Sort.PETITION)
    services.sort_letter(uid=letter.case.uid, sorting=petition, **desk(post_office))

    letter.refresh_from_db()
    letter.case.refresh_from_db()
    assert (letter.sort, letter.case.clock) == (Sort.PETITION, "petition_tell")
    assert str(letter.case.due_on) == "2026-07-01"
    assert "letters.sorted" in acts(letter)


def test_given_whoever_is_not_the_office_then_they_sort_nothing(post_office):
    letter = post_office.held()
    with pytest.raises(units.NotAllowed):
        services.sort_letter(
            uid=letter.case.uid,
            sorting=services.Sorting(Sort.REPORT),
            by=post_office.people["head"],
            now=post_office.now,
        )


def test_given_the_form_then_sorted_passed_on_and_the_next_letter_in_one_step(post_office, client):
    first, second = post_office.write(), post_office.write(title="第二封")
    bureau = post_office.town.bureau
    typed = {"sort": Sort.COMPLAINT, "to": bureau.pk, "concerns": bureau.pk, "words": "请核查"}

    answer = client.post(f"/desk/letters/{first.case.uid}/sort/", typed | {"verb": "pass_on"})

    assert answer["Location"] == f"/desk/letters/{second.case.uid}/sort/"
    case = first.case
    case.refresh_from_db()
    assert (case.state, case.offered_to, case.concerns) == ("offered", bureau, bureau)
    assert casework.writer_of(case, post_office.people["head"], whole=True).is_masked


def test_given_no_unit_then_what_was_typed_stays(post_office, client):
    letter = post_office.write()
    answer = client.post(
        f"/desk/letters/{letter.case.uid}/sort/", {"sort": Sort.COMPLAINT, "words": "尽快看看"}
    )
    assert answer.status_code == 400
    assert "尽快看看" in answer.content.decode()


def test_given_a_box_whose_letters_go_to_a_unit_then_that_unit_is_one_key_away(post_office, client):
    post_office.held()
    letter = post_office.write(title="又一封", text="桥栏杆松动，孩子放学要从这里走。")
    page = client.get(f"/desk/letters/{letter.case.uid}/sort/").content.decode()
    assert f'name="to" value="{post_office.town.bureau.pk}"' in page
    answer = client.post(
        f"/desk/letters/{letter.case.uid}/sort/",
        {"sort": Sort.HELP, "to": ["", post_office.town.bureau.pk]},
    )
    assert answer.status_code == 302


def test_given_a_refusal_then_ground_and_right_body_stand_on_the_receipt_event(post_office):
    letter = post_office.write()
    uid = letter.case.uid
    with pytest.raises(OrganMissing):
        services.refuse(uid=uid, refusal=Refusal("out_of_area"), **desk(post_office))
    refusal = Refusal("out_of_area", "该路由省公路局管养", "省公路局", "0990-5550124")

    services.refuse(uid=uid, refusal=refusal, **desk(post_office))

    event = letter.case.events.last()
    assert event.kind == "declined"
    for words in (grounds()["out_of_area"].label, "该路由省公路局管养", "省公路局", "0990-5550124"):
        assert words in event.note
    assert "letters.refused" in acts(letter)


def test_given_a_repeated_letter_then_the_other_is_named_without_its_writer(post_office):
    first = post_office.write(title="我叫甄测一，路灯不亮")
    others = post_office.write(title="别人的路灯", tel="13800003001")
    again = post_office.write(title="路灯还是不亮")
    with pytest.raises(OtherMissing):
        services.refuse(
            uid=again.case.uid, refusal=Refusal("duplicate", other="没有的"), **desk(post_office)
        )
    services.refuse(
        uid=again.case.uid,
        refusal=Refusal("duplicate", other=first.case.number),
        **desk(post_office),
    )
    note = again.case.events.last().note
    assert "2026-06-16《我叫甄某某，路灯不亮》" in note
    refusal = Refusal("duplicate", other=first.case.number)
    services.refuse(uid=others.case.uid, refusal=refusal, **desk(post_office))
    note = others.case.events.last().note
    assert "2026-06-16收到" in note and "我叫" not in note


def test_given_the_grounds_then_each_has_a_norm_and_those_that_lead_elsewhere_name_whom(
    post_office,
):
    rows = grounds()
    assert all(row.label and row.norm for row in rows.values())
    leading = {"other_legal_way", "petition_running", "out_of_area"}
    assert leading <= {code for code, row in rows.items() if row.names == "organ"}
    assert rows["duplicate"].names == "letter"
    letter = post_office.write()
    with pytest.raises(GroundUnknown):
        services.refuse(uid=letter.case.uid, refusal=Refusal("不想办"), **desk(post_office))


def test_given_the_same_letter_by_several_then_they_go_under_one_and_leave_the_list(
    post_office, client
):
    lead = post_office.held()
    same = [post_office.write(name=f"邻居{one}", tel=f"1380000200{one}") for one in range(2)]
    page = client.get(f"/desk/letters/{lead.case.uid}/sort/").content.decode()
    assert "近似来信（2）" in page

    client.post(f"/desk/letters/{lead.case.uid}/merge/", {"case": [one.case.uid for one in same]})

    assert queries.merged_open(lead) == same
    assert list(queries.letters_in(queries.TRIAGE, post_office.people["desk"])) == []
    client.post(f"/desk/letters/{same[0].case.uid}/separate/")
    assert queries.merged_open(lead) == same[1:]
    assert "letters.separated" in acts(same[0])


def test_given_a_lead_that_goes_under_another_then_its_own_follow_it(post_office):
    one, two, three = (post_office.write(title=f"第{n}封") for n in "一二三")
    services.merge(uid=three.case.uid, into=two.case.uid, **desk(post_office))
    services.merge(uid=two.case.uid, into=one.case.uid, **desk(post_office))
    assert queries.merged_open(one) == [two, three]


def test_given_a_report_then_it_is_not_merged_with_letters_of_other_sorts(post_office):
    report, letter = post_office.write(sort=Sort.REPORT), post_office.write()
    with pytest.raises(ConfidentialApart):
        services.merge(uid=report.case.uid, into=letter.case.uid, **desk(post_office))


@pytest.fixture
def terms_read_anew():
    terms.forget()
    yield
    terms.forget()


@pytest.mark.usefixtures("terms_read_anew")
def test_given_a_term_set_for_this_place_then_the_form_says_that_many_days(post_office, client):
    letter = post_office.write()
    address = f"/desk/letters/{letter.case.uid}/sort/"
    assert "情况复杂，按15个工作日计" in client.get(address).content.decode()

    set_term(code="letter_complex", amount=10, norm="市政府办公室通知", **desk(post_office))

    assert "情况复杂，按10个工作日计" in client.get(address).content.decode()
