"""What the catalogue has to say of a version before it goes out (目录检查)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure import queries
from zhanqun.affairs.disclosure.models import IndexNumber
from zhanqun.content.library.api import Article, label_of
from zhanqun.content.review.api import BLOCK, WARN, Finding


def findings(draft: Article, now: datetime) -> Iterator[Finding]:
    """Numbers that are another's or were changed; documents of publishers that are not filed."""
    if draft.index_no or draft.first_published_at:
        yield from _number_findings(draft)
    if draft.is_document and queries.entry_of(draft) is None:
        yield from _filing_findings(draft)


def _number_findings(draft: Article) -> Iterator[Finding]:
    row = queries.index_number_of(draft)
    if row is not None and _is_changed(row, draft):
        said = _("索引号应为“{number}”，编定以后不能更改，也不能删去。")
        yield _finding("number_changed", BLOCK, said.format(number=row.text), draft.index_no)
    elif draft.index_no and (row is None or row.text != draft.index_no):
        other = queries.numbered_elsewhere(draft)
        if other is not None:
            said = _("索引号“{number}”已经用在《{title}》（{unit}）上，请核对后改正。")
            facts = {"number": draft.index_no, "title": other.title, "unit": other.unit}
            yield _finding("number_taken", BLOCK, said.format(**facts), draft.index_no)


def _is_changed(row: IndexNumber, draft: Article) -> bool:
    """An empty one is put in when the version is handed in."""
    is_fixed = row.is_generated or draft.first_published_at is not None
    return is_fixed and draft.index_no not in ("", row.text)


def _filing_findings(draft: Article) -> Iterator[Finding]:
    if queries.publisher_of(draft.unit_id) is not None:
        said = _("还没有编入公开目录，请在本页“公开目录”中编目。")
        yield Finding("disclosure.unfiled", WARN, _("公开目录"), said)


def _finding(code: str, level: str, said: str, number: str) -> Finding:
    facts: dict[str, Any] = {"end": len(number), "matched": number} if number else {}
    return Finding(f"disclosure.{code}", level, label_of("index_no"), said, "index_no", **facts)
