"""The daily digest: what the first screen shows, once a day, to those it concerns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.notices import api as notices
from zhanqun.core.notices import digests, sending, tasks
from zhanqun.core.notices.models import DigestRun, Mail, Notice
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

MORNING = datetime(2026, 6, 17, 0, 30, tzinfo=UTC)  # 08:30 in Beijing


def digest_of(town, server, name, at=MORNING):
    """What the person's digest of that morning says; "" where there is none."""
    digests.make(town.people[name].pk, at)
    sending.send_waiting(at)
    found = [
        letter
        for letter in server.to(f"{name}@qingyun.gov.example")
        if letter.subject.startswith(("【待办】", "【提醒】"))
    ]
    return found[-1].text if found else ""


# --- What stands in it ---------------------------------------------------------------------


def test_given_steps_due_today_or_late_then_the_reviewer_reads_them_and_not_those_due_later(
    addressed, server
):
    addressed.submit(addressed.draft("昨天送审的稿件"))  # due 17:20 on the 17th
    addressed.later(hours=20)
    addressed.submit(addressed.draft("次日到期的稿件"))  # due on the 18th

    text = digest_of(addressed, server, "reviewer", addressed.now)

    assert "待审核（2）" in text and "昨天送审的稿件" in text
    assert "初审，市交通运输局，时限06-17 17:20，剩4小时" in text
    assert "次日到期的稿件" not in text
    assert "http://testserver/desk/review/tasks/" in text


def test_given_a_returned_article_then_its_writer_reads_it_and_why(addressed, server):
    submission = addressed.submit(addressed.draft("退回的稿件"))
    review.return_task(
        uid=submission.tasks.get(name="初审").uid,
        digest=submission.digest,
        reason="请补充图片",
        by=addressed.people["reviewer"],
        now=addressed.now,
    )

    text = digest_of(addressed, server, "officer")

    assert "被退回的稿件（1）" in text
    assert "退回的稿件" in text and "请补充图片" in text


def test_given_an_adopted_and_a_returned_offer_then_the_writer_reads_both(addressed, server):
    for title, adopt in (("采用的稿件", True), ("退回的报送", False)):
        offer = library.place(
            article=addressed.published(title),
            column=addressed.column("bmdt", addressed.portal),
            by=addressed.people["officer"],
            now=addressed.now,
        )
        facts = {"uid": offer.uid, "by": addressed.people["editor"], "now": addressed.now}
        library.adopt(**facts) if adopt else library.return_offer(**facts, reason="已有同题稿件")

    text = digest_of(addressed, server, "officer")

    assert "报送采用：部门动态采用了《采用的稿件》" in text
    assert "报送退回：部门动态退回了《退回的报送》" in text and "已有同题稿件" in text


@pytest.mark.parametrize(("days", "told"), [(6, True), (9, False)])
def test_given_a_term_that_ends_within_a_week_then_the_security_administrator_reads_it(
    addressed, server, days, told
):
    units.appoint(
        user=addressed.people["liaison"],
        role=Role.EDITOR,
        scope=("unit", addressed.bureau.pk),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 6, 17) + timedelta(days=days),
        by=None,
        now=addressed.now,
    )

    assert ("任期将满（1）" in digest_of(addressed, server, "security")) == told


def test_given_only_drafts_then_there_is_no_digest(addressed, server):
    addressed.draft()

    assert digest_of(addressed, server, "officer") == ""


def test_given_a_notice_that_was_mailed_or_read_then_the_digest_does_not_repeat_it(
    addressed, server
):
    for key, kind in (("a", "review.published"), ("b", "review.published"), ("c", "review.task")):
        notices.tell(
            [addressed.people["stranger"]],
            kind=kind,
            text=f"《稿件{key}》",
            url="/",
            key=key,
            now=addressed.now,
        )
    Notice.objects.filter(key="a").update(read_at=addressed.now)

    text = digest_of(addressed, server, "stranger")

    assert "新提醒（1）" in text and "《稿件b》" in text
    assert "《稿件a》" not in text and "《稿件c》" not in text


def test_given_mail_without_titles_then_the_digest_says_how_many_and_no_more(
    addressed, server, settings
):
    settings.ZHANQUN_MAIL_TITLES = False
    addressed.submit(addressed.draft("青云江大桥恢复通车"))

    text = digest_of(addressed, server, "reviewer", addressed.later(days=2))

    assert "待审核（1）" in text and "大桥" not in text


# --- Once, and to whom ---------------------------------------------------------------------


def test_given_a_digest_that_is_made_twice_then_it_arrives_once(addressed, server):
    addressed.submit(addressed.draft())
    late = addressed.later(days=2)

    for _again in range(2):
        digests.make(addressed.people["reviewer"].pk, late)
    sending.send_waiting(late)

    days = [row for row in server.to("reviewer@qingyun.gov.example") if "【待办】" in row.subject]
    assert len(days) == 1


def test_given_who_left_or_wants_none_then_they_get_no_digest(addressed, server):
    addressed.submit(addressed.draft())
    late = addressed.later(days=2)
    assert addressed.people["reviewer"] in digests.readers(clock.day_of(late))

    for change in ("inactive", "averse", "ended", "nowhere"):
        town_reader = addressed.people["reviewer"]
        if change == "averse":
            notices.set_preference(person=town_reader, urgent_mail=True, digest=False)
        elif change == "ended":
            town_reader.appointments.update(valid_until=clock.day_of(late) - timedelta(days=1))
        else:
            field, value = ("is_active", False) if change == "inactive" else ("email", "")
            setattr(town_reader, field, value)
            town_reader.save()

        assert digests.make(town_reader.pk, late) is None, change

        town_reader.is_active, town_reader.email = True, "reviewer@qingyun.gov.example"
        town_reader.save()
        town_reader.appointments.update(valid_until=None)
        notices.set_preference(person=town_reader, urgent_mail=True, digest=True)
    assert digests.make(addressed.people["reviewer"].pk, late) is not None


@pytest.mark.parametrize(
    ("minutes", "begun"), [(-1, False), (0, True), (6 * 60, True), (15 * 60, True)]
)
def test_given_the_hour_then_the_digest_begins_and_after_a_stop_later_that_day(
    addressed, server, minutes, begun
):
    with clock.fixed(MORNING + timedelta(minutes=minutes)):
        tasks.look_again(0)
        tasks.look_again(0)

    jobs = ProcrastinateJob.objects.filter(task_name="notices.make_digest")
    assert DigestRun.objects.exists() == begun
    assert jobs.count() == (len(addressed.people) if begun else 0)


def test_given_no_mail_server_then_no_digest_is_begun(addressed):
    with clock.fixed(MORNING):
        tasks.look_again(0)

    assert not DigestRun.objects.exists() and not Mail.objects.exists()
