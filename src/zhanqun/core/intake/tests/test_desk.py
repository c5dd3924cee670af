"""The door at the desk: who sees what, what is held, what is entered and answered."""

from datetime import date, timedelta

import pytest
from django.test import Client

from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import keys, kinds
from zhanqun.core.intake.models import Envelope, PlainQuestion, Retention
from zhanqun.core.intake.services import erasing, feedback, files, holding
from zhanqun.core.intake.tests.conftest import GOOD, LETTER, changed, key_at
from zhanqun.foundation import clock

REPORT = {
    "page": "http://www.qingyun.localhost/a/202606/x.html",
    "sort": "wrong_words",
    "text": "第二段“恢复”写成了“回复”。我的手机13912345678。",
    "name": "李女士",
    "tel": "13900000000",
}


@pytest.fixture
def send(town, place, letters):
    def sending(payload=GOOD, kind=LETTER.code, *, now=town.now, trap="", files=()):
        return intake.receive(
            kind=kind,
            payload=payload,
            key=keys.new_key(kind, now - timedelta(minutes=5)).token,
            now=now,
            place=place,
            files=files,
            circumstances=intake.Circumstances(trap=trap),
        )

    return sending


def at_desk(town, who: str) -> Client:
    client = Client()
    client.force_login(town.people[who])
    return client


def test_given_a_report_when_the_portal_answers_then_the_receipt_says_so(send, town):
    receipt = send(REPORT, intake.ERROR_REPORT_CODE)
    page = f"/desk/intake/{receipt.uid}/"
    chief = at_desk(town, "chief")

    assert "13900000000" in chief.get(page).content.decode()
    answer = {"act": "answer", "title": "已更正", "text": "已改为“恢复”，谢谢。"}
    assert chief.post(page, answer).status_code == 302

    row = Envelope.objects.get(uid=receipt.uid)
    assert row.fetched_at is not None
    assert row.feedback.get().title == "已更正"


def test_given_a_supervisor_then_persons_are_masked_and_a_stranger_learns_nothing(send, town):
    file = intake.IncomingFile("路口.png", picture("PNG"))
    receipt = send(REPORT, intake.ERROR_REPORT_CODE, files=[file])
    page = f"/desk/intake/{receipt.uid}/"

    seen = at_desk(town, "supervisor").get(page).content.decode()

    assert "第二段" in seen
    assert not any(words in seen for words in ("李女士", "13900000000", "13912345678"))
    key = Envelope.objects.get(uid=receipt.uid).files.get().attachment.key
    assert at_desk(town, "chief").get(f"{page}files/{key}/").status_code == 200
    assert at_desk(town, "supervisor").get(f"{page}files/{key}/").status_code == 404
    assert at_desk(town, "stranger").get(page).status_code == 404
    assert at_desk(town, "chief").get(f"/f/{key}/x.png").status_code == 404


def test_given_the_same_letter_held_many_times_then_one_decision_releases_all(send, town, letters):
    for _n in range(8):
        last = send(GOOD | {"name": f"居民{_n}", "tel": f"139000000{_n:02d}"})
    other = send(GOOD | {"body": "另一件事"}, trap="x")
    chief = at_desk(town, "chief")
    assert "一小时内多人提交相同内容" in chief.get("/desk/intake/held/").content.decode()

    done = chief.post(
        "/desk/intake/held/", {"envelope": [str(last.uid)], "same": "1", "act": "release"}
    )
    refused = chief.post("/desk/intake/held/", {"envelope": [str(other.uid)], "act": "reject"})

    assert (done.status_code, refused.status_code) == (302, 400)
    assert Envelope.objects.filter(state="held").get().uid == other.uid
    assert len(letters) == 8


ENTER = f"/desk/intake/enter/{LETTER.code}/"
SURE = 'name="is_day_sure"'


def typed_at(liaison, town):
    """A paper letter, filled in at the desk."""
    key = liaison.get(ENTER).context["key"]
    typed = {f"field-{name}": value for name, value in GOOD.items()}
    facts = {"channel": "paper", "received_on": "2026-06-12", "unit": town.bureau.pk, "key": key}
    return typed | facts


def test_given_a_wrong_day_then_it_is_said_at_its_place_and_everything_typed_stays(town, letters):
    liaison = at_desk(town, "liaison")
    with clock.fixed(town.now):
        typed = typed_at(liaison, town)
        later = liaison.post(ENTER, typed | {"received_on": "2026-06-17"})
        years = liaison.post(ENTER, typed | {"received_on": "1026-06-12", "unit": ""})

    for answer, said in ((later, "不能晚于今天（2026-06-16）"), (years, "写成了1026年")):
        page = answer.content.decode()
        assert answer.status_code == 400 and SURE not in page
        assert said in answer.context["form"]["received_on"].errors[0]
        assert all(value in page for value in GOOD.values())
    assert 'value="2026-06-17"' in later.content.decode()
    assert not Envelope.objects.exists()


def test_given_a_day_long_ago_then_a_box_to_confirm_it_appears_with_the_message(town, letters):
    liaison = at_desk(town, "liaison")
    with clock.fixed(town.now):
        typed = typed_at(liaison, town) | {"received_on": "2026-03-02"}
        assert SURE not in liaison.get(ENTER).content.decode()
        asked = liaison.post(ENTER, typed).content.decode()
        done = liaison.post(ENTER, typed | {"is_day_sure": "on"})

    assert SURE in asked and "收到日期是106天以前" in asked and GOOD["body"] in asked
    assert done.status_code == 200
    assert Envelope.objects.get().received_on == date(2026, 3, 2)


def test_given_a_letter_on_paper_when_entered_then_a_receipt_to_hand_over(town, letters):
    liaison = at_desk(town, "liaison")
    with clock.fixed(town.now):
        typed = typed_at(liaison, town)
        wrong = liaison.post(ENTER, typed | {"field-title": ""})
        done = liaison.post(ENTER, typed)
        again = liaison.post(ENTER, typed)

    assert (wrong.status_code, "写一个不超过25字的标题" in wrong.content.decode()) == (400, True)
    row = Envelope.objects.get()
    assert (row.channel, row.received_on, row.unit) == ("paper", date(2026, 6, 12), town.bureau)
    assert row.number_told in done.content.decode()
    assert row.number_told in again.content.decode()
    assert at_desk(town, "stranger").get("/desk/intake/enter/").status_code == 403


def test_given_a_site_manager_then_questions_and_terms_are_set(town):
    manager = at_desk(town, "manager")
    question = {"text": "两个五是多少？", "answers": "10\n十", "is_active": "on"}

    assert manager.post("/desk/intake/settings/questions/new/", question).status_code == 302
    again = manager.post("/desk/intake/settings/questions/new/", question)
    kept = manager.post(f"/desk/intake/settings/kept/{intake.ERROR_REPORT_CODE}/", {"days": 400})

    assert (again.status_code, kept.status_code) == (400, 302)
    assert PlainQuestion.objects.get(text="两个五是多少？").answers == ["10", "十"]
    assert Retention.objects.get().days == 400
    assert at_desk(town, "chief").get("/desk/intake/settings/").status_code == 403


def test_given_its_time_is_over_then_contents_and_files_go_and_the_number_stays(send, town):
    photo = intake.IncomingFile("路口.png", picture("PNG"))
    receipt = send(REPORT, intake.ERROR_REPORT_CODE, files=[photo])
    file = Envelope.objects.get(uid=receipt.uid).files.get().attachment
    kept_days = erasing.kept_days(intake.ERROR_REPORT_CODE)
    answer = {"title": "已更正", "text": "谢谢。", "by": town.people["chief"], "now": town.now}
    feedback.answer_here(uid=receipt.uid, **answer)

    assert erasing.erase_old(now=town.now + timedelta(days=kept_days - 1)) == 0
    assert erasing.erase_old(now=town.now + timedelta(days=kept_days + 1)) == 1

    row = Envelope.objects.get(uid=receipt.uid)
    assert (row.payload, row.files.count(), row.number) == ({}, 0, receipt.number)
    assert not type(file).objects.filter(pk=file.pk).exists()


def test_given_what_nobody_decided_on_took_or_answered_then_it_is_kept_past_its_time(send, town):
    held = send(trap="x")
    send(GOOD | {"body": "没有人接收"})
    send(REPORT, intake.ERROR_REPORT_CODE)
    chief, late = town.people["chief"], town.now + timedelta(days=LETTER.kept_days + 1)

    assert erasing.erase_old(now=late) == 0

    holding.reject(uid=held.uid, reason="推销广告", by=chief, now=town.now)
    assert erasing.erase_old(now=late) == 1
    assert Envelope.objects.exclude(erased_at=None).get().uid == held.uid


def test_given_letters_still_being_handled_then_they_stay_and_hinder_no_other(
    send, town, monkeypatch
):
    sent = [send(GOOD | {"body": f"第{n}件"}).uid for n in range(5)]
    for uid in sent:
        intake.stamp_fetched(uid=uid, now=town.now)
    is_open, asked = set(sent[:3]), []

    def still_open(uids):
        asked.append(len(uids))
        return is_open & set(uids)

    kind = changed(still_open=still_open)
    monkeypatch.setitem(kinds.kinds._entries, LETTER.code, kind)
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    Retention.objects.create(kind=LETTER.code, days=30)
    late = town.now + timedelta(days=31)

    assert erasing.erase_old(now=late) == 2

    gone = Envelope.objects.exclude(erased_at=None)
    assert set(gone.values_list("uid", flat=True)) == set(sent[3:])
    assert asked == [2, 2, 1]
    is_open.clear()
    assert [erasing.erase_old(now=late) for _night in range(3)] == [2, 1, 0]


def test_given_files_of_a_form_that_nobody_sent_then_they_go_after_two_days(town, letters):
    key = key_at(town.now)
    photo = intake.IncomingFile("路口.png", picture("PNG"))
    files.keep_drafts(key_hash=key.hash, files=[photo], most=3, now=town.now)

    assert files.delete_abandoned(now=town.now + timedelta(days=1)) == 0
    assert files.delete_abandoned(now=town.now + timedelta(days=3)) == 1
    assert files.drafts_of(key.hash) == []


def test_given_held_mail_then_the_first_screen_says_so_with_a_fixed_number_of_queries(
    send, town, django_assert_max_num_queries
):
    for n in range(4):
        send(GOOD | {"body": f"第{n}件"}, trap="x")
    chief = at_desk(town, "chief")
    with clock.fixed(town.now):
        chief.get("/desk/intake/")
        with django_assert_max_num_queries(16):
            assert chief.get("/desk/intake/?state=held").status_code == 200
        assert "来件待核" in chief.get("/").content.decode()
