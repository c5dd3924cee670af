"""Filing: who files what where, what is refused, and how an entry follows its article."""

from datetime import date, timedelta

import pytest

from disclosing import Publishers
from zhanqun.affairs.disclosure import keys, queries
from zhanqun.affairs.disclosure.models import Entry, ListEntry
from zhanqun.affairs.disclosure.services import (
    Filing,
    PublisherFacts,
    add_publisher,
    file_many,
    filing,
    remove_entry,
)
from zhanqun.affairs.disclosure.tests.samples import TOPIC, anew, document, filed, retyped
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import targets

ALL = ("all", "item-p20_01", "topic-t07")


def withdraw(publishers: Publishers, article: library.Article) -> None:
    review.withdraw(
        uid=article.uid,
        kind="error",
        note="内容有误",
        by=publishers.town.people["signer"],
        now=publishers.town.later(minutes=5),
    )


def places(entry: Entry) -> dict[str, int]:
    return dict(entry.places.filter(is_listed=True).values_list("code", "position"))


@pytest.fixture
def announced():
    """What is announced to the public site, act by act."""
    heard: list[targets.Changed] = []
    targets.changed.register("test", heard.append)
    yield heard
    del targets.changed._entries["test"]


def test_given_a_filed_draft_then_it_is_public_with_its_article_and_numbered_in_its_lists(
    publishers, announced
):
    entry = filed(publishers, document(publishers))
    assert (entry.state, entry.due_on) == ("draft", date(2026, 7, 7))
    assert places(entry) == {}

    publishers.town.publish(anew(entry.article))

    entry.refresh_from_db()
    assert (entry.state, entry.published_on) == ("live", date(2026, 6, 16))
    assert places(entry) == dict.fromkeys(ALL, 1)
    assert keys.bucket_key(publishers.bureau.pk, "all", 1) in announced[-1].keys
    sites = (publishers.town.bureau_site, publishers.town.portal)
    assert announced[-1].site_ids == {site.site_id for site in sites}


def test_given_a_withdrawal_then_the_entry_leaves_with_a_gap_and_comes_back_to_its_place(
    publishers, announced
):
    town = publishers.town
    first, second = document(publishers), document(publishers, "青交〔2026〕5号")
    for article in (first, second):
        filed(publishers, article)
        town.publish(anew(article))

    withdraw(publishers, first)

    assert announced[-1].is_urgent
    assert keys.bucket_key(publishers.bureau.pk, "item-p20_01", 1) in announced[-1].keys
    listed = queries.listed(publishers.bureau, "all")
    assert [(row.position, row.entry.article_id) for row in listed] == [(2, second.pk)]

    library.place(
        article=first, column=town.column("zcwj"), by=town.people["officer"], now=town.now
    )
    town.publish(anew(first))
    assert places(queries.entry_of(first))["all"] == 1


def test_given_other_items_then_old_lists_let_go_and_positions_are_not_given_again(publishers):
    town = publishers.town
    article = town.publish(document(publishers))
    filed(publishers, article)

    moved = filed(publishers, article, items=("p20_03", "p20_10"))

    assert set(places(moved)) == {"all", "item-p20_03", "item-p20_10", "topic-t07"}
    other = filed(publishers, town.publish(document(publishers, "青交〔2026〕5号")))
    assert places(other)["item-p20_01"] == 2
    assert ListEntry.objects.filter(code="item-p20_01").count() == 2


def test_given_a_live_article_when_filed_then_its_text_and_approval_stay(publishers):
    live = publishers.town.published(kind="notice")
    entry = filed(publishers, live, formed_on=date(2026, 6, 15))
    assert (entry.state, str(entry.index)[-10:]) == ("live", "2026-00001")
    assert anew(live).latest_revision_id == live.latest_revision_id


def test_given_no_class_in_the_text_then_the_one_filed_under_is_put_in_when_handed_in(publishers):
    article = document(publishers, topic_class="")
    filed(publishers, article)
    live = publishers.town.publish(anew(article))
    assert live.topic_class == TOPIC


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"items": ()}, filing.ItemsWrong),
        ({"items": ("p21_township_02",)}, filing.ItemsWrong),
        ({"topic": "桥梁"}, filing.TopicUnknown),
        ({"topic": ""}, filing.TopicUnknown),
        ({"formed_on": date(2026, 6, 17)}, filing.FormedLater),
    ],
)
def test_given_what_is_not_on_the_lists_or_not_formed_yet_then_it_is_refused(
    publishers, facts, refusal
):
    article = document(publishers)
    with pytest.raises(refusal):
        filed(publishers, article, **facts)
    assert not Entry.objects.exists()


def test_given_a_day_after_publication_then_it_is_refused(publishers):
    live = publishers.town.publish(document(publishers))
    publishers.town.later(days=3)
    with pytest.raises(filing.FormedLater, match="公开日期"):
        filed(publishers, live, formed_on=date(2026, 6, 18))


def test_given_leaders_links_and_what_is_open_on_request_then_they_are_not_filed(publishers):
    town = publishers.town
    with pytest.raises(filing.NeverFiled):
        filed(publishers, town.draft("甄测一", kind="leader"))
    with pytest.raises(filing.NotProactive):
        filed(publishers, document(publishers, openness="on_request"))


def test_given_a_unit_that_is_no_publisher_then_only_the_office_above_files_for_it(publishers):
    town = publishers.town
    saved = library.create_article(
        kind="notice",
        unit=town.other,
        content={"title": "民政局的公告", "body": "<p>内容</p>"},
        by=town.people["stranger"],
        now=town.now,
    )
    stranger, desk = town.people["stranger"], publishers.people["desk"]
    for facts in ({}, {"publisher": publishers.bureau}):
        with pytest.raises(filing.NoPublisher):
            filed(publishers, saved.article, by=stranger, **facts)
    with pytest.raises(NotAllowed):
        filed(publishers, saved.article, by=stranger, publisher=publishers.government)

    entry = filed(publishers, saved.article, by=desk, publisher=publishers.government)

    assert str(entry.index).startswith("00701432X/2026-")
    with pytest.raises(NotAllowed):
        filed(publishers, document(publishers), by=stranger)


def test_given_an_entry_when_another_publisher_files_it_then_it_is_told_whose_it_is(publishers):
    article = document(publishers)
    filed(publishers, article)
    desk = publishers.people["desk"]
    with pytest.raises(filing.FiledByAnother, match="交通运输局"):
        filed(publishers, article, by=desk, publisher=publishers.government)


def test_given_a_unit_that_becomes_a_publisher_then_what_was_filed_for_it_is_still_corrected(
    publishers,
):
    town, desk = publishers.town, publishers.people["desk"]
    saved = library.create_article(
        kind="notice",
        unit=town.other,
        content={"title": "民政局的公告", "body": "<p>内容</p>"},
        by=town.people["stranger"],
        now=town.now,
    )
    filed(publishers, saved.article, by=desk, publisher=publishers.government)
    facts = PublisherFacts(town.portal, "MB0000009", "city")
    add_publisher(unit=town.other, code="mzj", facts=facts, by=desk, now=town.now)

    entry = filed(publishers, saved.article, by=desk, items=("p20_03",))

    assert (entry.publisher, entry.items) == (publishers.government, ["p20_03"])
    with pytest.raises(NotAllowed):
        filed(publishers, saved.article, by=town.people["stranger"])


def test_given_an_entry_taken_out_then_it_keeps_its_number_and_may_be_filed_again(publishers):
    town = publishers.town
    live = town.publish(document(publishers))
    entry = filed(publishers, live)

    out = remove_entry(uid=live.uid, reason="不是政府信息", by=town.people["officer"], now=town.now)

    assert out.state == "removed"
    assert not queries.listed(publishers.bureau, "all").exists()
    again = filed(publishers, live)
    assert (again.state, again.index_id) == ("live", entry.index_id)


def test_given_many_when_filed_together_then_one_refusal_keeps_nobody_back(publishers):
    town = publishers.town
    good, bad = document(publishers), document(publishers, "青交〔2026〕5号")
    day = date(2026, 6, 8)
    pairs = [
        (good, Filing(("p20_01",), TOPIC, day)),
        (bad, Filing(("p20_01",), "桥梁", day)),
    ]
    done, refused = file_many(pairs, by=town.people["officer"], now=town.now)
    assert [row.article_id for row in done] == [good.pk]
    assert [(row.article.pk, "桥梁" in row.why) for row in refused] == [(bad.pk, True)]


def test_given_a_document_that_is_not_filed_then_the_checks_hint_at_it(publishers):
    article = document(publishers)
    codes = [row.code for row in review.findings_of(article, publishers.town.now)]
    assert "disclosure.unfiled" in codes
    filed(publishers, article)
    codes = [row.code for row in review.findings_of(article, publishers.town.now)]
    assert "disclosure.unfiled" not in codes


def test_given_a_number_of_another_document_of_the_unit_then_it_does_not_pass(publishers):
    town = publishers.town
    town.publish(document(publishers))
    twin = document(publishers, title="另一份文件")

    with pytest.raises(review.NotReady):
        review.publish(uid=twin.uid, by=town.people["signer"], now=town.now)
    found = [row for row in review.findings_of(twin, town.now) if row.code == "number.taken"]
    assert "青交〔2026〕4号" in found[0].text

    retyped(publishers, twin, number="青交〔2026〕6号")
    assert town.publish(anew(twin)).live


def test_given_a_calendar_that_changes_then_open_dates_follow_and_passed_ones_stay(publishers):
    from zhanqun.affairs.disclosure.following import follow_calendar
    from zhanqun.core.workcalendar.api import Span

    town = publishers.town
    entry = filed(publishers, document(publishers))
    Entry.objects.filter(pk=entry.pk).update(due_on=entry.due_on + timedelta(days=1))
    span = Span(date(2026, 1, 1), date(2027, 1, 1))

    moves = follow_calendar(span, 10, town.now)

    assert [(move.before, move.after) for move in moves] == [(date(2026, 7, 8), date(2026, 7, 7))]
    assert follow_calendar(span, 10, town.now) == []
