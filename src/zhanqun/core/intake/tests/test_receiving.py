"""Taking in: once for each key, nothing lost, nothing told to robots."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import receipts
from zhanqun.core.intake.models import Envelope, Tally
from zhanqun.core.intake.services import holding, telling
from zhanqun.core.intake.tests.conftest import GOOD, LETTER, key_at
from zhanqun.core.notices.api import Notice
from zhanqun.core.units import api as units
from zhanqun.foundation.states import IllegalMove

FILLING = timedelta(minutes=5)


@pytest.fixture
def send(town, place, letters):
    """Send a letter from the web, five minutes after its form was opened."""

    def sending(key=None, *, now=None, address="203.0.113.9", trap="", files=(), **changes):
        now = now or town.now
        return intake.receive(
            kind=LETTER.code,
            payload=GOOD | changes,
            key=(key or key_at(now - FILLING)).token,
            now=now,
            place=place,
            files=files,
            circumstances=intake.Circumstances(address=address, trap=trap),
        )

    return sending


def stored(receipt):
    return Envelope.objects.get(uid=receipt.uid)


def test_given_a_good_letter_then_envelope_receipt_and_news_stand_together(send, letters, town):
    receipt = send()

    row = stored(receipt)
    assert (row.state, row.channel, row.schema_version) == ("open", "web", 1)
    assert row.payload == GOOD
    assert row.received_on == date(2026, 6, 16)
    assert (row.submitted_at, row.confirmed_at, row.fetched_at) == (town.now, town.now, None)
    assert receipts.is_password(row.password_hash, row.number, receipt.password)
    assert receipt.password not in row.password_hash
    assert [news.uid for news in letters] == [receipt.uid]


def test_given_a_letter_then_three_statements_and_no_more_round_trips(
    send, django_assert_num_queries
):
    # One asks, two store; the rest begins and ends the transaction and the receiver's own.
    with django_assert_num_queries(3 + 4):
        send()


def test_p011_given_a_reload_after_sending_then_the_same_receipt_and_one_envelope(
    send, town, letters
):
    key = key_at(town.now - FILLING)

    first = send(key)
    again = send(key, now=town.now + timedelta(days=3))

    assert (again.number, again.password, again.is_repeat) == (first.number, first.password, True)
    assert Envelope.objects.count() == len(letters) == 1


def test_given_other_words_under_a_used_key_then_they_are_not_swallowed(send, town):
    key = key_at(town.now - FILLING)
    receipt = send(key)

    with pytest.raises(intake.AlreadySent) as refusal:
        send(key, body="我还想补充一点。")

    assert receipt.number_told in str(refusal.value)


def test_given_a_form_open_for_two_days_or_a_foreign_key_then_it_says_so(send, town):
    with pytest.raises(intake.KeyExpired):
        send(key_at(town.now - timedelta(days=2)))
    with pytest.raises(intake.KeyUnknown):
        send(key_at(town.now, kind="another-kind"))


def test_given_a_clock_set_back_then_the_letter_is_still_taken(send, town):
    assert send(key_at(town.now + timedelta(hours=5))).number


def test_given_faults_then_each_field_says_what_to_do(send):
    with pytest.raises(intake.PayloadRefused) as refusal:
        send(title="", tel="1390000000", sort="x")

    assert refusal.value.facts["errors"] == {
        "sort": "选择来信类型",
        "title": "写一个不超过25字的标题",
        "tel": "手机号码应为11位数字，现在是10位",
    }


def test_given_rare_characters_emoji_and_nul_then_kept_and_mapped(send):
    receipt = send(name="\U00020087\ue863\ue816", body="谢谢😀\x00\r\n第二行" + "长" * 19_000)

    row = stored(receipt)
    assert row.payload["name"] == "\U00020087\ue863\ue816"
    assert row.mapped == {"name": "\U00020087\u4dae\U00020087"}
    assert row.payload["body"].startswith("谢谢😀\n第二行")


def test_given_twenty_thousand_characters_and_one_more_then_told_how_many(send):
    assert send(body="字" * 20_000).number
    with pytest.raises(intake.PayloadRefused) as refusal:
        send(body="字" * 20_001)
    assert refusal.value.facts["errors"] == {"body": "正文最多20000字，现在有20001字"}


def test_given_a_servers_clock_set_back_or_forth_then_nothing_is_lost_held_or_doubled(send, town):
    key = key_at(town.now)

    back = send(key, now=town.now - timedelta(hours=2), body="时钟拨回去了。")
    forth = send(key, now=town.now + timedelta(hours=5), body="时钟拨回去了。")

    assert (back.number, forth.is_repeat) == (forth.number, True)
    assert (stored(back).state, stored(back).score) == ("open", 0)
    assert stored(back).confirmed_at == town.now - timedelta(hours=2)


def test_given_held_mail_then_its_keepers_find_one_notice_a_day(send, town):
    for n in range(3):
        last = send(trap="x", body=f"第{n}件")
    send(trap="x", body="第二天", now=town.now + timedelta(days=1))

    told = Notice.objects.filter(kind="intake.held").order_by("id")
    people = {notice.person_id for notice in told}

    assert town.people["chief"].pk in people
    assert [notice.key for notice in told] == [
        f"intake.held:{town.office.pk}:2026-06-{day}" for day in (16, 17) for _person in people
    ]
    first = Envelope.objects.earliest("id")
    holding.release(uid=first.uid, by=town.people["chief"], now=town.now)
    assert Notice.objects.filter(about_uid=first.uid, read_at=None).count() == 0
    assert not Notice.objects.filter(about_uid=last.uid).exists()


def test_given_thirty_files_then_all_are_kept_private_and_a_bad_one_is_named(send, letters, town):
    files = [intake.IncomingFile(f"照片{n}.png", picture("PNG")) for n in range(30)]

    receipt = send(files=files)

    assert stored(receipt).files.count() == 30
    assert len(letters[0].files) == 30
    assert not stored(receipt).files.filter(attachment__unit__isnull=False).exists()
    with pytest.raises(intake.PayloadRefused) as refusal:
        send(files=[intake.IncomingFile("run.exe", b"MZ" + b"\0" * 100)])
    assert "run.exe" in refusal.value.facts["errors"]["files"]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"trap": "http://x"}, "trap"),
        ({"body": "各单位提供正规发票，加微信咨询，" + "http://a.example " * 5}, "advertising"),
    ],
)
def test_given_a_robot_then_it_is_held_and_never_learns(send, letters, how, reason):
    receipt = send(**how)

    row = stored(receipt)
    assert row.state == "held"
    assert reason in row.reasons
    assert receipt.number and receipt.password
    assert letters == []


def test_given_the_same_letter_by_five_hundred_people_then_held_together_not_refused(send, letters):
    for n in range(12):
        send(name=f"居民{n}", tel=f"139000000{n:02d}", address=f"198.51.100.{n}")

    held = Envelope.objects.filter(state="held")
    assert held.count() == 12 - 5
    assert held.values("fingerprint").distinct().count() == 1
    assert {tuple(row.reasons) for row in held} == {("same_text",)}


def test_given_many_from_one_address_then_held_and_at_a_thousand_refused(send, town):
    for n in range(21):
        last = send(body=f"第{n}件事，请解决楼道照明。", tel=f"139000001{n:02d}")
    assert stored(last).reasons == ["many_from_address"]

    Tally.objects.filter(number=21).update(number=1000)
    with pytest.raises(Exception, match="还没有收下") as refusal:
        send(body="又一件事")

    assert refusal.value.code == "intake.too_often"
    assert not Tally.objects.filter(bucket__contains="203").exists()


def test_given_a_fault_upstairs_then_nothing_is_lost_and_it_is_offered_again(send, letters, town):
    def broken(_news):
        Envelope.objects.update(kind="swallowed")
        raise RuntimeError("upstairs is on fire")

    working = telling.receivers._entries[LETTER.code]
    telling.receivers._entries[LETTER.code] = broken
    receipt = send()

    assert stored(receipt).kind == LETTER.code
    telling.receivers._entries[LETTER.code] = working
    later = town.now + timedelta(minutes=7)
    assert telling.tell_again(now=later) == 1
    assert [(news.uid, news.told_at) for news in letters] == [(receipt.uid, later)]


def test_given_an_envelope_fetched_inside_then_it_waits_no_longer(send, town):
    receipt = send()
    assert [news.uid for news in intake.waiting(LETTER.code)] == [receipt.uid]

    intake.stamp_fetched(uid=receipt.uid, now=town.now)
    intake.stamp_fetched(uid=receipt.uid, now=town.now + timedelta(days=1))

    assert list(intake.waiting(LETTER.code)) == []
    assert stored(receipt).fetched_at == town.now


def test_given_held_mail_when_released_or_rejected_then_once_and_by_its_keepers(
    send, letters, town
):
    first, second = send(trap="x"), send(trap="x", body="另一件事")
    facts = {"by": town.people["chief"], "now": town.now}

    holding.release(uid=first.uid, **facts)
    holding.reject(uid=second.uid, reason="推销广告", **facts)

    assert [news.uid for news in letters] == [first.uid]
    assert stored(second).feedback.get().text == "推销广告"
    with pytest.raises(IllegalMove):
        holding.reject(uid=first.uid, reason="", **facts)
    with pytest.raises(units.NotAllowed):
        holding.release(uid=send(trap="x").uid, by=town.people["stranger"], now=town.now)


def test_given_held_for_three_days_then_its_room_is_told_when_that_was(send, letters, town):
    send(body="没有扣留的一件")
    held, later = send(trap="x"), town.now + timedelta(days=3)

    holding.release(uid=held.uid, by=town.people["chief"], now=later)

    assert [news.told_at for news in letters] == [town.now, later]
    assert (letters[1].submitted_at, letters[1].confirmed_at) == (town.now, town.now)
    assert [news.told_at for news in intake.waiting(LETTER.code)] == [town.now, later]


@pytest.fixture
def enter(town, letters):
    """Enter paper, as staff of the office do."""
    units.appoint(
        user=town.people["liaison"],
        role=units.Role.LIAISON,
        scope=("unit", town.office.pk),
        valid_from=date(2026, 1, 1),
        by=None,
        now=town.now,
    )

    def entering(who="liaison", *, key=None, **facts):
        usual = {
            "kind": LETTER.code,
            "payload": GOOD,
            "key": (key or key_at(town.now)).token,
            "now": town.now,
            "channel": "paper",
            "received_on": date(2026, 6, 12),
            "unit": town.office,
            "by": town.people[who],
        }
        return intake.receive(**usual | facts)

    return entering


def test_given_paper_entered_by_staff_then_its_own_day_counts(enter, town):
    row = stored(enter())
    assert (row.channel, row.received_on) == ("paper", date(2026, 6, 12))
    assert row.entered_by == town.people["liaison"]
    with pytest.raises(units.NotAllowed):
        enter("stranger")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-06-17", "收到日期不能晚于今天（2026-06-16）"),
        ("2027-06-12", "不能晚于今天"),
        ("0026-06-12", "收到日期写成了26年"),
        ("1999-12-31", "收到日期写成了1999年"),
    ],
)
def test_given_a_day_that_cannot_be_then_it_is_refused_however_sure_they_are(enter, day, said):
    for is_sure in (False, True):
        with pytest.raises(intake.PayloadRefused) as refusal:
            enter(received_on=date.fromisoformat(day), is_day_sure=is_sure)
        assert said in refusal.value.facts["errors"]["received_on"]
    assert not Envelope.objects.exists()


def test_given_a_day_long_ago_then_it_is_taken_once_they_are_sure_and_a_reload_says_the_same(
    enter, town
):
    month, more = (date.fromisoformat(day) for day in ("2026-05-17", "2026-05-16"))
    assert stored(enter(received_on=month)).received_on == month
    with pytest.raises(intake.PayloadRefused) as refusal:
        enter(received_on=more, payload=GOOD | {"title": ""})
    assert set(refusal.value.facts["errors"]) == {"title", "received_on"}
    assert "收到日期是31天以前" in refusal.value.facts["errors"]["received_on"]

    key = key_at(town.now)
    sure = enter(key=key, received_on=more, is_day_sure=True)

    assert stored(sure).received_on == more
    assert enter(key=key, received_on=more).number == sure.number


def test_p011_given_the_same_form_five_times_at_once_then_one_envelope(
    clone_database, kept_town, letters
):
    with clone_database():
        town = kept_town.restore()
        place = intake.Place(town.portal.site_id, town.office.pk, "")
        key = key_at(town.now - FILLING)

        def send_once(_n):
            facts = {"kind": LETTER.code, "payload": GOOD, "key": key.token}
            try:
                return intake.receive(now=town.now, place=place, **facts).number
            finally:
                connections.close_all()

        with ThreadPoolExecutor(5) as senders:
            numbers = set(senders.map(send_once, range(5)))
        there = list(Envelope.objects.values_list("number", flat=True))

    assert [*numbers] == there
