"""Who is told what: role by place, deputies, and nobody besides."""

from datetime import date, timedelta

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review import reminding, runner
from zhanqun.content.review.models import Task
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.models import Mail, Notice
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

DAY = date(2026, 6, 16)


def told(kind=None, unread=False):
    """Usernames that were told, by kind."""
    rows = Notice.objects.filter(read_at=None) if unread else Notice.objects.all()
    if kind:
        rows = rows.filter(kind=kind)
    return sorted(rows.values_list("person__username", flat=True))


def forget():
    Notice.objects.all().delete()


def newcomer(town, username, role, scope, unit=None):
    person = units.add_user(
        username=username,
        name=f"{role.label}乙",
        unit=unit or town.other,
        password=None,
        by=None,
        now=town.now,
    )
    units.appoint(user=person, role=role, scope=scope, valid_from=DAY, by=None, now=town.now)
    town.people[username] = person
    return person


def give_deputy(town, name, deputy):
    units.set_deputy(
        appointment=town.people[name].appointments.get(),
        deputy=town.people[deputy],
        by=town.people["security"],
        now=town.now,
    )


def send_away(town, name):
    units.set_absence(
        person=town.people[name],
        starts_on=DAY,
        ends_on=DAY + timedelta(days=3),
        note="",
        by=town.people[name],
        now=town.now,
    )


def decide(town, submission, step, person, reason=""):
    task = submission.tasks.get(name=step, state="open")
    facts = {"uid": task.uid, "digest": submission.digest, "by": town.people[person]}
    if reason:
        return review.return_task(**facts, reason=reason, now=town.now)
    return review.pass_task(**facts, now=town.now)


# --- Steps ---------------------------------------------------------------------------------


def test_given_a_submission_then_only_those_who_can_take_its_steps_are_told(town):
    """Reviewers of other units and sites, administrators and the writer hear nothing."""
    newcomer(town, "other_reviewer", Role.REVIEWER, ("unit", town.other.pk))
    newcomer(town, "site_reviewer", Role.REVIEWER, ("site", town.portal.site_id))
    newcomer(town, "city_reviewer", Role.REVIEWER, ("unit", town.government.pk), town.office)

    town.submit(town.draft())

    assert told("review.task") == ["city_reviewer", "reviewer", "secrecy"]
    assert told() == told("review.task")


def test_given_the_writer_is_also_a_reviewer_then_they_get_no_task_for_their_own_text(town):
    units.appoint(
        user=town.people["officer"],
        role=Role.REVIEWER,
        scope=("unit", town.bureau.pk),
        valid_from=DAY,
        by=None,
        now=town.now,
    )

    town.submit(town.draft())

    assert told("review.task") == ["reviewer", "secrecy"]


def test_given_a_step_on_a_site_then_that_sites_people_are_told_and_no_other_sites(town):
    steps = (("终审", Role.CHIEF_EDITOR, "site", 24),)
    review.set_plan(name="一审", steps=steps, by=None, now=town.now)
    newcomer(town, "bureau_chief", Role.CHIEF_EDITOR, ("site", town.bureau_site.site_id))

    town.submit(town.draft())

    assert told("review.task") == ["bureau_chief", "secrecy"]


def test_given_steps_that_pass_then_each_next_person_is_told_and_the_last_one_asks_no_more(town):
    submission = town.submit(town.draft())

    decide(town, submission, "初审", "reviewer")

    assert told("review.task", unread=True) == ["liaison", "secrecy"]


def test_given_a_return_then_the_writer_reads_why_and_nobody_is_asked_any_more(town):
    submission = town.submit(town.draft())

    decide(town, submission, "初审", "reviewer", reason="请补充图片")

    row = Notice.objects.get(kind="review.returned")
    assert (row.person, row.detail) == (town.people["officer"], "请补充图片")
    assert "在初审被退回" in row.text
    assert told(unread=True) == ["officer"]


@pytest.mark.parametrize("how", ["recalled", "edited"])
def test_given_a_submission_that_is_recalled_or_voided_then_nobody_is_asked_any_more(town, how):
    article = town.draft()
    submission = town.submit(article)

    if how == "recalled":
        review.recall(uid=submission.uid, by=town.people["officer"], now=town.now)
    else:
        library.save_draft(
            uid=article.uid,
            base_revision_id=article.latest_revision_id,
            content={"title": "改了标题"},
            by=town.people["officer"],
            now=town.now,
        )

    assert told("review.task", unread=True) == []


def test_given_who_moved_to_another_unit_then_the_fate_of_the_text_is_not_told_them(town):
    submission = town.submit(town.draft())
    town.people["officer"].appointments.update(scope_id=town.other.pk)

    decide(town, submission, "初审", "reviewer", reason="请补充图片")

    assert told("review.returned") == []


def test_given_all_steps_and_the_secrecy_review_then_writer_and_publisher_are_told(town):
    town.approve(town.draft())

    assert told("review.approved") == ["officer"]
    assert told("review.secrecy") == ["officer"]
    assert told("review.ready") == ["signer"]


def test_given_a_text_that_is_not_to_be_public_then_the_writer_gets_it_back_with_the_ground(town):
    submission = town.submit(town.draft())

    review.decide_secrecy(
        uid=submission.tasks.get(is_secrecy=True).uid,
        digest=submission.digest,
        conclusion="secret",
        ground="涉及工作秘密",
        by=town.people["secrecy"],
        now=town.now,
    )

    row = Notice.objects.get(kind="review.returned")
    assert (row.person, row.detail) == (town.people["officer"], "涉及工作秘密")


def test_given_publication_and_withdrawal_then_the_writer_hears_of_both_once(town):
    article = town.published()
    review.withdraw(
        uid=article.uid, kind="error", note="数字有误", by=town.people["signer"], now=town.now
    )

    assert (told("review.published"), told("review.withdrawn")) == (["officer"], ["officer"])
    assert Notice.objects.get(kind="review.withdrawn").detail == "数字有误"
    assert told("review.ready", unread=True) == []


def test_given_a_schedule_that_is_blocked_when_due_then_who_set_it_hears_once(town):
    article = town.draft()
    town.submit(article)
    due = town.now + timedelta(hours=1)
    review.schedule(uid=article.uid, due_at=due, by=town.people["signer"], now=town.now)
    forget()

    for seconds in (0, 20, 40):
        with clock.fixed(due + timedelta(seconds=seconds)):
            runner.run_due(due + timedelta(seconds=seconds))

    row = Notice.objects.get()
    assert (row.kind, row.person) == ("review.schedule_failed", town.people["signer"])
    assert "还没有通过全部审核环节" in row.detail


# --- Offers --------------------------------------------------------------------------------


@pytest.fixture
def offer(town):
    return library.place(
        article=town.published(),
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )


def test_given_an_offer_then_the_columns_editors_are_told_and_no_other_sites(town, offer):
    assert told("library.offered") == ["chief", "editor"]


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ("adopt", "library.offer_adopted"),
        ("return", "library.offer_returned"),
        ("merge", "library.offer_merged"),
    ],
)
def test_given_an_offer_that_is_decided_then_the_writer_hears_and_the_editors_need_not_act(
    town, offer, decision, kind
):
    facts = {"uid": offer.uid, "by": town.people["editor"], "now": town.now}
    if decision == "adopt":
        library.adopt(**facts)
    elif decision == "return":
        library.return_offer(**facts, reason="已有同题稿件")
    else:
        into = town.published("另一篇")
        other = library.place(
            article=into, column=offer.column, by=town.people["officer"], now=town.now
        )
        library.adopt(uid=other.uid, by=town.people["chief"], now=town.now)
        library.merge_offer(**facts, into=into)

    assert told(kind) == ["officer"]
    assert told("library.offered", unread=True) == []


# --- Limits --------------------------------------------------------------------------------


def remind_after(town, **time):
    with clock.fixed(town.now + timedelta(**time)):
        return reminding.remind_due(town.now + timedelta(**time))


def test_given_time_running_out_then_deciders_and_deputies_are_warned_once(town):
    give_deputy(town, "reviewer", "stranger")
    town.submit(town.draft())
    assert "stranger" not in told()
    remind_after(town, hours=1)
    forget()

    assert remind_after(town, hours=18) == 2
    assert remind_after(town, hours=18, minutes=1) == 0

    assert told("review.due_soon") == ["reviewer", "secrecy", "stranger"]
    assert told() == told("review.due_soon")


def test_given_time_that_is_over_then_also_the_sites_people_and_the_writer_hear(town):
    newcomer(town, "bureau_chief", Role.CHIEF_EDITOR, ("site", town.bureau_site.site_id))
    town.submit(town.draft())
    town.clear(review.current_submission(library.Article.objects.get()))
    forget()

    remind_after(town, hours=24)

    assert told("review.overdue") == ["reviewer"]
    assert told("review.late") == ["bureau_chief", "bureau_manager", "officer"]
    late = Notice.objects.get(person=town.people["officer"], kind="review.late")
    assert "您的稿件《青云江大桥恢复通车》初审超时未审" in late.text
    assert "审核人甲" in late.detail


def test_given_the_job_stood_still_for_days_then_only_the_newest_rung_is_told(town):
    town.submit(town.draft())
    town.clear(review.current_submission(library.Article.objects.get()))
    forget()

    remind_after(town, days=4)

    assert told("review.overdue") == ["reviewer"]
    assert told("review.due_soon") == []
    assert Task.objects.get(state="open").warned == 5  # the limit, and three days more


def test_given_a_late_step_then_each_day_tells_again_until_it_is_decided(town):
    submission = town.submit(town.draft())
    town.clear(submission)
    forget()

    for hours in (24, 25, 48, 49, 72):
        remind_after(town, hours=hours)
    assert told("review.overdue") == ["reviewer"] * 3
    town.later(hours=80)
    decide(town, submission, "初审", "reviewer")

    assert submission.tasks.get(name="初审").was_late
    assert told("review.overdue", unread=True) == []
    assert told("review.late", unread=True) == []


def test_given_many_open_steps_then_a_minute_with_nothing_to_tell_is_one_query(
    town, django_assert_num_queries
):
    town.submit(town.draft())
    remind_after(town, hours=1)

    with django_assert_num_queries(1):
        assert remind_after(town, hours=2) == 0


# --- Deputies ------------------------------------------------------------------------------


def test_given_a_reviewer_who_is_away_then_the_deputy_is_told_instead(town):
    give_deputy(town, "reviewer", "stranger")
    send_away(town, "reviewer")
    assert told("units.stand_in") == ["stranger"]

    town.submit(town.draft())

    assert told("review.task") == ["secrecy", "stranger"]


def test_given_a_deputy_who_decides_then_trail_and_timeline_say_for_whom(town):
    give_deputy(town, "reviewer", "stranger")
    submission = town.submit(town.draft())

    decide(town, submission, "初审", "stranger")

    task = submission.tasks.get(name="初审")
    assert (task.decided_by, task.decided_for) == (
        town.people["stranger"],
        town.people["reviewer"],
    )
    assert task.decider == "信息员甲（代审核人甲）"
    assert audit.Entry.objects.get(action="review.passed").actor_name == task.decider


def test_given_a_deputy_who_adopts_an_offer_then_the_trail_says_for_whom(town, offer):
    give_deputy(town, "editor", "stranger")

    library.adopt(uid=offer.uid, by=town.people["stranger"], now=town.now)

    entry = audit.Entry.objects.get(action="library.adopted")
    assert entry.actor_name == "信息员甲（代编辑甲）"


def test_given_a_holder_who_decides_then_nobody_else_is_named(town):
    give_deputy(town, "reviewer", "stranger")
    submission = town.submit(town.draft())

    decide(town, submission, "初审", "reviewer")

    assert submission.tasks.get(name="初审").decider == "审核人甲"


def test_given_the_deputys_tray_then_it_says_for_whom_and_the_holders_does_not(town, client):
    give_deputy(town, "reviewer", "stranger")
    town.submit(town.draft())

    pages = {}
    for name in ("stranger", "reviewer"):
        client.force_login(town.people[name])
        pages[name] = client.get("/desk/review/tasks/").content.decode()

    assert "代审核人甲办理" in pages["stranger"]
    assert "青云江大桥恢复通车" in pages["reviewer"] and "办理</span>" not in pages["reviewer"]


# --- Mail ----------------------------------------------------------------------------------


def test_given_mail_is_on_then_only_those_told_of_urgent_things_get_some(town, settings):
    settings.EMAIL_HOST = "mail.qingyun.gov.example"
    for person in town.people.values():
        person.email = f"{person.username}@qingyun.gov.example"
        person.save()

    article = town.draft()
    submission = town.submit(article)
    decide(town, submission, "初审", "reviewer")

    mailed = Mail.objects.values_list("person__username", flat=True)
    assert sorted(mailed) == ["liaison", "reviewer", "secrecy"]
    assert notices.mail_figures(town.now).is_on
