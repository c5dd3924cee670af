"""What the checks suggest, done at one press (按建议修改): a new version of the draft."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Change
from zhanqun.content.review.checking import Checked, check
from zhanqun.content.review.findings import TABLE_HEAD, Finding, Text, with_head
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

# Fields in which words may be replaced; addresses and files are for a person to change.
_PLAIN_FIELDS = frozenset({
    "title", "subtitle", "summary", "keywords", "source", "byline", "editor", "cover_alt",
    "index_no", "number", "topic_class", "genre", "audience",
})  # fmt: skip


class NothingToFix(DomainError):
    """The text has changed since the page was opened."""

    code = "review.nothing_to_fix"
    message = _("稿件里已没有这处内容，没有改动。")
    status = 409


def is_fixable(finding: Finding) -> bool:
    """Whether one press can do what the finding suggests."""
    if finding.code == TABLE_HEAD:
        return True
    at_place = finding.field in {*_PLAIN_FIELDS, "body", "issuing_organs"}
    return bool(finding.suggestion) and (at_place or finding.field.startswith("alt:"))


@transaction.atomic
def fix(*, uid: UUID, by: User, now: datetime, keys: Collection[str] | None = None) -> int:
    """Save a version in which the findings with these keys are settled; None: all that can be.

    Words are replaced wherever the same finding stands in its field; markup stays. Returns how
    many findings were settled. Raises NotAllowed, NothingToFix.
    """
    article = library.lock_article(uid)
    draft = library.working_copy(article)
    checked = check(draft, now)
    chosen = [
        row for row in checked.findings if is_fixable(row) and (keys is None or row.key in keys)
    ]
    if not chosen:
        raise NothingToFix
    library.save_draft(
        uid=uid,
        base_revision_id=article.latest_revision_id or 0,
        content=_settled(checked, chosen),
        by=by,
        now=now,
    )
    return len(chosen)


def _settled(checked: Checked, chosen: Iterable[Finding]) -> dict[str, Any]:
    """The content fields as they are once the findings are settled."""
    by_field: dict[str, list[Finding]] = defaultdict(list)
    heads = False
    for row in chosen:
        if row.code == TABLE_HEAD:
            heads = True
        else:
            by_field["body" if row.field.startswith("alt:") else row.field].append(row)
    text = checked.text
    content = {name: _replaced(text, name, rows) for name, rows in by_field.items()}
    if heads:
        content["body"] = with_head(str(content.get("body", text.places.html)))
    return content


def _replaced(text: Text, name: str, rows: list[Finding]) -> Any:
    if name == "body":
        return _body(text, rows)
    value = getattr(text.article, name)
    if isinstance(value, list):
        return [_each_replaced(item, rows) for item in value]
    return _at_places(value, rows)


def _each_replaced(words: str, rows: list[Finding]) -> str:
    for row in rows:
        words = words.replace(row.matched, row.suggestion)
    return words


def _at_places(words: str, rows: list[Finding]) -> str:
    """The words with every suggestion in its place; of two that overlap the first holds."""
    parts, at = [], 0
    for row in sorted(rows, key=lambda one: one.start):
        if row.start >= at:
            parts += [words[at : row.start], row.suggestion]
            at = row.end
    return "".join([*parts, words[at:]])


def _body(text: Text, rows: list[Finding]) -> str:
    """Descriptions of pictures stand in tags, which no change of words moves out of order."""
    in_words = [row for row in rows if row.field == "body"]
    html = text.places.changed(Change(row.start, row.end, row.suggestion) for row in in_words)
    by_picture: dict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        if row.field != "body":
            by_picture[row.field].append(row)
    for name, found in by_picture.items():
        old = text.words_in(name)
        html = _with_alt(html, old, _at_places(old, found))
    return html


def _with_alt(html: str, old: str, new: str) -> str:
    return html.replace(f' alt="{escape(old)}"', f' alt="{escape(new)}"')
