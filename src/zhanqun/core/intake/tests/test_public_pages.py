"""The public pages, as a browser without scripts asks them: nothing typed is lost."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import keys
from zhanqun.core.intake.errors import WaitBeforeAsking
from zhanqun.core.intake.hints import Hint, hints
from zhanqun.core.intake.models import Envelope, PlainQuestion, Tally
from zhanqun.core.intake.proofs import challenge_of
from zhanqun.core.intake.services import telling, tracking
from zhanqun.core.intake.tests.conftest import GOOD, LETTER, key_at, solved
from zhanqun.core.notices.api import Notice
from zhanqun.foundation import clock

FORM = f"/intake/{LETTER.code}/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CODE = re.compile(r'class="p-status__code">([^<]+)<')


def hidden(answer) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(answer.content.decode())}


def title_of(answer) -> str:
    return re.search("<title>(.*?)</title>", answer.content.decode())[1]


def answer_to(answer) -> str:
    page = answer.content.decode()
    return next(q.answers[0] for q in PlainQuestion.objects.all() if q.text in page)


def test_given_no_scripts_when_filling_checking_sending_then_a_receipt_that_a_reload_shows_again(
    citizen, letters
):
    opened = citizen.get(FORM)
    typed = hidden(opened) | GOOD | {"answer": answer_to(opened)}
    file = SimpleUploadedFile("路口.png", picture("PNG"))

    check = citizen.post(FORM, typed | {"act": "check", "files": file})
    assert "建议延长3路公交末班时间" in check.content.decode()
    assert "路口.png" in check.content.decode()
    sending = hidden(check) | GOOD | {"act": "send"}
    done, again = citizen.post(FORM, sending), citizen.post(FORM, sending)

    number, password = CODE.findall(done.content.decode())
    assert CODE.findall(again.content.decode()) == [number, password]
    assert (Envelope.objects.count(), len(letters), len(letters[0].files)) == (1, 1, 1)
    assert (done["Cache-Control"], done["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not done.cookies
    seen = citizen.post("/intake/receipt/", {"number": number.lower(), "password": password})
    assert title_of(seen) == "已收到：市长信箱"
    assert GOOD["title"] not in seen.content.decode()


def test_given_faults_then_the_title_says_so_and_words_and_files_are_kept(citizen):
    opened = citizen.get(FORM)
    file = SimpleUploadedFile("路口.png", picture("PNG"))
    typed = hidden(opened) | GOOD | {"title": "", "act": "check", "files": file, "answer": "十一"}

    answer = citizen.post(FORM, typed)

    page = answer.content.decode()
    assert (answer.status_code, title_of(answer)) == (422, "需要修改2处：给市长写信")
    assert 'href="#title">写一个不超过25字的标题' in page
    assert GOOD["body"] in page and "路口.png" in page
    typed = hidden(answer) | GOOD | {"act": "check", "answer": answer_to(answer)}
    check = citizen.post(FORM, typed)
    back = citizen.post(FORM, hidden(check) | GOOD | {"act": "back"}).content.decode()
    assert "路口.png" in check.content.decode() and "路口.png" in back and GOOD["body"] in back
    drop = re.search('value="(drop:[a-z0-9]+)"', back)[1]
    dropped = citizen.post(FORM, hidden(check) | GOOD | {"act": drop}).content.decode()
    assert "路口.png" not in dropped and GOOD["body"] in dropped


def test_given_a_form_open_for_two_days_then_it_goes_on_with_everything(citizen, town):
    key = key_at(town.now - timedelta(days=2))
    typed = GOOD | {"key": key.token, "proof": solved(key), "act": "send"}

    answer = citizen.post(FORM, typed)

    assert answer.status_code == 409
    assert "打开已超过一天" in answer.content.decode()
    assert Envelope.objects.count() == 0
    sending = hidden(answer) | GOOD | {"act": "send"}
    assert "已收到" in title_of(citizen.post(FORM, sending))


def test_p016_given_a_telephone_in_the_title_then_told_before_it_is_sent(citizen, town):
    key = key_at(town.now)
    typed = GOOD | {"key": key.token, "proof": solved(key), "act": "check"}

    page = citizen.post(FORM, typed | {"title": "我叫甄测一，电话13800001234"}).content.decode()

    assert "“标题”里的“13800001234”是个人信息" in page
    assert "个人信息" not in citizen.post(FORM, typed).content.decode()


def test_given_what_may_answer_then_people_see_it_before_they_send_and_robots_do_not(
    citizen, town, monkeypatch
):
    hint = Hint("3路公交末班是几点？", "/letters/questions/x.html", "常见问题")
    monkeypatch.setitem(hints._entries, LETTER.code, lambda place, typed: [hint] * 9)
    key = key_at(town.now)
    typed = GOOD | {"key": key.token, "proof": solved(key), "act": "check"}

    page = citizen.post(FORM, typed).content.decode()

    assert page.count(f'href="{hint.url}"') == 5 and "也许已有答案" in page
    assert hint.title not in citizen.post(FORM, typed | {"homepage": "x"}).content.decode()


def test_given_a_proof_computed_by_a_browser_then_one_sending_is_enough(citizen, town):
    key = key_at(town.now)
    assert challenge_of(key).is_met_by(solved(key))

    wrong = citizen.post(FORM, GOOD | {"key": key.token, "proof": "1", "act": "send"})
    right = citizen.post(FORM, GOOD | {"key": key.token, "proof": solved(key), "act": "send"})

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert Envelope.objects.get().key_hash == keys.hash_of(key.token)


def test_given_mail_from_a_public_page_then_those_at_their_desks_get_the_desks_addresses(
    citizen, town, monkeypatch
):
    found = []
    finding = {LETTER.code: lambda news: found.append(reverse("intake:envelope", args=[news.uid]))}
    monkeypatch.setattr(telling.receivers, "_entries", finding)
    for trap in ("", "http://x"):
        key = key_at(town.now)
        sending = GOOD | {"key": key.token, "proof": solved(key), "act": "send", "homepage": trap}
        assert citizen.post(FORM, sending).status_code == 200

    assert found == [f"/desk/intake/{Envelope.objects.get(state='open').uid}/"]
    assert {notice.url for notice in Notice.objects.all()} == {"/desk/intake/held/"}


def test_given_a_changed_letter_under_a_used_key_then_it_is_offered_anew(citizen, town):
    key = key_at(town.now)
    sending = GOOD | {"key": key.token, "proof": solved(key), "act": "send"}
    citizen.post(FORM, sending)

    answer = citizen.post(FORM, sending | {"body": "我再补充一点。"})

    assert (answer.status_code, "还没有提交" in answer.content.decode()) == (409, True)
    citizen.post(FORM, hidden(answer) | GOOD | {"body": "我再补充一点。", "act": "send"})
    assert Envelope.objects.count() == 2


def test_given_more_fields_or_files_than_any_form_has_then_413_in_plain_words(citizen):
    many = urlencode([(f"f{n}", "") for n in range(10_001)])

    answer = citizen.post(FORM, many, content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, "太大" in answer.content.decode()) == (413, True)


def test_given_a_thousand_wrong_tries_then_they_slow_and_tell_nothing(citizen, town, place):
    key = key_at(town.now)
    receipt = intake.receive(
        kind=LETTER.code, payload=GOOD, key=key.token, now=town.now, place=place
    )
    looked = 0
    for second in range(1000):
        facts = {"address": f"198.51.{second // 250}.{second % 250}", "now": town.now}
        facts["now"] += timedelta(seconds=second)
        try:
            tracking.open_receipt(number=receipt.number, password=f"WRONG{second:05d}", **facts)
            looked += 1
        except WaitBeforeAsking:
            continue
    assert 10 < looked < 20

    with clock.fixed(town.now + timedelta(seconds=1000)):
        right = {"number": receipt.number, "password": receipt.password}
        assert citizen.post("/intake/receipt/", right).status_code == 429
    with clock.fixed(town.now + timedelta(hours=2)):
        assert citizen.post("/intake/receipt/", right).status_code == 200
        unknown = citizen.post("/intake/receipt/", {"number": "0" * 12, "password": "x"})
        assert (unknown.status_code, title_of(unknown)) == (422, "需要修改：查询办理情况")
    assert not Tally.objects.filter(bucket__contains=receipt.number).exists()


def test_given_a_clock_set_back_after_a_wrong_try_then_nobody_waits_for_it(citizen, town):
    facts = {"number": "7K3M0Q9T12AB", "address": "198.51.100.9"}
    tracking.open_receipt(password="x", now=town.now, **facts)

    earlier = town.now - timedelta(minutes=10)

    assert tracking.open_receipt(password="x", now=earlier, **facts) is None


def test_given_how_many_were_wrong_then_the_wait_doubles_up_to_a_quarter_of_an_hour():
    waits = [tracking.wait_after(wrong, 5).total_seconds() for wrong in (0, 4, 5, 6, 9, 20, 999)]

    assert waits == [0, 0, 1, 2, 16, 900, 900]


def test_given_an_answer_then_the_receipt_shows_it_with_its_stamps(citizen, town, place):
    key = key_at(town.now)
    receipt = intake.receive(
        kind=LETTER.code, payload=GOOD, key=key.token, now=town.now, place=place
    )
    later = town.now + timedelta(days=2)
    intake.stamp_fetched(uid=receipt.uid, now=later)
    plan = attachments.store_attachment(
        name="班次表.png",
        content=picture("PNG"),
        unit=town.bureau,
        by=town.people["officer"],
        now=later,
    )
    intake.give_feedback(
        envelope=receipt.uid,
        kind="reply",
        title="已答复",
        text="您好！\n末班车已延长。<b>",
        signed="市交通运输局",
        facts=[("答复期限", "2026年6月24日")],
        files=[plan.uid],
        now=later,
    )
    asked = {"number": receipt.number, "password": receipt.password}

    seen = citizen.post("/intake/receipt/", asked).content.decode()
    file = citizen.post("/intake/receipt/", asked | {"file": plan.key})
    foreign = citizen.post("/intake/receipt/", asked | {"file": "x" * 16})

    for words in (
        "已答复",
        "末班车已延长。&lt;b&gt;",
        "答复期限",
        "2026-06-18 17:20",
        "已转内部办理",
        "班次表.png",
    ):
        assert words in seen
    assert (file.status_code, file["Cache-Control"]) == (200, "no-store")
    assert foreign.status_code == 404


def test_given_a_kind_or_a_site_that_is_not_there_then_404(citizen):
    assert citizen.get("/intake/nothing/").status_code == 404
    assert Client(headers={"host": "evil.qingyun.localhost"}).get(FORM).status_code == 404


def test_given_no_database_then_everything_typed_is_on_the_page_to_be_sent_again(citizen, town):
    key = key_at(town.now)
    typed = GOOD | {"key": key.token, "proof": solved(key), "act": "send"}

    with connection.execute_wrapper(broken):
        away = citizen.post(FORM, typed)
        early = citizen.post(FORM, typed | {"act": "check"})
        nothing = citizen.get(FORM)

    assert (away.status_code, early.status_code, nothing.status_code) == (503, 503, 503)
    assert GOOD["body"] in early.content.decode()
    assert GOOD["body"] in away.content.decode()
    assert "已收到" not in title_of(away)
    again = citizen.post(FORM, hidden(away) | GOOD | {"act": "send"})
    assert again.status_code == 200


def broken(execute, sql, params, many, context):
    raise OperationalError("the server closed the connection")
