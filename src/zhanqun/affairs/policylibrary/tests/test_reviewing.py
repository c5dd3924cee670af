"""The term of a document: counted, reminded of, decided."""

from datetime import UTC, date, datetime

import pytest

from zhanqun.affairs.policylibrary import reviewing, services
from zhanqun.affairs.policylibrary.models import Standing
from zhanqun.affairs.policylibrary.rules import rung_on, term_by_rule
from zhanqun.affairs.policylibrary.services.deciding import (
    EndTooEarly,
    HasEnded,
    ReasonMissing,
    TermNotLonger,
)
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.core.notices.api import Notice
from zhanqun.core.units.api import NotAllowed

END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("青云市治超办法", date(2028, 2, 29)),
        ("青云市治超暂行办法", date(2025, 2, 28)),
        ("青云市治超办法（试行）", date(2025, 2, 28)),
    ],
)
def test_given_a_document_without_an_end_then_the_rule_gives_one(title, end):
    assert term_by_rule(title, date(2023, 3, 1), normal_years=5, trial_years=2) == end


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        (date(2026, 6, 29), 0),
        (date(2026, 6, 30), 1),
        (date(2026, 11, 30), 2),
        (END, 2),
        (date(2027, 1, 1), 3),
    ],
)
def test_given_a_day_then_the_ladder_is_so_far(day, rung):
    assert rung_on(END, day) == rung


def moment(day):
    return datetime.combine(day, datetime.min.time(), UTC).replace(hour=1)


def test_given_the_end_comes_near_then_it_is_told_three_times_and_lapses(documents):
    document = documents.published(expires_on=END)

    days = [date(2026, 6, 30), date(2026, 12, 1), date(2026, 12, 2), date(2027, 1, 1)]
    assert [reviewing.remind_of_terms(moment(day)) for day in days] == [1, 1, 0, 1]

    rows = Notice.objects.filter(kind="policylibrary.term")
    assert set(rows.values_list("person__username", flat=True)) == {"liaison", "signer"}
    assert library.validity_on(document, date(2027, 1, 1)) == "expired"


def decide(documents, document, kind, on, by="signer", reason="仍需执行"):
    town = documents.town
    return services.decide(
        uid=document.uid, kind=kind, on=on, reason=reason, by=town.people[by], now=town.now
    )


def test_given_a_decision_to_continue_then_the_new_day_holds_and_is_reminded_of_anew(documents):
    document = documents.published(expires_on=END)
    reviewing.remind_of_terms(moment(date(2026, 12, 1)))

    decide(documents, document, "continue", date(2031, 12, 31))

    row = Article.objects.get(pk=document.pk)
    standing = Standing.objects.get(article=document)
    assert library.validity_on(row, date(2031, 12, 31)) == "in_force"
    assert library.validity_on(row, date(2032, 1, 1)) == "expired"
    assert (standing.term_ends_on, standing.reminded) == (date(2031, 12, 31), 0)
    assert document.publications.order_by("-id").first().act == "refresh"


def test_given_a_term_by_rule_then_it_ends_by_a_decision_alone_which_may_be_put_right(documents):
    document = documents.published()
    standing = Standing.objects.get(article=document)
    today = documents.town.now.date()
    assert (standing.term_ends_on, standing.is_stated) == (date(2020, 2, 29), False)
    assert library.validity_on(document, today) == "in_force"

    decide(documents, document, "lapse", date(2026, 6, 15))
    assert library.validity_on(Article.objects.get(pk=document.pk), today) == "expired"
    decide(documents, document, "continue", date(2028, 6, 15))
    assert library.validity_on(Article.objects.get(pk=document.pk), today) == "in_force"
    decide(documents, document, "repeal", date(2026, 6, 16))
    assert library.validity_on(Article.objects.get(pk=document.pk), today) == "repealed"


def test_given_other_rules_then_terms_and_what_is_normative_follow(documents, publishers):
    town, desk = documents.town, publishers.people["desk"]
    document = documents.published(genre="通告")
    content = {"normal_years": 3, "trial_years": 1, "interpretation_days": 5}
    content |= {"normative_genres": ["通告"], "interpreted_columns": []}
    with pytest.raises(NotAllowed):
        services.set_rules(content=content, by=town.people["signer"], now=town.now)
    assert Standing.objects.get(article=document).term_ends_on is None

    services.set_rules(content=content, by=desk, now=town.now)
    services.settle_all(town.now)

    assert Standing.objects.get(article=document).term_ends_on == date(2018, 2, 28)


def test_given_a_decision_that_cannot_be_then_it_is_refused(documents):
    document = documents.published(expires_on=END)
    gone = documents.published("旧办法", expires_on=date(2020, 1, 1))

    for refusal, facts in (
        (NotAllowed, {"by": "officer"}),
        (ReasonMissing, {"reason": " "}),
        (TermNotLonger, {"on": END}),
        (EndTooEarly, {"on": date(2014, 1, 1), "kind": "repeal"}),
        (HasEnded, {"document": gone}),
    ):
        given = {"document": document, "kind": "continue", "on": date(2031, 1, 1)} | facts
        with pytest.raises(refusal):
            decide(documents, **given)
