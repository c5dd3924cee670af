"""One press does what the checks suggest: a new version, its markup kept, nothing else changed."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review import queries
from zhanqun.content.review.fixing import NothingToFix, fix
from zhanqun.content.review.tests.people import ID_NUMBER
from zhanqun.core.units import api as units

MASKED = f"{ID_NUMBER[:6]}********{ID_NUMBER[-4:]}"
TABLE = "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>王某</td><td>科员</td></tr></table>"


def draft_of(article):
    return library.working_copy(library.Article.objects.get(pk=article.pk))


def keys_of(article, code, now):
    return {row.key for row in queries.findings_of(draft_of(article), now) if row.code == code}


def press(town, article, code):
    keys = keys_of(article, code, town.now)
    return fix(uid=article.uid, by=town.people["officer"], now=town.later(minutes=1), keys=keys)


def test_given_a_hit_across_tags_when_settled_then_the_markup_around_it_stays(town):
    body = (
        f"<p>王某（<strong>{ID_NUMBER[:8]}</strong><em>{ID_NUMBER[8:]}</em>）&amp;李某，"
        '见<a href="https://www.gov.cn/">公告</a>。𬭚山</p>'
    )
    article = town.draft(body=body)

    count = press(town, article, "privacy.id_number")

    assert count == 1
    assert draft_of(article).body == (
        f"<p>王某（<strong>{MASKED}</strong>）&amp;李某，"
        '见<a href="https://www.gov.cn/">公告</a>。𬭚山</p>'
    )


def test_given_the_same_words_twice_then_one_press_settles_both_and_other_fields_stay(town):
    words = f"王某{ID_NUMBER}"
    article = town.draft(body=f"<p>{words}</p><p>{words}</p>", summary=words)
    in_body = {
        row.key
        for row in queries.findings_of(draft_of(article), town.now)
        if row.field == "body" and row.suggestion
    }

    count = fix(uid=article.uid, by=town.people["officer"], now=town.now, keys=in_body)

    draft = draft_of(article)
    assert count == 2 and draft.body.count(MASKED) == 2
    assert draft.summary == words


def test_given_findings_everywhere_then_all_at_once_is_one_version(town):
    picture = f'<p><img src="/f/abcdef/x.png" alt="王某{ID_NUMBER}"></p>'
    article = town.draft(
        f"关于王某{ID_NUMBER}的公告",
        body=f"<p>{ID_NUMBER}</p>{picture}{TABLE}",
        summary=f"“王某”{ID_NUMBER}",
        issuing_organs=[f"王某{ID_NUMBER}", "市交通运输局"],
    )
    before = article.revisions.count()

    review.fix(uid=article.uid, by=town.people["officer"], now=town.later(minutes=1))

    draft = draft_of(article)
    assert article.revisions.count() == before + 1
    assert ID_NUMBER not in draft.title + draft.body + draft.summary
    assert draft.issuing_organs == [f"王某{MASKED}", "市交通运输局"]
    assert f'alt="王某{MASKED}"' in draft.body
    assert '<th scope="col">姓名</th>' in draft.body and "<td>王某</td>" in draft.body


def test_given_a_table_without_head_then_its_first_row_becomes_one(town):
    article = town.draft(body=TABLE)

    press(town, article, "body.table_head")

    assert draft_of(article).body.startswith("<table>\n<thead>\n<tr><th")
    assert keys_of(article, "body.table_head", town.now) == set()


def test_given_a_text_that_changed_meanwhile_then_nothing_is_lost_and_it_is_said(town):
    article = town.draft(body=f"<p>{ID_NUMBER}</p>")
    keys = keys_of(article, "privacy.id_number", town.now)
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"body": "<p>已由同事改好。</p>"},
        by=town.people["liaison"],
        now=town.now,
    )

    with pytest.raises(NothingToFix):
        fix(uid=article.uid, by=town.people["officer"], now=town.now, keys=keys)

    assert draft_of(article).body == "<p>已由同事改好。</p>"


def test_given_somebody_who_may_not_edit_then_it_is_refused(town):
    article = town.draft(body=f"<p>{ID_NUMBER}</p>")

    with pytest.raises(units.NotAllowed):
        fix(uid=article.uid, by=town.people["stranger"], now=town.now)


def test_given_unsaved_words_on_the_page_then_they_are_saved_before_the_press_is_carried_out(
    town, client
):
    article = town.draft(body=f"<p>{ID_NUMBER}</p>")
    client.force_login(town.people["officer"])
    key = keys_of(article, "privacy.id_number", town.now).pop()
    sent = {
        "base_revision": article.latest_revision_id,
        "title": "改了一半的标题",
        "body": f"<p>刚写的一段。</p><p>{ID_NUMBER}</p>",
        "act": f"fix:{key}",
    }

    answer = client.post(f"/desk/articles/{article.uid}/", sent, follow=True)

    draft = draft_of(article)
    assert (draft.title, draft.body) == (
        "改了一半的标题",
        f"<p>刚写的一段。</p>\n<p>{MASKED}</p>",
    )
    assert "已按建议修改1处" in answer.content.decode()


def test_given_a_note_and_a_refused_submission_then_the_note_is_still_on_the_page(town, client):
    article = town.draft(body=f"<p>{ID_NUMBER}</p>")
    client.force_login(town.people["officer"])
    sent = {
        "base_revision": article.latest_revision_id,
        "title": article.title,
        "body": article.body,
        "source": article.source,
        "act": "submit",
        "reason": "请尽快审核",
    }

    page = client.post(f"/desk/articles/{article.uid}/", sent, follow=True).content.decode()

    assert "检查发现不能发布的内容" in page
    assert 'value="请尽快审核"' in page
    assert "申请放行并送审" in page
