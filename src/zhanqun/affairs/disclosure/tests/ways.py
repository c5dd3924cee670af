"""Documents on their ways to the public, many at the same moment; some fail midway."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from django.db.models import F

from disclosing import BUREAU_CODE, Publishers
from zhanqun.affairs.disclosure.index_numbers import index_number
from zhanqun.affairs.disclosure.models import IndexNumber, ListEntry
from zhanqun.affairs.disclosure.tests.samples import anew, document, filed, retyped
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.core.units.api import Role

CONNECTIONS = 8


class Broken(Exception):
    """Something fails before an act is done."""


def broken(act: Callable[[], Any]) -> None:
    """Do it and fail at its end, so that the database takes it back."""
    with suppress(Broken), transaction.atomic():
        act()
        raise Broken


@dataclass
class Way:
    """One document from the first draft on: `at` says where it fails.

    is_published: else it is taken back from review and put aside. number: what it bore once it was
    handed in.
    """

    publishers: Publishers
    at: int
    is_published: bool = True
    number: str = ""

    def go(self) -> None:
        town = self.publishers.town
        article = document(self.publishers, f"青交〔2026〕{self.at + 1}号")
        if self.at % 5 == 0:
            filed(self.publishers, article)
        if self.at % 10 == 1:
            broken(lambda: town.submit(article))
        submission = town.submit(article)
        self.number = IndexNumber.objects.get(article=article).text
        if self.is_published:
            self.publish(article, submission)
        else:
            review.recall(uid=submission.uid, by=town.people["officer"], now=town.now)
            library.discard_article(uid=article.uid, by=town.people["officer"], now=town.now)

    def publish(self, article: Article, submission: review.Submission) -> None:
        town = self.publishers.town
        signer: dict[str, Any] = {"by": town.people["signer"], "now": town.now}
        task = submission.tasks.get(is_secrecy=False)
        review.pass_task(uid=task.uid, digest=submission.digest, **signer)
        town.clear(submission)
        if self.at % 10 == 2:
            broken(lambda: review.publish(uid=article.uid, **signer))
        review.publish(uid=article.uid, **signer)
        if self.at % 10 == 3:
            review.withdraw(uid=article.uid, kind="error", note="有误", **signer)


def at_once(acts: Sequence[Callable[[], Any]]) -> None:
    """Each once, in any order, on so many connections; what one raises is raised."""

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(run, random.sample(acts, len(acts))))


def ways_of(publishers: Publishers, count: int, aside: int) -> list[Way]:
    """So many that are published, through one step of review, and so many that are put aside."""
    now, step = publishers.town.now, ("终审", Role.SIGNER, "unit", 48)
    review.set_plan(name="一审", steps=[step], by=None, now=now)
    return [Way(publishers, at, at < count) for at in range(count + aside)]


def check_ways(publishers: Publishers, ways: list[Way], others: int = 0) -> None:
    """Numbers 1 to n without a gap, each on one document; those of public ones stand in their
    texts, and none comes again. others: how many more were given meanwhile.
    """
    given = sorted(IndexNumber.objects.values_list("text", flat=True))
    assert given == [index_number(BUREAU_CODE, 2026, at + 1) for at in range(len(ways) + others)]
    assert len({way.number for way in ways}) == len(ways)
    published = Article.objects.exclude(live_revision=None)
    bearing = IndexNumber.objects.filter(article__in=published, text=F("article__index_no"))
    numbers = {way.number for way in ways if way.is_published}
    assert set(bearing.values_list("text", flat=True)) == numbers
    withdrawn = sum(way.is_published and way.at % 10 == 3 for way in ways)
    assert published.filter(live=True).count() == len(numbers) - withdrawn
    positions = ListEntry.objects.filter(publisher=publishers.bureau, code="all")
    listed = sum(way.is_published and way.at % 5 == 0 for way in ways)
    assert sorted(positions.values_list("position", flat=True)) == list(range(1, listed + 1))
    _check_afterwards(publishers, ways[0], len(given))


def _check_afterwards(publishers: Publishers, way: Way, given: int) -> None:
    """A new version keeps its number; the next document gets one that nobody had."""
    town = publishers.town
    live = Article.objects.get(index_no=way.number)
    retyped(publishers, live, title="修订后的通知")
    way.publish(live, town.submit(anew(live)))
    following = Way(publishers, given)
    following.go()
    assert (anew(live).title, anew(live).index_no) == ("修订后的通知", way.number)
    assert following.number == index_number(BUREAU_CODE, 2026, given + 1)
