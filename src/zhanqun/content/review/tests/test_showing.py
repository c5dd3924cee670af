"""Hits where they stand: marked in the text, listed beside it with a way there."""

import re

from zhanqun.content.library import api as library
from zhanqun.content.review.checking import check
from zhanqun.content.review.showing import shown
from zhanqun.content.review.tests.people import ID_NUMBER


def shown_of(article, now, **how):
    draft = library.working_copy(article)
    return shown(check(draft, now), **how)


def test_given_hits_then_the_list_leads_to_marks_with_a_word_for_the_level(town):
    article = town.draft(
        f"王某{ID_NUMBER}<公告>",
        body=f"<p>前文<strong>{ID_NUMBER[:4]}</strong>{ID_NUMBER[4:]}后文</p><p>{ID_NUMBER}</p>",
        summary=f"摘要“{ID_NUMBER}”",
    )

    page = shown_of(article, town.now, in_text=True)

    assert [group.level for group in page.groups] == ["block", "hint"]
    title, body, summary = page.groups[0].rows
    assert page.marked["title"] == (
        '王某<span class="r-mark__word" id="hit-title-1" data-word="不能发布"></span>'
        f'<mark class="r-mark r-mark--block">{ID_NUMBER}</mark>&lt;公告&gt;'
    )
    assert [place.anchor for place in body.places] == ["hit-body-1", "hit-body-2"]
    assert [place.nth for place in body.places] == [0, 1]
    assert (body.places[0].before, body.places[0].after) == ("前文", "后文")
    assert all(f'id="{place.anchor}"' in page.marked["body"] for place in body.places)
    assert page.marked["body"].count("<mark") == 3
    assert "&quot;" not in page.marked["summary"] and "“" in page.marked["summary"]
    assert summary.finding.field == "summary" and title.is_open


def test_given_a_body_with_marks_then_without_them_it_is_the_body(town):
    article = town.draft(body=f"<p>甲{ID_NUMBER}乙&amp;丙</p><p>保密工作培训在2月30日举行</p>")

    page = shown_of(article, town.now, in_text=True)

    plain = re.sub(
        r"</?mark[^>]*>|<span class=\"r-mark__word\"[^>]*></span>", "", page.marked["body"]
    )
    assert plain == article.body
    assert page.marked["body"].count("<mark") == 3


def test_given_very_many_findings_then_the_list_ends_and_says_how_many_are_left(town):
    links = "".join(f'<p><a href="/f/{n:010d}/x.pdf">附件{n}号表格</a></p>' for n in range(230))

    page = shown_of(town.draft(body=links), town.now)

    assert len(page.rows) == 200
    assert page.hidden == 32  # thirty links, and two fields that are not filled in


def test_given_the_same_words_many_times_then_a_few_places_stand_for_all(town):
    page = shown_of(town.draft(body=f"<p>王某{ID_NUMBER}</p>" * 9), town.now)

    (row,) = page.groups[0].rows
    assert (len(row.places), row.more) == (5, 4)
