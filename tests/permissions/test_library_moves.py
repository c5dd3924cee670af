"""Who may do what with articles and placements: role × move → allowed."""

import pytest

from attempts import who_may
from zhanqun.content.library import api as library


def create(town, by):
    library.create_article(
        kind="news", unit=town.bureau, content={"title": "标题"}, by=by, now=town.now
    )


def save(town, by):
    article = town.draft()
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"title": "新标题"},
        by=by,
        now=town.now,
    )


def discard(town, by):
    article = town.draft()
    library.recall_offer(uid=article.placements.get().uid, by=town.people["officer"], now=town.now)
    library.discard_article(uid=article.uid, by=by, now=town.now)


def place(town, by):
    library.place(article=town.draft(), column=town.column("tzgg"), by=by, now=town.now)


def _offer(town):
    """The bureau's article, offered to a shared column of the portal."""
    article = town.draft()
    return library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )


def adopt(town, by):
    library.adopt(uid=_offer(town).uid, by=by, now=town.now)


def return_offer(town, by):
    library.return_offer(uid=_offer(town).uid, reason="请补充图片", by=by, now=town.now)


def recall_offer(town, by):
    library.recall_offer(uid=_offer(town).uid, by=by, now=town.now)


def merge_offer(town, by):
    other = _offer(town).article
    library.merge_offer(uid=_offer(town).uid, into=other, by=by, now=town.now)


def arrange(town, by):
    placement = town.published().placements.get()
    library.arrange(uid=placement.uid, pinned_until=None, order=5, by=by, now=town.now)


PORTAL_EDITORS = {"editor", "chief", "manager"}
UNIT_WRITERS = {"officer", "liaison"}
MOVES = {
    create: UNIT_WRITERS,
    save: {*UNIT_WRITERS, "bureau_manager"},
    # Its placement was taken back before, and with it the column's editors are out.
    discard: UNIT_WRITERS,
    place: {*UNIT_WRITERS, "bureau_manager"},
    adopt: PORTAL_EDITORS,
    return_offer: PORTAL_EDITORS,
    recall_offer: UNIT_WRITERS,
    merge_offer: PORTAL_EDITORS,
    arrange: {"bureau_manager"},
}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    assert who_may(town, move) == MOVES[move]


def test_given_nobody_logged_in_then_nothing_is_visible(town):
    from django.contrib.auth.models import AnonymousUser

    town.published()

    for rows in (
        library.articles_visible_to(AnonymousUser()),
        library.offers_visible_to(AnonymousUser()),
        library.placements_visible_to(AnonymousUser()),
    ):
        assert list(rows) == []
