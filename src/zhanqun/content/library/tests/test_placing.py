"""Placements: direct where one leads the column, an offer elsewhere, and its fate told."""

from datetime import timedelta

import pytest

from attempts import refused_by_database, undone
from zhanqun.content.library import api as library
from zhanqun.content.library.api import PLACEMENT, Article, Placement, PlacementState
from zhanqun.content.library.placing import (
    ColumnTakesNoArticles,
    HomeFixed,
    MergeTargetElsewhere,
    ReasonMissing,
)
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation.states import IllegalMove


def place(town, article, column, by="officer", **facts):
    return library.place(article=article, column=column, by=town.people[by], now=town.now, **facts)


def offer(town, article=None):
    return place(town, article or town.draft(), town.column("bmdt", town.portal))


def decide(town, act, placement, by="editor", **facts):
    return act(uid=placement.uid, by=town.people[by], now=town.later(minutes=1), **facts)


# --- The table of states -------------------------------------------------------------------

S = PlacementState
LEGAL = {
    S.OFFERED: {
        "adopt": S.ADOPTED, "return": S.RETURNED, "merge": S.MERGED, "withdraw": S.WITHDRAWN,
    },
    S.ADOPTED: {"go_live": S.LIVE, "withdraw": S.WITHDRAWN},
    S.LIVE: {"remove": S.REMOVED},
    S.RETURNED: {"offer": S.OFFERED, "place": S.ADOPTED},
    S.WITHDRAWN: {"offer": S.OFFERED, "place": S.ADOPTED},
    S.REMOVED: {"offer": S.OFFERED, "place": S.ADOPTED},
    S.MERGED: {},
}  # fmt: skip


@pytest.mark.parametrize("state", PlacementState)
def test_given_a_state_then_exactly_the_moves_of_the_table_are_open(state):
    found = {name: PLACEMENT.target(name, state) for name in PLACEMENT.open_from(state)}

    assert found == LEGAL[state]
    for move in PLACEMENT.moves:
        if move.name not in LEGAL[state]:
            with pytest.raises(IllegalMove):
                PLACEMENT.target(move.name, state)


# --- Direct or offered ---------------------------------------------------------------------


def test_given_the_units_own_undertaken_column_then_its_writer_places_directly(town):
    placement = place(town, town.draft(), town.column("tzgg"))

    assert (placement.state, placement.decided_by) == ("adopted", town.people["officer"])


def test_given_the_units_own_shared_column_then_its_writer_offers_and_its_manager_places(town):
    column = town.column("tzgg")
    sites.update_column(
        column=column, facts={"mode": "shared"}, by=town.people["bureau_manager"], now=town.now
    )
    column = town.column("tzgg")

    assert place(town, town.draft("一"), column).state == "offered"
    assert place(town, town.draft("二"), column, by="bureau_manager").state == "adopted"


def test_given_another_units_column_then_it_is_an_offer_in_that_columns_tray(town):
    placement = offer(town)

    assert (placement.state, placement.decided_by) == ("offered", None)
    assert list(library.offers_visible_to(town.people["editor"])) == [placement]
    assert not library.offers_visible_to(town.people["bureau_manager"]).exists()


def test_given_an_editor_of_one_column_then_only_offers_to_it_are_in_the_tray(town):
    person = town.people["stranger"]
    units.appoint(
        user=person,
        role=Role.EDITOR,
        scope=("column", town.column("qyyw", town.portal).pk),
        valid_from=town.now.date(),
        by=None,
        now=town.now,
    )
    offer(town)
    mine = place(town, town.draft("要闻"), town.column("qyyw", town.portal))

    assert list(library.offers_visible_to(person)) == [mine]


@pytest.mark.parametrize("why", ["group", "closed"])
def test_given_a_column_that_takes_no_articles_then_placing_is_refused(town, why):
    column = town.column("ywdt", town.portal)
    if why == "closed":
        column = sites.close_column(
            column=town.column("zcwj"),
            merge_into=None,
            by=town.people["bureau_manager"],
            now=town.now,
        )

    with pytest.raises(ColumnTakesNoArticles):
        place(town, town.draft(), column)


def test_given_the_button_pressed_twice_then_there_is_one_placement(town):
    article = town.draft()

    first, second = offer(town, article), offer(town, article)

    assert first == second
    assert article.placements.filter(is_home=False).count() == 1


# --- The home ------------------------------------------------------------------------------


def test_given_a_draft_then_its_home_may_change_until_it_is_published(town):
    article = town.draft()
    moved = place(town, article, town.column("tzgg"), is_home=True)
    assert [row.column.code for row in article.placements.filter(is_home=True)] == ["tzgg"]
    town.publish(article)

    with pytest.raises(HomeFixed):
        place(town, article, town.column("zcwj"), is_home=True)

    assert article.placements.get(is_home=True) == moved


def test_given_two_homes_or_columns_twice_then_the_database_refuses(town):
    article = town.draft()
    second = place(town, article, town.column("tzgg"))

    with refused_by_database("placement_one_home"):
        Placement.objects.filter(pk=second.pk).update(is_home=True)
    with refused_by_database("placement_once_per_column"):
        Placement.objects.filter(pk=second.pk).update(column=town.column("gzdt"))
    with refused_by_database("placement_live_is_numbered"):
        Placement.objects.filter(pk=second.pk).update(state="live")
    with refused_by_database("placement_return_says_why"):
        Placement.objects.filter(pk=second.pk).update(state="returned", reason="")


# --- Deciding ------------------------------------------------------------------------------


def test_given_a_published_article_when_adopted_then_it_is_live_on_the_portal_at_once(town):
    placement = decide(town, library.adopt, offer(town, town.published()))

    placement.refresh_from_db()
    assert (placement.state, placement.number, placement.live_at) == ("live", 1, town.now)
    assert placement.decided_by == town.people["editor"]


def test_given_a_draft_when_adopted_then_it_goes_live_together_with_the_text(town):
    article = town.draft()
    placement = decide(town, library.adopt, offer(town, article))
    assert placement.state == "adopted"

    town.publish(article)

    placement.refresh_from_db()
    assert placement.state == "live"


def test_given_an_edit_while_adopting_then_the_portal_waits_for_a_new_approval(town):
    article = town.published()
    placement, saved = decide(
        town,
        library.edit_and_adopt,
        offer(town, article),
        base_revision_id=article.latest_revision_id,
        content={"title": "编辑改过的标题"},
    )
    placement.refresh_from_db()
    assert (placement.state, saved.changed) == ("adopted", True)
    assert Article.objects.get(pk=article.pk).title == article.title

    live = town.publish(article)

    placement.refresh_from_db()
    assert (placement.state, live.title) == ("live", "编辑改过的标题")


def test_given_a_return_then_it_needs_a_reason_that_the_submitter_sees(town):
    article = town.draft()
    placement = offer(town, article)
    with pytest.raises(ReasonMissing):
        decide(town, library.return_offer, placement, reason="  ")

    decide(town, library.return_offer, placement, reason="请补充图片")

    fate = library.placements_of(article).get(is_home=False)
    assert (fate.state, fate.reason) == ("returned", "请补充图片")
    assert fate in library.placements_visible_to(town.people["officer"])
    assert not library.offers_visible_to(town.people["editor"]).exists()


def test_given_a_returned_offer_when_offered_again_then_it_is_open_and_clean(town):
    article = town.draft()
    decide(town, library.return_offer, offer(town, article), reason="请补充图片")

    again = offer(town, article)

    assert (again.state, again.reason, again.decided_by) == ("offered", "", None)


def test_given_a_merge_then_the_submitter_sees_into_what(town):
    column = town.column("bmdt", town.portal)
    other = town.published("已在栏目的")
    decide(town, library.adopt, offer(town, other))
    article = town.draft()
    placement = offer(town, article)
    with pytest.raises(MergeTargetElsewhere), undone():
        decide(town, library.merge_offer, placement, into=town.published("不在栏目的"))
    with pytest.raises(MergeTargetElsewhere), undone():
        decide(town, library.merge_offer, placement, into=article)

    decide(town, library.merge_offer, placement, into=other)

    fate = library.placements_of(article).get(column=column)
    assert (fate.state, fate.merged_into) == ("merged", other)
    with pytest.raises(IllegalMove):
        offer(town, article)


DECISIONS = {
    "adopt": (library.adopt, {}),
    "return": (library.return_offer, {"reason": "不采用"}),
}


@pytest.mark.parametrize("first", DECISIONS)
@pytest.mark.parametrize("then", DECISIONS)
def test_given_a_decision_then_it_stays_and_a_second_one_meets_the_present_state(town, first, then):
    placement = offer(town)
    act, facts = DECISIONS[first]
    decide(town, act, placement, **facts)
    placement.refresh_from_db()
    state = placement.state

    act, facts = DECISIONS[then]
    with pytest.raises(IllegalMove) as refusal:
        decide(town, act, placement, by="chief", **facts)

    placement.refresh_from_db()
    assert (placement.state, placement.decided_by) == (state, town.people["editor"])
    assert refusal.value.status == 409
    assert placement.get_state_display() in str(refusal.value)


def test_given_an_offer_taken_back_then_the_editor_can_neither_adopt_nor_read_it(town):
    placement = offer(town)
    editor = town.people["editor"]
    assert library.articles_visible_to(editor).exists()
    assert library.may_edit(editor, placement.article)

    library.recall_offer(uid=placement.uid, by=town.people["officer"], now=town.now)

    assert not library.articles_visible_to(editor).exists()
    assert not library.may_edit(editor, placement.article)
    with pytest.raises(IllegalMove):
        decide(town, library.adopt, placement)
    with pytest.raises(IllegalMove):
        library.recall_offer(uid=placement.uid, by=town.people["officer"], now=town.now)


def test_given_a_live_placement_then_it_cannot_be_recalled(town):
    placement = decide(town, library.adopt, offer(town, town.published()))

    with pytest.raises(IllegalMove):
        library.recall_offer(uid=placement.uid, by=town.people["officer"], now=town.now)


# --- Lists and pins ------------------------------------------------------------------------


def test_given_pins_then_they_come_first_by_order_and_the_rest_newest_first(town):
    articles = [town.published(f"第{n}篇") for n in range(4)]
    column = town.column("gzdt")

    def pin(article, order, hours):
        library.arrange(
            uid=article.placements.get().uid,
            pinned_until=town.now + timedelta(hours=hours),
            order=order,
            by=town.people["bureau_manager"],
            now=town.now,
        )

    pin(articles[0], order=1, hours=2)
    pin(articles[1], order=2, hours=1)

    def titles(now, count=4):
        return [row.heading.title for row in library.newest_in(column.pk, count, now)]

    assert titles(town.now) == ["第1篇", "第0篇", "第3篇", "第2篇"]
    assert titles(town.now, count=3) == ["第1篇", "第0篇", "第3篇"]
    assert titles(town.now + timedelta(hours=1)) == ["第0篇", "第3篇", "第2篇", "第1篇"]


@pytest.mark.parametrize(("number", "bucket"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_given_a_list_number_then_its_page_is_counted_from_the_oldest(number, bucket):
    assert library.bucket_of(number) == bucket
