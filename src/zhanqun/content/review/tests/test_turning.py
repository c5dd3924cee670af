"""Pins end and documents turn by themselves, and their pages are made anew."""

from datetime import date, timedelta

from zhanqun.content.library import api as library
from zhanqun.content.review import turning


def test_given_a_pin_whose_time_has_come_then_it_ends_and_its_column_is_refreshed(town):
    article = town.published()
    placement = article.placements.get()
    library.arrange(
        uid=placement.uid,
        pinned_until=town.now + timedelta(hours=1),
        order=1,
        by=town.people["bureau_manager"],
        now=town.now,
    )

    assert turning.end_pins(town.later(minutes=59)) == 0
    assert turning.end_pins(town.later(minutes=1)) == 1
    assert turning.end_pins(town.now) == 0

    placement.refresh_from_db()
    assert placement.pinned_until is None
    assert article.publications.order_by("-id").first().act == "refresh"


def test_given_a_document_that_takes_effect_then_its_pages_are_refreshed_once(town):
    article = town.published(
        "关于印发治超办法的通知",
        kind="document",
        number="青交〔2026〕4号",
        effective_from=date(2026, 6, 18),
        column=town.column("zcwj"),
    )
    turning.turn_documents(town.now)

    assert turning.turn_documents(town.later(days=1)) == 0
    assert turning.turn_documents(town.later(days=1)) == 1
    assert turning.turn_documents(town.later(minutes=1)) == 0
    assert article.publications.order_by("-id").first().act == "refresh"
