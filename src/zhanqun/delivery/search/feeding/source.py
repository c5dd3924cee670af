"""Live texts read from PostgreSQL in batches (取数): what is not live is not there."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from zhanqun.affairs.policylibrary import api as policylibrary
from zhanqun.affairs.policylibrary.api import Ending
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Validity
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import AttachmentUse
from zhanqun.delivery.search.feeding.plain import words_of_html
from zhanqun.delivery.search.shapes import Directory, Document, Place, SiteName
from zhanqun.foundation import clock
from zhanqun.foundation.feeds import Findable, feeds

BATCH = 1000
NO_COLUMN = 0
# Between a class of subjects and what is below it: 综合政务\\电子政务.
BELOW_TOPIC = "\\"
_ARTICLE_OWNER = "article:"


class _Row(NamedTuple):
    """The columns of an article that the index needs."""

    pk: int
    uid: UUID
    code: str
    slug: str
    kind: str
    title: str
    subtitle: str
    summary: str
    keywords: str
    source: str
    body: str
    link_url: str
    index_no: str
    number: str
    issuing_organs: list[str]
    topic_class: str
    genre: str
    validity: str
    effective_from: date | None
    expires_on: date | None
    amended_on: date | None
    partly_repealed_on: date | None
    repealed_on: date | None
    kept_until: date | None
    first_published_at: datetime | None
    original_published_at: datetime | None
    details: dict[str, Any]


_COLUMNS = tuple("id" if name == "pk" else name for name in _Row._fields)


def documents_of(article_ids: Collection[int], today: date) -> list[Document]:
    """The live ones among these articles."""
    rows = Article.objects.filter(pk__in=article_ids, live=True, is_discarded=False)
    return _documents([_Row(*values) for values in rows.values_list(*_COLUMNS)], today)


def all_documents(today: date) -> Iterator[list[Document]]:
    """Every live text, in batches by id, then what other rooms feed; each batch sees the newest
    state."""
    last = 0
    while True:
        rows = Article.objects.filter(pk__gt=last, live=True, is_discarded=False)
        batch = [_Row(*v) for v in rows.order_by("pk").values_list(*_COLUMNS)[:BATCH]]
        if not batch:
            break
        last = batch[-1].pk
        yield _documents(batch, today)

    for name, feed in feeds:
        for found in feed.all():
            yield [_fed(name, each) for each in found]


def fed_documents(name: str, uids: Collection[UUID]) -> list[Document]:
    """The public ones among these pages of another room; none of a feed that is gone."""
    if name not in feeds:
        return []
    return [_fed(name, each) for each in feeds.get(name).found(uids)]


def _fed(name: str, found: Findable) -> Document:
    return Document(
        uid=str(found.uid),
        title=found.title,
        body=found.body,
        path=found.path,
        kind=name,
        places=(Place(found.site_id, NO_COLUMN),),
        published_on=found.published_on,
        organs=(found.organ,) if found.organ else (),
        subject=found.subject,
        source=found.organ,
    )


def live_count() -> int:
    articles = Article.objects.filter(live=True, is_discarded=False).count()
    return articles + sum(feed.count() for _name, feed in feeds)


def kinds() -> dict[str, str]:
    """Labels of what can be found: kinds of article, then those of other rooms."""
    articles = {str(value): str(label) for value, label in ArticleKind.choices}
    return articles | {name: str(feed.label) for name, feed in feeds}


def directory() -> Directory:
    """Names of sites and columns, labels of kinds and validity."""
    return Directory(
        sites={p.site_id: SiteName(p.name, p.base_url) for p in sites.profiles()},
        columns=dict(Column.objects.values_list("pk", "title")),
        kinds=kinds(),
        validity={str(value): str(label) for value, label in Validity.choices},
    )


def _documents(rows: list[_Row], today: date) -> list[Document]:
    places = _places([row.pk for row in rows])
    files = _files([row.uid for row in rows])
    endings = policylibrary.endings_of(places)
    return [
        _document(row, tuple(places[row.pk]), files.get(row.uid, ""), today, endings.get(row.pk))
        for row in rows
        if row.pk in places
    ]


def _places(article_ids: list[int]) -> dict[int, list[Place]]:
    """Article id -> where it is live: home first, each site once."""
    live = library.live_placements().filter(article_id__in=article_ids)
    rows = live.order_by("-is_home", "live_at", "pk")
    found: dict[int, dict[int, Place]] = defaultdict(dict)
    for article_id, site_id, column_id in rows.values_list("article_id", "site_id", "column_id"):
        found[article_id].setdefault(site_id, Place(site_id, column_id))
    return {article_id: list(by_site.values()) for article_id, by_site in found.items()}


def _files(uids: list[UUID]) -> dict[UUID, str]:
    """Article uid -> what every reader sees in the files it shows; no hidden sheet, no remark."""
    owners = {f"{_ARTICLE_OWNER}{uid}": uid for uid in uids}
    rows = AttachmentUse.objects.filter(
        owner__in=owners, attachment__in=attachments.public_attachments()
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    parts: Any
    for owner, name, parts in rows.order_by("pk").values_list(
        "owner", "attachment__name", "attachment__parts"
    ):
        found[owners[owner]] += [name, *(text for where, text in parts if where == "")]
    return {uid: "\n".join(texts) for uid, texts in found.items()}


def _details(row: _Row) -> list[str]:
    """What the page of a leader or an organ says in its facts."""
    return [words for _fact, words in library.words_of(row.kind, row.details)]


def _document(
    row: _Row, places: tuple[Place, ...], files: str, today: date, ending: Ending | None
) -> Document:
    published = row.original_published_at or row.first_published_at
    others = (row.subtitle, row.keywords, row.index_no, row.topic_class, row.genre)
    return Document(
        uid=str(row.uid),
        title=row.title,
        body="\n".join(filter(None, [row.summary, *_details(row), words_of_html(row.body)])),
        path=library.address_of(row.slug, row.code, row.first_published_at),
        kind=row.kind,
        places=places,
        published_on=clock.day_of(published) if published else today,
        number=row.number,
        organs=tuple(row.issuing_organs),
        topic=row.topic_class.partition(BELOW_TOPIC)[0],
        subject=" ".join(filter(None, others)),
        source=row.source,
        validity=library.validity_on(row, today),
        files=files,
        link=row.link_url if row.kind == ArticleKind.LINK else "",
        ending=ending.words if ending else "",
        ended_by=ending.title if ending else "",
        ended_by_url=ending.url if ending else "",
    )
