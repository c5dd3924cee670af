"""The question library: written, published, found, looked at again."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from zhanqun.affairs.letters import finding, questions, reviewing
from zhanqun.affairs.letters.models import Question
from zhanqun.affairs.letters.services import questions as services
from zhanqun.affairs.letters.tests.making import published as published_letter
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.api import Place
from zhanqun.core.intake.hints import hints, hints_for
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.states import IllegalMove
from zhanqun.foundation.targets import Target, render

LIGHTS = {
    "question": "路灯坏了找谁修？",
    "answer": "拨打城管服务热线0990-5550123，24小时内到场。",
    "topics": ["路灯"],
    "review_on": date(2026, 12, 1),
}
OTHERS = ("公交卡丢了怎么补办？", "小区停车费由谁定价？", "道路施工要封多久？")


def written(post_office: Any, by: str = "handler", **content: Any) -> Question:
    return services.write_question(
        uid=None,
        content=LIGHTS | {"unit": post_office.town.bureau} | content,
        by=post_office.people[by],
        now=post_office.now,
    )


def published(post_office: Any, **content: Any) -> Question:
    row = written(post_office, **content)
    return services.publish_question(
        uid=row.uid, by=post_office.people["head"], now=post_office.now
    )


@pytest.fixture
def library(post_office: Any) -> list[Question]:
    topics = {"topics": []}
    return [published(post_office), *(published(post_office, question=q, **topics) for q in OTHERS)]


def test_given_a_title_about_the_same_then_its_question_comes_first(library):
    assert finding.questions_like("星河路路灯不亮") == [library[0]]
    assert finding.questions_like("小区乱收停车费")[0] == library[2]
    assert finding.questions_like("咨询", more="我的公交卡丢了，想补办")[0] == library[1]
    assert finding.questions_like("希望增加幼儿园学位") == []
    assert finding.questions_like("") == []


def test_given_a_draft_then_only_the_head_lets_it_be_public(post_office):
    row = written(post_office)
    facts: dict[str, Any] = {"uid": row.uid, "now": post_office.now}
    with pytest.raises(units.NotAllowed):
        services.publish_question(by=post_office.people["handler"], **facts)
    assert finding.questions_like("路灯坏了") == []
    services.publish_question(by=post_office.people["head"], **facts)
    assert finding.questions_like("路灯坏了") == [row]
    with pytest.raises(IllegalMove):  # what is public is no draft to write on
        services.write_question(
            content=LIGHTS | {"unit": row.unit}, by=post_office.people["handler"], **facts
        )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"answer": "请找甄测一，身份证11010519491231002X。"}, "letters.question_personal"),
        ({"review_on": date(2026, 6, 16)}, "letters.review_past"),
    ],
)
def test_given_a_person_or_no_review_to_come_then_it_stays_a_draft(post_office, content, code):
    with pytest.raises(DomainError) as refusal:
        published(post_office, **content)
    assert refusal.value.code == code


def test_given_an_answered_letter_then_the_draft_begins_without_its_writer(post_office):
    letter = post_office.held()
    with pytest.raises(services.NotForLibrary):
        services.answer_for_library(letter)
    casework.answer(
        uid=letter.case.uid,
        text="甄测一您好：星河路路灯已修复，如再熄灭请拨打0990-5550123，手机13800001234已登记。",
        by=post_office.people["handler"],
        now=post_office.now,
    )
    begun = services.answer_for_library(letter)
    assert "星河路路灯已修复" in begun
    assert "甄测一" not in begun and "13800001234" not in begun


def test_given_a_review_near_and_past_then_the_head_is_told_twice_and_once_a_day(post_office):
    row, other = published(post_office), published(post_office, question="公交卡怎么补办？")
    head = post_office.people["head"]

    def told() -> list[str]:
        rows = notices.notices_visible_to(head).filter(kind="letters.question_review")
        return [notice.text for notice in rows.order_by("id")]

    soon = post_office.now + (row.review_on - date(2026, 6, 16)) - timedelta(days=15)
    assert reviewing.remind_of_reviews(soon) == 0
    assert reviewing.remind_of_reviews(soon + timedelta(days=1)) == 2
    assert reviewing.remind_of_reviews(soon + timedelta(days=2)) == 0
    assert told() == ["“路灯坏了找谁修？”等2条问答该复核了"]
    services.confirm_question(
        uid=other.uid, review_on=date(2027, 6, 1), by=head, now=post_office.now
    )
    assert reviewing.remind_of_reviews(soon + timedelta(days=16)) == 1
    assert told()[1:] == ["问答“路灯坏了找谁修？”该复核了"]
    [work] = list(reviewing.reviews_due(head, soon + timedelta(days=16)))
    assert work.number == 1


def test_given_a_unit_that_was_merged_away_then_the_office_reviews(post_office):
    row = published(post_office)
    bureau, office = post_office.town.bureau, post_office.people["desk"]
    units.Appointment.objects.filter(scope_id=bureau.pk, scope_kind="unit").update(
        valid_until=date(2026, 6, 1), valid_from=date(2026, 1, 1)
    )
    assert reviewing.reviewers_of(bureau, post_office.now) == [office]
    again = LIGHTS | {"unit": post_office.town.office}
    services.change_question(uid=row.uid, content=again, by=office, now=post_office.now)
    row.refresh_from_db()
    assert (row.unit, row.state) == (post_office.town.office, "published")


def test_given_two_sites_then_each_shows_its_own_and_the_portal_all(post_office):
    of_bureau = published(post_office)
    town = post_office.town
    assert questions.sites_with(town.bureau) == [town.portal.site_id, town.bureau_site.site_id]
    assert questions.sites_with(town.office) == [town.portal.site_id]
    assert list(questions.questions_on(town.bureau_site)) == [of_bureau]
    assert list(questions.questions_on(town.portal)) == [of_bureau]


def test_given_the_library_at_the_desk_then_it_is_written_published_and_reviewed(
    client, post_office
):
    handler, head = post_office.people["handler"], post_office.people["head"]
    with clock.fixed(post_office.now):
        _walk(client, post_office, handler, head)


def _walk(client: Any, post_office: Any, handler: Any, head: Any) -> None:
    client.force_login(handler)
    typed = LIGHTS | {"unit": post_office.town.bureau.pk, "topics": "路灯、报修"}
    made = client.post("/desk/letters/questions/new/", typed)
    row = Question.objects.get()
    assert made.url == f"/desk/letters/questions/{row.uid}/" and row.topics == ["路灯", "报修"]
    assert client.post(f"{made.url}publish/").status_code == 403
    client.force_login(head)
    client.post(f"{made.url}publish/")
    row.refresh_from_db()
    assert row.state == "published"
    listed = client.get("/desk/letters/questions/?review=on&q=路灯").content.decode()
    assert "没有符合条件的问答" in listed
    refused = client.post(f"{made.url}confirm/", {"review_on": "2020-01-01"})
    assert refused.status_code == 400 and "复核日期要在今天以后" in refused.content.decode()


def page(site: Any, kind: str, key: str = "") -> Any:
    return render(Target(site.site_id, kind, key))


def test_given_a_published_question_then_its_page_the_list_and_the_index_show_it(post_office):
    row, town = published(post_office), post_office.town
    address = f"/letters/questions/{row.uid}.html"
    for site in (town.portal, town.bureau_site):
        found = page(site, "letters_question", str(row.uid))
        text = found.body.decode()
        assert found.path == address and row.answer in text and "2026-06-16" in text
        data = json.loads(re.search(r'ld\+json">(.+?)</script>', text)[1])
        assert data["@type"] == "FAQPage"
        assert data["mainEntity"][0]["acceptedAnswer"]["text"] == row.answer
        assert f'href="{address}"' in page(site, "letters_questions").body.decode()
        assert f'href="{address}"' in page(site, "letters").body.decode()
    facts: dict[str, Any] = {"uid": row.uid, "by": post_office.people["head"]}
    services.retire_question(**facts, now=post_office.now)
    gone = page(town.portal, "letters_question", str(row.uid))
    assert gone.status == 410 and row.question not in gone.body.decode()
    assert page(town.portal, "letters_questions") is None


def test_given_a_draft_then_no_page_shows_it(post_office):
    row = written(post_office)
    assert page(post_office.town.portal, "letters_question", str(row.uid)) is None
    assert page(post_office.town.portal, "letters_questions") is None


def asked(post_office: Any, title: str, text: str = "请派人来看看。") -> list[str]:
    profile = post_office.town.portal
    place = Place(profile.site_id, profile.host_unit_id, profile.name)
    return [hint.title for hint in hints_for("letter", place, {"title": title, "text": text})]


def test_given_a_letter_to_be_sent_then_like_questions_and_letters_are_shown(
    post_office, monkeypatch
):
    monkeypatch.setattr("zhanqun.core.intake.hints.MILLISECONDS", 20_000)  # a busy machine
    row = published(post_office)
    letter = published_letter(post_office, title="桥头路灯整夜不亮")
    assert asked(post_office, "星河路的路灯不亮") == [row.question, letter.title]
    assert asked(post_office, "咨询", text="想问公积金提取的条件") == []


def test_given_a_finder_that_fails_or_is_slow_then_nothing_is_shown(post_office, monkeypatch):
    def slow(*_asked: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(2)")
        return []

    published(post_office)
    for find in (slow, lambda *asked: 1 / 0):
        monkeypatch.setitem(hints._entries, "letter", find)
        assert asked(post_office, "星河路的路灯不亮") == []
    monkeypatch.undo()
    monkeypatch.setattr("zhanqun.core.intake.hints.MILLISECONDS", 20_000)
    assert asked(post_office, "星河路的路灯不亮") == [LIGHTS["question"]]
