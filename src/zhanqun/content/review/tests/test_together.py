"""People who press at the same moment, each with a connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from zhanqun.content.library import api as library
from zhanqun.content.library.placing import ColumnTakesNoArticles
from zhanqun.content.library.services import EditConflict
from zhanqun.content.review import api as review
from zhanqun.content.review import turning
from zhanqun.content.sites import api as sites


@pytest.fixture
def town(cloned_database, kept_town):
    return kept_town.restore()


def behind(held: Callable[[], Any], *acts: Callable[[], Any]) -> list[Any]:
    """Do `held`, start the acts one after the other until each waits, then let go of it.

    Returns what each act returned or raised.
    """
    results: dict[int, Any] = {}

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    with transaction.atomic():
        held()
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            wait_until_blocked(waiting)
    for thread in threads:
        thread.join(30)
    return [results[place] for place in range(len(acts))]


def wait_until_blocked(count: int) -> None:
    with connection.cursor() as cursor:
        for _round in range(500):
            cursor.execute("select count(distinct pid) from pg_locks where not granted")
            if cursor.fetchone()[0] >= count:
                return
            cursor.execute("select pg_sleep(0.02)")
    raise AssertionError("it did not wait")


def lock(queryset) -> list:
    return list(queryset.select_for_update(of=("self",)))


def save(town, article, title: str):
    return library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"title": title},
        by=town.people["officer"],
        now=town.now,
    )


def publish(town, article):
    return review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def withdraw(town, article):
    return review.withdraw(
        uid=article.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )


def place(town, article, code: str, site=None):
    column = town.column(code, site)
    return library.place(article=article, column=column, by=town.people["officer"], now=town.now)


def close(town, code: str, into: str, site=None):
    site, manager = (site, "manager") if site else (town.bureau_site, "bureau_manager")
    return sites.close_column(
        column=town.column(code, site),
        merge_into=town.column(into, site),
        by=town.people[manager],
        now=town.now,
    )


def test_given_a_save_behind_another_then_it_is_told_of_the_newer_version(town):
    article = town.draft()

    [refusal] = behind(lambda: save(town, article, "先存的"), lambda: save(town, article, "后存的"))

    assert isinstance(refusal, EditConflict)
    assert refusal.theirs.title == "先存的"


def test_given_a_publication_behind_an_edit_then_nothing_unread_goes_out(town):
    article = town.published("旧标题")

    [done] = behind(lambda: save(town, article, "未经审核"), lambda: publish(town, article))

    assert isinstance(done, review.NotReady)
    article.refresh_from_db()
    assert article.title == "旧标题"


def test_given_one_text_published_twice_at_once_then_it_is_one_publication(town):
    article = town.draft()
    town.approve(article)

    first, second = behind(
        lambda: lock(library.Article.objects.filter(pk=article.pk)),
        lambda: publish(town, article),
        lambda: publish(town, article),
    )

    assert first == second == article.publications.get()
    assert article.placements.get().number == 1


def test_given_two_texts_for_two_columns_in_cross_order_then_both_go_out(town):
    """Whoever takes the numbers of two columns takes them in one order."""
    first, second = town.draft("第一篇"), town.draft("第二篇", column=town.column("tzgg"))
    for article, other in ((first, "tzgg"), (second, "gzdt")):
        town.approve(article)
        place(town, article, other)

    results = behind(
        lambda: lock(sites.Column.objects.filter(code="gzdt")),
        lambda: publish(town, first),
        lambda: publish(town, second),
    )

    assert [type(result) for result in results] == [review.Publication] * 2
    for code in ("gzdt", "tzgg"):
        rows = library.live_placements().filter(column__code=code)
        assert sorted(rows.values_list("number", flat=True)) == [1, 2]


def test_given_an_adoption_and_a_merge_of_its_column_then_the_text_is_live_on_the_heir(town):
    article = town.published()
    offer = place(town, article, "bmdt", town.portal)

    results = behind(
        lambda: lock(library.Placement.objects.filter(pk=offer.pk)),
        lambda: library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now),
        lambda: close(town, "bmdt", "qyyw", town.portal),
    )

    assert [type(result) for result in results] == [library.Placement, sites.Column]
    offer.refresh_from_db()
    assert (offer.state, offer.column.code) == ("live", "qyyw")


@pytest.mark.parametrize(("kind", "column"), [("news", "gzdt"), ("document", "zcwj")])
def test_given_a_withdrawal_behind_a_pin_that_ends_then_both_are_done(town, kind, column):
    article = town.published(kind=kind, column=town.column(column))
    placement = article.placements.get()
    library.arrange(
        uid=placement.uid,
        pinned_until=town.later(minutes=1),
        order=1,
        by=town.people["bureau_manager"],
        now=town.now,
    )
    town.later(minutes=2)

    [done, ended] = behind(
        lambda: lock(library.Article.objects.filter(pk=article.pk)),
        lambda: withdraw(town, article),
        lambda: turning.end_pins(town.now),
    )

    assert (done.act, ended) == ("withdraw", 1)


def test_given_a_placement_behind_the_merge_of_its_column_then_it_is_refused(town):
    article = town.draft()

    [refusal] = behind(lambda: close(town, "tzgg", "gzdt"), lambda: place(town, article, "tzgg"))

    assert isinstance(refusal, ColumnTakesNoArticles)
    assert article.placements.get().column.code == "gzdt"


def test_given_two_columns_that_merge_into_each_other_then_one_stays_open(town):
    results = behind(
        lambda: lock(sites.Column.objects.filter(code__in=["gzdt", "tzgg"])),
        lambda: close(town, "gzdt", "tzgg"),
        lambda: close(town, "tzgg", "gzdt"),
    )

    assert isinstance(results[0], sites.Column)
    assert isinstance(results[1], ValidationError)
    states = sites.Column.objects.values_list("code", "state")
    assert {("gzdt", "merged"), ("tzgg", "open")} <= set(states)
