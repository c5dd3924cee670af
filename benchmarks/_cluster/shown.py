"""The live placements of a cluster, as they stand in the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

PART = 10_000
Facts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A live placement with what its pages' keys follow from."""

    pk: int
    site_id: int
    domain: str
    home_site_id: int
    home_domain: str
    column_id: int
    number: int
    related: list[UUID]
    uid: str
    kind: str
    title: str
    slug: str
    code: str
    first_published_at: datetime
    document_number: str
    interprets: list[UUID]

    @property
    def address(self) -> str:
        from zhanqun.content.library.api import Article

        moment = self.first_published_at
        return Article(slug=self.slug, code=self.code, first_published_at=moment).address

    def facts(self) -> Facts:
        return {
            "own": [self.uid],
            "related": [str(uid) for uid in self.related],
            "interpreted": [str(uid) for uid in self.interprets],
            "number": [self.document_number] if self.document_number else [],
            "placement": [str(self.pk)],
            "home": [str(self.home_site_id)] if self.home_site_id != self.site_id else [],
        }


_PLACEMENTS = """
select p.id, p.site_id, s.hostname, h.site_id, t.hostname, p.column_id, p.number, p.related,
    a.uid::text, a.kind, a.title, a.slug, a.code, a.first_published_at, a.number, a.interprets
from zq_library_placement p
join zq_library_article a on a.id = p.article_id
join zq_library_placement h on h.article_id = a.id and h.is_home
join wagtailcore_site s on s.id = p.site_id
join wagtailcore_site t on t.id = h.site_id
where p.state = 'live' order by p.column_id, p.number
"""


def placements_by_column() -> Iterator[list[Shown]]:
    """Column after column, each from its oldest text on. Needs a transaction."""
    from django.db import connection

    with connection.connection.cursor(name="placements") as cursor:
        cursor.itersize = PART
        rows = (Shown(*row) for row in cursor.execute(_PLACEMENTS))
        for _column, part in groupby(rows, key=lambda row: row.column_id):
            yield list(part)
