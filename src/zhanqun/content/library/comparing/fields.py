"""Every field of two versions that differs (字段对照): text, metadata, attachments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from zhanqun.content.library.comparing.body_lines import Line, lines_of_body, lines_of_text
from zhanqun.content.library.comparing.pairing import Pair, Rows, folded, pairs_of
from zhanqun.content.library.details import words_of
from zhanqun.content.library.models import Article, label_of
from zhanqun.core.attachments import api as attachments

DIGEST_SHOWN = 16

Names = Mapping[UUID, str]


@dataclass(frozen=True)
class Difference:
    """One field that differs, by its name and its lines; note: what no line shows."""

    name: str
    label: str
    pairs: list[Pair]
    note: str = ""

    @property
    def rows(self) -> list[Rows]:
        return folded(self.pairs)


def differences(left: Article, right: Article) -> list[Difference]:
    """Every content field that differs between two versions, in the order of the form."""
    names = _names_of(left, right)
    found = []
    for name in Article.CONTENT:
        if getattr(left, name) != getattr(right, name):
            found.append(_difference(name, _lines(left, name, names), _lines(right, name, names)))
    return found


def text_difference(name: str, label: str, left: str, right: str) -> Difference:
    """Of two plain texts that are no fields of an article."""
    return Difference(name, label, pairs_of(lines_of_text(left), lines_of_text(right)))


def _difference(name: str, olds: list[Line], news: list[Line]) -> Difference:
    pairs = pairs_of(olds, news)
    is_same = all(pair.mark == "same" for pair in pairs)
    note = _("文字相同，只有格式（字体、对齐等）不同。") if is_same else ""
    return Difference(name, label_of(name), pairs, note)


def _lines(article: Article, name: str, names: Names) -> list[Line]:
    """A field as a person reads it."""
    if name == "body":
        return lines_of_body(article.body)
    if name == "details":
        return _lines_of_details(article)
    display = getattr(article, f"get_{name}_display", None)
    value: Any = display() if display else getattr(article, name)
    values = value if isinstance(value, list | tuple) else [value]
    texts = [names.get(row, str(row)) for row in values if row is not None]
    return [line for text in texts for line in lines_of_text(text)]


def _lines_of_details(article: Article) -> list[Line]:
    """A fact begins with its label; each row of a table is a line of its own."""
    texts = [f"{fact.label}：{words}" for fact, words in words_of(article.kind, article.details)]
    return [line for text in texts for line in lines_of_text(text)]


def _names_of(left: Article, right: Article) -> dict[UUID, str]:
    """Files by name, size and hash, documents by number or title, in two queries."""
    both = (left, right)
    named = {uid for row in both for uid in (row.cover, *row.files) if uid}
    files = attachments.attachments_by_uid(named)
    names = {uid: _file(file) for uid, file in files.items()}
    documents = {uid for row in both for uid in row.interprets}
    for row in Article.objects.filter(uid__in=documents):
        names[row.uid] = f"{row.number} {row.title}".strip()
    return names


def _file(file: attachments.Attachment) -> str:
    return _("{name}（{size}，SHA-256 {digest}…）").format(
        name=file.name, size=filesizeformat(file.size_bytes), digest=file.sha256[:DIGEST_SHOWN]
    )
