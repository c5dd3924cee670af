"""A column merges or closes: what is placed on it goes to the heir, or leaves it."""

import pytest
from django.core.exceptions import ValidationError

from attempts import undone
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review.gate import ColumnHoldsHomes
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Redirect


def close(town, column, into=None):
    return sites.close_column(
        column=column,
        merge_into=into,
        by=town.people["bureau_manager"],
        now=town.later(minutes=1),
    )


def test_given_a_merge_then_articles_numbers_and_address_go_to_the_heir(town):
    column, heir = town.column("tzgg"), town.column("gzdt")
    old = town.published("已在工作动态")
    moved = town.published("通知一篇", column=column)

    close(town, column, into=heir)

    column.refresh_from_db()
    assert (column.state, column.merged_into) == ("merged", heir)
    placement = moved.placements.get()
    assert (placement.column, placement.state, placement.number) == (heir, "live", 2)
    assert old.placements.get().number == 1
    redirect = Redirect.objects.get(site=town.bureau_site.site, path="/tzgg/")
    assert redirect.target == "/gzdt/"
    assert moved.publications.order_by("-id").first().act == "place"


def test_given_drafts_and_offers_on_a_merged_column_then_they_wait_on_the_heir(town):
    column, heir = town.column("tzgg"), town.column("gzdt")
    draft = town.draft("还没发的通知", column=column)
    sites.update_column(
        column=column, facts={"mode": "shared"}, by=town.people["bureau_manager"], now=town.now
    )
    offer = library.place(
        article=town.draft("另一稿"), column=column, by=town.people["officer"], now=town.now
    )
    assert offer.state == "offered"

    close(town, column, into=heir)

    placement = draft.placements.get()
    assert (placement.column, placement.state, placement.is_home) == (heir, "adopted", True)
    offer.refresh_from_db()
    assert offer.state == "withdrawn"  # the other draft has its home on the heir already


def test_given_an_article_on_both_columns_then_its_home_goes_to_the_heir_and_stays_live(town):
    column, heir = town.column("tzgg"), town.column("gzdt")
    article = town.published("两处都有", column=column)
    other = town.published("首发在工作动态")
    for row, place in ((article, heir), (other, column)):
        library.place(article=row, column=place, by=town.people["officer"], now=town.now)

    close(town, column, into=heir)

    for row in (article, other):
        home = row.placements.get(is_home=True)
        assert (home.column, home.state) == (heir, "live")
        assert row.placements.get(column=column).state == "removed"


def test_given_an_article_that_the_heir_took_down_then_a_home_that_moves_there_is_live(town):
    column, heir = town.column("tzgg"), town.column("gzdt")
    article = town.published("两处都有", column=column)
    second = library.place(article=article, column=heir, by=town.people["officer"], now=town.now)
    review.remove_placement(
        uid=second.uid, reason="重复", by=town.people["bureau_manager"], now=town.now
    )

    close(town, column, into=heir)

    home = article.placements.get(is_home=True)
    assert (home.column, home.state, home.number) == (heir, "live", 2)


def test_given_first_publications_on_a_column_then_closing_asks_for_an_heir(town):
    column = town.column("tzgg")
    town.published("通知一篇", column=column)
    with pytest.raises(ColumnHoldsHomes), undone():
        close(town, column)

    column.refresh_from_db()
    assert column.state == "open"


def test_given_a_closed_column_then_relayed_articles_leave_it_and_offers_end(town):
    column = town.column("tzgg")
    article = town.published("首发在工作动态")
    placement = library.place(
        article=article, column=column, by=town.people["officer"], now=town.now
    )
    assert placement.state == "live"
    waiting = library.place(
        article=town.draft("还没发的"), column=column, by=town.people["officer"], now=town.now
    )

    close(town, column)

    placement.refresh_from_db()
    waiting.refresh_from_db()
    assert (placement.state, waiting.state) == ("removed", "withdrawn")
    assert article.publications.order_by("-id").first().act == "remove"
    article.refresh_from_db()
    assert article.live


def test_given_a_withdrawn_text_whose_column_merged_then_it_can_come_back_on_another(town):
    column, heir = town.column("tzgg"), town.column("gzdt")
    article = town.published("撤下后要改正的", column=column)
    review.withdraw(
        uid=article.uid, kind="error", note="数字有误", by=town.people["signer"], now=town.now
    )
    close(town, column, into=heir)

    library.place(
        article=article, column=heir, by=town.people["officer"], now=town.now, is_home=True
    )
    town.publish(article)

    home = article.placements.get(is_home=True)
    assert (home.column, home.state) == (heir, "live")


def test_given_a_group_of_columns_then_no_list_merges_into_it(town):
    group, column = town.column("ywdt", town.portal), town.column("bmdt", town.portal)

    with pytest.raises(ValidationError):
        sites.close_column(column=column, merge_into=group, by=town.people["manager"], now=town.now)
