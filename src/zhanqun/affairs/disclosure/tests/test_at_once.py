"""Many people file and publish at the same moment: each document has one number, and keeps it."""

from datetime import date
from functools import partial

from wagtail.models import Locale

from disclosing import Publishers, found_publishers
from zhanqun.affairs.disclosure.tests.samples import filed
from zhanqun.affairs.disclosure.tests.ways import at_once, check_ways, ways_of
from zhanqun.content.library.api import Article

FILED, PUBLISHED, PUT_ASIDE = 170, 26, 4


def test_given_200_filings_and_publications_at_once_then_no_number_is_ever_given_twice(
    cloned_database, kept_town
):
    publishers = found_publishers(kept_town.restore())
    ways = ways_of(publishers, PUBLISHED, PUT_ASIDE)
    filings = [partial(filed, publishers, row) for row in _drafts(publishers, FILED)]

    at_once([*(way.go for way in ways), *filings])

    check_ways(publishers, ways, others=FILED)


def _drafts(publishers: Publishers, count: int) -> list[Article]:
    town = publishers.town
    locale, _made = Locale.objects.get_or_create(language_code="zh-hans")
    rows = [
        Article(
            kind="document",
            unit=town.bureau,
            author=town.people["officer"],
            created_at=town.now,
            updated_at=town.now,
            locale=locale,
            live=False,
            title=f"第{at}号文件",
            written_on=date(2026, 6, 8),
        )
        for at in range(count)
    ]
    return Article.objects.bulk_create(rows)
