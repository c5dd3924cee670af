"""The library on the portal: what it has, in which lists, and what of it each act draws anew."""

from datetime import date

import pytest

from zhanqun.affairs.policylibrary.holdings import keeping, keys
from zhanqun.affairs.policylibrary.holdings.facets import genre_of
from zhanqun.affairs.policylibrary.holdings.models import Holding, Shelf
from zhanqun.affairs.policylibrary.tests.documents import document
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render, target_kinds


def page(site, kind, key=""):
    found = render(Target(site.site_id, kind, key))
    return found and found.body.decode()


def codes(row):
    return set(Holding.objects.get(pk=row.pk).places.values_list("shelf__code", flat=True))


def withdraw(town, row):
    review.withdraw(
        uid=row.uid,
        kind="error",
        note="数据有误",
        by=town.people["signer"],
        now=town.later(hours=1),
    )


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青云市供热管理办法（试行）", "办法"),
        ("关于印发《供热办法》的通知", "通知"),
        ("青云市人民政府关于同意设立公园的批复", "批复"),
        ("青云市人民政府令", "命令"),
        ("青云市2026年预算", ""),
    ],
)
def test_given_a_title_then_its_end_tells_the_kind(title, genre):
    assert genre_of("", title) == genre


def test_given_a_document_on_a_department_site_then_the_portal_lists_it_by_each_facet(town):
    row = document(town, number="青交〔2026〕3号")

    index = page(town.portal, "policies")
    assert row.title in index and "共1件" in index
    assert f'href="{town.bureau_site.base_url}{row.address}"' in index
    assert page(town.bureau_site, "policies") is None
    found = codes(row)
    assert {"all", "year-2026", "validity-in-force"} < found and len(found) == 6
    for code in found:
        listed = page(town.portal, "policies_list", code)
        assert row.title in listed and "青交〔2026〕3号" in listed and "2026-03-01" in listed


def test_given_a_withdrawn_document_then_no_list_has_it_and_the_others_keep_their_places(town):
    first, second, third = (document(town, f"青云市第{n}号管理办法") for n in "甲乙丙")

    withdraw(town, second)

    listed = page(town.portal, "policies_page", "all:1")
    assert first.title in listed and third.title in listed and second.title not in listed
    assert Shelf.objects.get(code="all").count == 2
    assert (
        sorted(Holding.objects.get(pk=third.pk).places.values_list("position", flat=True))[-1] == 3
    )
    assert "共2件" in page(town.portal, "policies")


def test_given_more_than_a_page_holds_then_one_more_opens_the_next_page(town, monkeypatch):
    monkeypatch.setattr(keys, "BUCKET", 2)
    first, second = document(town, "青云市甲管理办法"), document(town, "青云市乙管理办法")
    assert page(town.portal, "policies_page", "all:2") is None

    third = document(town, "青云市丙管理办法")

    assert third.title in page(town.portal, "policies_page", "all:2")
    before = page(town.portal, "policies_page", "all:1")
    assert first.title in before and second.title in before and third.title not in before


def test_given_a_document_that_lapses_by_itself_then_the_night_moves_it_between_lists(town):
    row = document(town, expires_on=date(2026, 6, 20))
    assert "validity-in-force" in codes(row)

    review.turn_documents(town.now)
    review.turn_documents(town.later(days=5))

    assert "validity-expired" in codes(row) and "validity-in-force" not in codes(row)
    listed = page(town.portal, "policies_list", "validity-expired")
    assert row.title in listed and "p-tag--bad" in listed


def test_given_documents_from_before_the_library_then_they_are_taken_in_once(town):
    row = document(town)
    Holding.objects.get(pk=row.pk).places.all().delete()
    Shelf.objects.all().delete()
    Holding.objects.all().delete()

    assert keeping.catch_up(town.now) == 1 and keeping.catch_up(town.now) == 0

    assert row.title in page(town.portal, "policies")


def test_given_a_site_that_moves_under_or_from_a_portal_then_the_night_brings_its_documents(town):
    row = document(town)

    for parent, has_it in ((None, False), (town.portal, True)):
        sites.update_site(profile=town.bureau_site, facts={"parent": parent}, by=None, now=town.now)
        assert keeping.catch_up(town.later(days=1)) == 1
        assert (row.title in page(town.portal, "policies")) == has_it
        assert keeping.catch_up(town.now) == 0


def test_given_a_day_that_came_while_nothing_ran_then_the_night_catches_up(town):
    row = document(town, effective_from=date(2026, 6, 20))
    assert "validity-not-yet" in codes(row)

    assert keeping.catch_up(town.later(days=5)) == 1

    assert "validity-in-force" in codes(row) and "validity-not-yet" not in codes(row)


def test_given_a_news_text_then_the_library_does_not_know_it(town):
    town.published()

    assert not Holding.objects.exists()
    assert list(target_kinds.get("policies").all_for_site(town.portal.site_id)) == []


def test_given_one_more_document_then_as_many_pages_are_drawn_in_any_library(town, monkeypatch):
    """What a publication touches does not grow with the library (decision 0013)."""

    monkeypatch.setattr(keys, "BUCKET", 2)

    def touched(number):
        row = document(town, f"青云市第{number}号实施办法")
        changed = {keys.holding_key(row.uid)}
        site_id = town.portal.site_id
        shelves = Shelf.objects.filter(places__holding_id=row.pk)
        changed |= {keys.top_key(site_id, shelf.code) for shelf in shelves}
        changed |= {keys.shelves_key(site_id)}
        drawn = set()
        for kind in ("policies", "policies_list", "policies_page"):
            for target in target_kinds.get(kind).all_for_site(site_id):
                with recording() as noted, clock.fixed(town.now):
                    render(target)
                if noted & changed:
                    drawn.add(target)
        return len(drawn)

    few = touched(1)
    for number in range(2, 5):
        document(town, f"青云市第{number}号实施办法")
    assert touched(5) == few
