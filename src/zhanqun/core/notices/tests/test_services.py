"""Telling people: once, only them, and no more than they need."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from attempts import undone
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.models import Mail, Notice


def tell(town, *people, kind="review.task", key="k", **facts):
    words = {"text": "《青云江大桥恢复通车》等您初审", "url": "/desk/review/tasks/"} | facts
    return notices.tell(
        [town.people[name] for name in people], kind=kind, key=key, now=town.now, **words
    )


def texts(town, name):
    return [row.text for row in notices.notices_visible_to(town.people[name])]


def test_given_the_same_key_again_then_each_person_is_told_once(town):
    assert tell(town, "reviewer", "liaison") == 2
    assert tell(town, "reviewer", "liaison", "signer") == 1

    assert [len(texts(town, name)) for name in ("reviewer", "liaison", "signer")] == [1, 1, 1]


def test_given_an_act_that_fails_then_nobody_was_told(town):
    with undone():
        tell(town, "reviewer")

    assert texts(town, "reviewer") == []
    assert not ProcrastinateJob.objects.filter(task_name="notices.send").exists()


def test_given_a_closed_account_then_it_is_not_told(town):
    town.people["reviewer"].is_active = False
    town.people["reviewer"].save()

    assert tell(town, "reviewer") == 0


def test_given_an_inbox_then_nobody_else_reads_it(town):
    tell(town, "reviewer")

    others = set(town.people) - {"reviewer"}

    assert {name for name in others if texts(town, name)} == set()


def test_given_a_line_break_in_a_title_then_the_notice_is_one_line(town):
    tell(town, "reviewer", text="标题\r\nBcc: x@y.example", detail="理由\n第二行")

    row = Notice.objects.get()
    assert (row.text, row.detail) == ("标题 Bcc: x@y.example", "理由 第二行")


def test_given_what_was_asked_is_done_then_it_counts_as_read_for_all(town):
    uid, other = uuid4(), uuid4()
    tell(town, "reviewer", "liaison", about_uid=uid)
    tell(town, "reviewer", key="other", about_uid=other)

    notices.settle([uid], now=town.now)

    assert list(Notice.objects.filter(read_at=None).values_list("key", flat=True)) == ["other"]


def test_given_a_person_then_they_mark_their_own_as_read_and_no_others(town):
    tell(town, "reviewer", "liaison")
    uids = list(Notice.objects.values_list("uid", flat=True))

    assert notices.mark_read(person=town.people["reviewer"], uids=uids, now=town.now) == 1
    assert [notices.unread_count(town.people[name]) for name in ("reviewer", "liaison")] == [0, 1]


@pytest.mark.parametrize(
    ("kind", "wants", "address", "mailed"),
    [
        ("review.task", True, "a@b.example", True),
        ("review.task", False, "a@b.example", False),
        ("review.task", True, "", False),
        ("review.published", True, "a@b.example", False),
    ],
)
def test_given_kind_wish_and_address_then_mail_is_made_or_not(
    town, mail_to, kind, wants, address, mailed
):
    mail_to(1)
    person = town.people["reviewer"]
    person.email = address
    person.save()
    notices.set_preference(person=person, urgent_mail=wants, digest=True)

    tell(town, "reviewer", kind=kind)

    assert Notice.objects.count() == 1
    assert Mail.objects.exists() == mailed
    assert (Notice.objects.get().mail is not None) == mailed


def test_given_no_mail_server_then_everything_stays_at_the_desk(addressed):
    tell(addressed, "reviewer")

    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


def test_given_two_processes_that_tell_the_same_at_once_then_each_person_is_told_and_mailed_once(
    cloned_database, kept_town, mail_to
):
    mail_to(1)
    town = kept_town.restore()
    for person in town.people.values():
        person.email = f"{person.username}@qingyun.gov.example"
        person.save()
    start = Barrier(4)

    def tell_at_once(_number):
        try:
            start.wait()
            return tell(town, *town.people)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tell_at_once, range(4)))

    assert Notice.objects.count() == Mail.objects.count() == len(town.people)
    assert not Notice.objects.filter(mail=None).exists()


def test_given_many_people_then_the_queries_stay_few(addressed, mail_to, django_assert_num_queries):
    mail_to(1)

    # Who knows it; who wants none; mails in and read; the job; notices in.
    with django_assert_num_queries(6):
        tell(addressed, *addressed.people)


def test_given_an_inbox_of_ten_thousand_then_counting_the_unread_is_one_short_query(
    town, django_assert_num_queries
):
    Notice.objects.bulk_create(
        Notice(
            person=town.people["reviewer"],
            kind="review.published",
            text="x",
            url="/",
            key=str(number),
            created_at=town.now,
            read_at=None if number < 500 else town.now,
        )
        for number in range(10_000)
    )

    with django_assert_num_queries(1):
        assert notices.unread_count(town.people["reviewer"]) == 100
