"""A document for programs (开放数据): what the catalogue says of it, and all that is public of it.

The shape is told by `data/document.schema.json`.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from zhanqun.affairs.policylibrary.holdings.models import Holding
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.affairs.policylibrary.public.files import FORMS, attached, path_of
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Openness, Validity
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once_each

# What of an article the catalogue reads; never its text.
FACTS = (
    "pk", "uid", "index_no", "topic_class", "genre", "audience", "openness", "source",
    "published_text_at",
)  # fmt: skip


def records_of(rows: Iterable[Holding]) -> list[dict[str, Any]]:
    """Documents as the catalogue tells them."""
    holdings = list(rows)
    facts = _facts(row.uid for row in holdings)
    newer = reading.holdings_by_id(row.ended_by_id for row in holdings if row.ended_by_id)
    return [_record(row, facts[row.uid], newer) for row in holdings]


def _facts(uids: Iterable[UUID]) -> dict[UUID, Any]:
    found = once_each("facts of policy", uids, _read_facts)
    depends_on(*map(library.article_key, found))
    return found


def _read_facts(uids: list[UUID]) -> dict[UUID, Article]:
    return {row.uid: row for row in Article.objects.filter(uid__in=uids).only(*FACTS)}


def _record(row: Holding, article: Article, newer: dict[int, Holding]) -> dict[str, Any]:
    moments = [moment for moment in (row.shown_at, article.published_text_at) if moment]
    return {
        "uid": str(row.uid),
        "url": _full(row),
        "title": row.title,
        "number": row.number,
        "index_no": article.index_no,
        "organs": row.organs,
        "topic": article.topic_class,
        "genre": row.genre,
        "audience": article.audience,
        "openness": {"value": article.openness, "label": str(Openness(article.openness).label)},
        "written_on": _day(row.written_on),
        "published_at": _moment(row.first_published_at),
        "effective_from": _day(row.effective_from),
        "ends_on": _day(row.ends_on),
        "validity": _validity(row, newer),
        "source": article.source,
        "changed_at": _moment(max(moments)),
        "files": {form: _beside(row, form) for form in FORMS},
    }


def _validity(row: Holding, newer: dict[int, Holding]) -> dict[str, Any] | None:
    """What it is, since when, and the document that made it so (P006)."""
    if not row.validity:
        return None
    ended_by = newer.get(row.ended_by_id or 0)
    return {
        "value": row.validity,
        "label": str(Validity(row.validity).label),
        "since": _day(row.since),
        "by": _named(ended_by) if ended_by else {"title": row.cited} if row.cited else None,
    }


def _named(row: Holding) -> dict[str, Any]:
    return {"uid": str(row.uid), "title": row.title, "number": row.number, "url": _full(row)}


def whole_record(row: Holding) -> dict[str, Any]:
    """A document with its text, its attachments and what interprets it."""
    article = library.text_of(row.uid)
    assert article is not None
    return records_of([row])[0] | {
        "summary": article.summary,
        "text": library.plain_text(article.body),
        "html": article.body,
        "attachments": [
            {"name": file.name, "url": _base(row) + f"/f/{file.key}/{quote(file.name)}",
             "type": file.content_type, "bytes": file.size_bytes, "sha256": file.sha256}
            for file in attached(article.files)
        ],
        "interpretations": [
            {"uid": str(one.uid), "title": one.title, "address": one.address}
            for one in library.interpretations_of(row.uid)
        ],
    }  # fmt: skip


def _base(row: Holding) -> str:
    return sites.base_url_of(row.home_id) if row.home_id else ""


def _full(row: Holding) -> str:
    return _base(row) + row.address


def _beside(row: Holding, form: str) -> str:
    return _base(row) + path_of(row, form)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: Any) -> str | None:
    """Beijing time with +08:00 (P036)."""
    return clock.beijing(moment).isoformat(timespec="seconds") if moment else None
