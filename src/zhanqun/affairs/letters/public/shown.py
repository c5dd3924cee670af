"""What other pages show of letters (首页、网站地图): figures, the newest, where they stand."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.keys import bucket_key, lists_key, opened_key
from zhanqun.affairs.letters.listing import ALL, BUCKET, bucket_of
from zhanqun.affairs.letters.models import ListEntry, Publication
from zhanqun.affairs.letters.public import numbers, reading
from zhanqun.affairs.letters.public.addresses import (
    FIGURES,
    INDEX,
    QUESTIONS,
    list_path,
    page_path,
    question_path,
    url_of,
)
from zhanqun.affairs.letters.public.questions import shown_on
from zhanqun.affairs.letters.states import PublicationState
from zhanqun.content.pages.api import Item, Link, LinkGroup, Listed, LiveFigures
from zhanqun.core.intake import api as intake
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

# So many letters a part of the sitemap; a multiple of what a numbered page holds.
BLOCK = 50 * BUCKET
# The part with the pages that are no letters.
PAGES = "pages"


def on_home(site_id: int, values: Mapping[str, Any], now: datetime) -> LiveFigures | None:
    """For the block 公众参与; nothing where the site has no mailbox."""
    if not reading.has_mailboxes(site_id):
        return None
    figures, note = numbers.at_a_glance(site_id)
    newest = reading.newest_in(site_id, ALL, values["rows"])
    links = (Link(_("写信"), INDEX), Link(_("查询办理情况"), intake.RECEIPT_PATH))
    items = tuple(_item(row, site_id) for row in newest)
    return LiveFigures(figures, note, items, INDEX, links)


def _item(row: Publication, site_id: int) -> Item:
    assert row.published_at is not None
    is_elsewhere = row.letter.mailbox.site.site_id != site_id
    at = clock.beijing(row.published_at)
    return Item(row.title, url_of(row, site_id), at, external=is_elsewhere)


def on_map(site_id: int) -> LinkGroup | None:
    """The group of the site map."""
    if not reading.has_mailboxes(site_id):
        return None
    links = [Link(_("来信统计"), FIGURES)]
    if shown_on(site_id):
        links.insert(0, Link(_("常见问题"), QUESTIONS))
    if ALL in reading.lists_on(site_id):
        links.insert(0, Link(_("公开的来信"), list_path(ALL)))
    return LinkGroup(_("来信"), INDEX, tuple(links))


class InSitemap:
    """Parts of the sitemap: pages and lists, then letters in the order of their numbers."""

    def parts(self, site_id: int) -> Iterable[str]:
        if not reading.has_mailboxes(site_id):
            return []
        blocks = _last_block(site_id)
        depends_on(lists_key(site_id), bucket_key(site_id, ALL, _first_bucket(blocks + 1)))
        return [PAGES, *map(str, range(1, blocks + 1))]

    def listed(self, site_id: int, part: str) -> Listed:
        if part == PAGES:
            return _pages(site_id)
        return _letters(site_id, int(part))

    def opened_by(self, key: str, site_id: int) -> Iterable[str]:
        if key == opened_key(site_id):
            return [PAGES]
        number = key.rpartition(":")[2]
        if not number.isdecimal() or key != bucket_key(site_id, ALL, int(number)):
            return []
        blocks = range(1, _last_block(site_id) + 1)
        return [str(n) for n in blocks if _first_bucket(n) == int(number)]


def _first_bucket(block: int) -> int:
    return bucket_of((block - 1) * BLOCK + 1)


def _last_block(site_id: int) -> int:
    last = reading.last_bucket(site_id, ALL)
    return (last * BUCKET - 1) // BLOCK + 1 if last else 0


def _pages(site_id: int) -> Listed:
    if not reading.has_mailboxes(site_id):
        return
    yield INDEX, None
    yield FIGURES, None
    for code in reading.lists_on(site_id):
        yield list_path(code), None
    rows = shown_on(site_id)
    if rows:
        yield QUESTIONS, None
    for row in rows:
        yield question_path(row.uid), None


def _letters(site_id: int, block: int) -> Listed:
    """Those whose page is on this site."""
    first = _first_bucket(block)
    depends_on(
        *(bucket_key(site_id, ALL, n) for n in range(first, first + BLOCK // BUCKET)),
    )
    rows = ListEntry.objects.filter(
        site_id=site_id,
        code=ALL,
        position__range=((block - 1) * BLOCK + 1, block * BLOCK),
        publication__state=PublicationState.PUBLISHED,
        publication__letter__mailbox__site__site_id=site_id,
    )
    shown = rows.order_by("position").values_list("publication__uid", "publication__changed_at")
    for uid, changed_at in shown:
        yield page_path(uid), changed_at
