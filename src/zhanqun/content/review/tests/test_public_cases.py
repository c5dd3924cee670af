"""Real failures of others, each named by its id: schedules, stale pages, one's own work."""

from datetime import timedelta

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review import queries
from zhanqun.content.review.findings import Text, picture_only_finding
from zhanqun.content.review.overriding import Blocked
from zhanqun.content.review.policies import NotOwnWork
from zhanqun.content.review.runner import run_due
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.states import IllegalMove


def edit(town, article, title):
    current = library.Article.objects.get(pk=article.pk)
    library.save_draft(
        uid=article.uid,
        base_revision_id=current.latest_revision_id,
        content={"title": title},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    return library.Article.objects.get(pk=article.pk)


def test_p040_given_a_time_on_an_unapproved_draft_then_it_goes_out_when_approved_late(town):
    article = town.draft()
    due_at = town.now + timedelta(hours=1)
    review.schedule(uid=article.uid, due_at=due_at, by=town.people["signer"], now=town.now)
    with clock.fixed(town.later(hours=2)):
        assert run_due(town.now) == 0
    article.refresh_from_db()
    assert not article.live

    town.approve(article)

    article.refresh_from_db()
    assert article.live
    assert article.first_published_at == town.now


def test_p041_given_a_scheduled_version_and_a_newer_draft_then_only_the_first_goes_out(town):
    article = edit(town, town.published("第一版"), "第二版")
    town.approve(article)
    due_at = town.now + timedelta(hours=1)
    review.schedule(uid=article.uid, due_at=due_at, by=town.people["signer"], now=town.now)
    edit(town, article, "第三版")
    article.refresh_from_db()
    assert article.title == "第一版"

    with clock.fixed(town.later(hours=1)):
        assert run_due(town.now) == 1

    article.refresh_from_db()
    assert article.title == "第二版"
    assert library.working_copy(article).title == "第三版"
    with pytest.raises(review.NotReady):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def test_p043_given_a_body_of_one_picture_then_a_document_is_blocked_and_news_is_warned(db):
    body = '<p><img src="/f/abcdef/x.png" alt=""></p>'

    def levels(kind):
        text = Text.of(library.Article(kind=kind, title="公告", body=body))
        return [row.level for row in picture_only_finding(text)]

    assert levels("document") == ["block"]
    assert levels("news") == ["warn"]


def test_p052_given_a_recalled_submission_when_an_old_page_approves_then_it_is_refused(town):
    article = town.draft()
    submission = town.submit(article)
    task = submission.tasks.get(name="初审")
    review.recall(uid=submission.uid, by=town.people["officer"], now=town.now)

    with pytest.raises(IllegalMove) as refusal:
        review.pass_task(
            uid=task.uid, digest=submission.digest, by=town.people["reviewer"], now=town.now
        )

    assert refusal.value.status == 409


def test_p055_given_a_person_who_submitted_and_also_reviews_then_not_their_own_work(town):
    officer = town.people["officer"]
    units.appoint(
        user=officer,
        role=units.Role.REVIEWER,
        scope=("unit", town.bureau.pk),
        valid_from=clock.day_of(town.now),
        by=None,
        now=town.now,
    )
    submission = town.submit(town.draft())
    task = submission.tasks.get(name="初审")

    with clock.fixed(town.now), pytest.raises(NotOwnWork):
        review.pass_task(uid=task.uid, digest=submission.digest, by=officer, now=town.now)


def test_p046_given_the_country_misspelt_across_tags_then_it_is_stopped_until_mended(town):
    body = "<p>根据中华人民<strong>共合国</strong>有关规定办理，依照中华人民共和国法律执行。</p>"
    article = town.draft("关于渡口管理的公告", body=body)

    with pytest.raises(Blocked, match="中华人民共和国"):
        town.submit(article)
    with pytest.raises(review.NotReady, match="中华人民共和国"):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
    review.fix(uid=article.uid, by=town.people["officer"], now=town.later(minutes=1))

    settled = town.publish(library.Article.objects.get(pk=article.pk))
    assert library.plain_text(settled.body).count("中华人民共和国") == 2


def test_p047_given_the_typo_in_a_title_then_it_is_told_and_history_is_a_hint_at_most(town):
    history = town.draft("城南旧事", body="<p>蜀军进攻府南河以东，守军撤出府南河。</p>")
    article = town.draft("市攻府关于加强防汛工作的通知")

    told = {
        (row.hit.matched, row.level)
        for text in (article, history)
        for row in queries.findings_of(text, town.now)
        if row.hit and row.field in ("title", "body")
    }

    assert told == {("攻府", "warn"), ("攻府", "hint")}
    town.submit(history)


def test_p003_given_a_number_masked_on_screen_then_its_attribute_goes_and_other_places_are_read(
    town,
):
    whole = "11010519491231002X"
    cell = f'<td data-id="{whole}">110105********002X</td>'
    body = f'<table><tr>{cell}</tr></table><p><img src="/f/x/a.png" alt="证号{whole}"></p>'

    draft = town.draft(body=body)

    assert f'data-id="{whole}"' not in draft.body
    found = [row for row in review.findings_of(draft, town.now) if row.code.startswith("privacy.")]
    assert [row.field for row in found] == ["alt:1"]


def test_p004_given_mobile_numbers_in_any_form_then_each_is_told_and_office_lines_are_not(town):
    words = (
        "联系人：甄测一 13800001234；座机 0598-5550123；服务热线12345；另 １３８ ０００ ０１２３４"
    )
    draft = town.draft(body=f"<p>{words}</p>")

    found = [row for row in review.findings_of(draft, town.now) if row.code.startswith("privacy.")]

    assert [row.matched for row in found] == ["13800001234", "１３８ ０００ ０１２３４"]
    assert {row.suggestion for row in found} == {"138****1234"}
