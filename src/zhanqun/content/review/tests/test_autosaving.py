"""What was typed and not saved: kept, offered again, never mistaken for a version."""

from datetime import timedelta

import pytest
from django.test import Client

from zhanqun.content.library import api as library
from zhanqun.content.library.autosaving import (
    BYTES_MOST,
    KEPT_DAYS,
    autosave_of,
    forget_old_autosaves,
    keep_autosave,
)
from zhanqun.content.library.models import Article, Autosave
from zhanqun.content.review import api as review
from zhanqun.core.audit import api as audit

TYPED = "<p>写到一半的正文，还没有保存。</p>"
NOTICE = "您有未保存的内容"


@pytest.fixture
def officer(town):
    return at_the_desk(town, "officer")


def at_the_desk(town, username):
    client = Client()
    client.force_login(town.people[username])
    return client


def form_of(article, **changes):
    """What the edit page sends."""
    form = {"title": article.title, "body": article.body, "source": article.source}
    return form | {"base_revision": article.latest_revision_id} | changes


def page_of(article):
    return f"/desk/articles/{article.uid}/"


def autosave(client, article, **changes):
    return client.post(page_of(article) + "autosave/", form_of(article, **changes))


def test_given_typing_then_it_is_offered_again_and_restored_as_typed(town, officer):
    article = town.draft()

    answer = autosave(officer, article, body=TYPED, summary="新的摘要", written_on="昨天")
    page = officer.get(page_of(article)).content.decode()
    restored = officer.get(page_of(article) + "?restore=1").content.decode()

    assert answer.status_code == 200 and set(answer.json()) == {"time"}
    assert NOTICE in page and "写到一半" not in page
    assert NOTICE not in restored and 'data-unsaved="true"' in restored
    assert "写到一半的正文" in restored and "新的摘要" in restored


def test_given_typing_then_no_version_no_entry_and_no_approval_is_lost(town, officer):
    article = town.draft()
    submission = town.approve(article)
    entries = audit.Entry.objects.exclude(action__startswith="accounts.").count()
    digest = library.digest_of(library.working_copy(article))

    autosave(officer, article, body=TYPED)

    article = Article.objects.get(pk=article.pk)
    submission.refresh_from_db()
    assert submission.state == review.SubmissionState.APPROVED
    assert review.decision_for(article, digest) is not None
    assert article.revisions.count() == 1
    assert library.digest_of(library.working_copy(article)) == digest
    assert audit.Entry.objects.exclude(action__startswith="accounts.").count() == entries
    review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
    assert "写到一半" not in Article.objects.get(pk=article.pk).body


def test_given_many_autosaves_then_there_is_one_row_and_the_history_is_short(town, officer):
    article = town.draft()

    for number in range(20):
        autosave(officer, article, body=f"<p>第{number}次</p>")

    assert Autosave.objects.get().typed["body"] == ["<p>第19次</p>"]
    assert article.revisions.count() == 1


def test_given_it_is_saved_then_nothing_is_offered_any_more(town, officer):
    article = town.draft()
    autosave(officer, article, body=TYPED)

    officer.post(page_of(article), form_of(article, body=TYPED, act="save"))

    assert not Autosave.objects.exists()
    assert NOTICE not in officer.get(page_of(article)).content.decode()


def test_given_an_autosave_that_came_after_its_saving_then_it_is_not_offered(town, officer):
    article = town.draft()
    officer.post(page_of(article), form_of(article, body=TYPED, act="save"))

    autosave(officer, article, body=TYPED)

    assert NOTICE not in officer.get(page_of(article)).content.decode()


def test_given_a_save_that_is_refused_then_what_was_kept_stays(town, officer):
    article = town.draft()
    autosave(officer, article, body=TYPED)

    answer = officer.post(page_of(article), form_of(article, title="", body=TYPED, act="save"))

    assert answer.status_code == 400
    assert Autosave.objects.get().typed["body"] == [TYPED]


def test_given_somebody_saved_since_then_restoring_shows_both_side_by_side(town, officer):
    article = town.draft()
    autosave(officer, article, body=TYPED)
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"body": "<p>同事改过的正文。</p>"},
        by=town.people["officer"],
        now=town.now,
    )

    page = officer.get(page_of(article) + "?restore=1")

    text = page.content.decode()
    assert page.status_code == 200
    assert "两个版本的不同之处" in text and "用我的版本覆盖" in text
    assert "同事改过" in text and "写到一半" in text


def test_given_it_is_thrown_away_then_it_is_gone(town, officer):
    article = town.draft()
    autosave(officer, article, body=TYPED)

    answer = officer.post(page_of(article) + "autosave/", {"discard": "1"}, follow=True)

    assert "已丢弃未保存的内容" in answer.content.decode()
    assert not Autosave.objects.exists()


def test_given_a_new_article_then_what_was_typed_comes_back_until_it_is_made(town, officer):
    new = "/desk/articles/new/"
    form = {"title": "刚起的标题", "kind": "notice", "unit": town.bureau.pk, "token": "a" * 32}

    officer.post(new + "autosave/", form)
    assert NOTICE in officer.get(new).content.decode()
    restored = officer.get(new + "?restore=1").content.decode()
    officer.post(new, form)

    assert "刚起的标题" in restored and "a" * 32 in restored
    assert not Autosave.objects.exists()
    assert Article.objects.get().title == "刚起的标题"


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 403), ("reviewer", 403), ("auditor", 403)]
)
def test_given_somebody_who_may_not_write_then_nothing_is_kept(town, who, status):
    article = town.draft()

    answer = autosave(at_the_desk(town, who), article, body=TYPED)

    assert answer.status_code == 403
    assert answer.json()["code"] == "units.not_allowed"
    assert not Autosave.objects.exists()


def test_given_another_writers_autosave_then_it_is_shown_to_nobody_else(town, officer):
    article = town.draft()
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    autosave(officer, article, body=TYPED)

    page = at_the_desk(town, "chief").get(page_of(article) + "?restore=1").content.decode()

    assert "写到一半" not in page and NOTICE not in page


def test_given_too_much_then_it_is_refused_with_a_clear_message_and_the_former_stays(town, officer):
    article = town.draft()
    autosave(officer, article, body=TYPED)

    answer = autosave(officer, article, body="长" * (BYTES_MOST // 3 + 1))

    assert answer.status_code == 413
    assert answer.json()["message"] == "内容超过2 MB，不能自动保存。请按“保存草稿”。"
    assert Autosave.objects.get().typed["body"] == [TYPED]


def test_given_an_expired_session_then_the_autosave_is_refused_and_no_html_is_kept(town):
    article = town.draft()

    answer = autosave(Client(), article, body=TYPED)

    assert answer.status_code == 403
    assert not Autosave.objects.exists()


def test_given_old_autosaves_then_the_night_forgets_them(town):
    old, fresh = town.draft("旧"), town.draft("新")
    for article, days in ((old, KEPT_DAYS + 1), (fresh, KEPT_DAYS - 1)):
        keep_autosave(
            article=article,
            typed={"title": ["x\0"]},
            by=town.people["officer"],
            now=town.now - timedelta(days=days),
        )

    assert forget_old_autosaves(now=town.now) == 1
    assert autosave_of(old, town.people["officer"]) is None
    assert autosave_of(fresh, town.people["officer"]).typed == {"title": ["x"]}
