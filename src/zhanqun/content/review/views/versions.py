"""What a version changes against what the public sees (与线上版本对比)."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhanqun.content.library import api as library

# Texts beyond this are compared as wholes: difflib's time grows with the square.
PARAGRAPHS_MAX = 2000


@dataclass(frozen=True)
class Row:
    """Two paragraphs that stand in each other's place; "" where there is none."""

    left: str
    right: str


@dataclass(frozen=True)
class Difference:
    """One field that differs: its name and the paragraphs that do."""

    label: str
    rows: list[Row]


def against_public(article: library.Article, draft: library.Article) -> list[Difference]:
    """Every field of the content that differs; nothing for an article that is not public."""
    if not article.live:
        return []
    return [
        Difference(_label(name), list(_rows(_text(article, name), _text(draft, name))))
        for name in library.Article.CONTENT
        if _text(article, name) != _text(draft, name)
    ]


def _rows(left: str, right: str) -> Iterator[Row]:
    olds, news = left.splitlines(), right.splitlines()
    if max(len(olds), len(news)) > PARAGRAPHS_MAX:
        yield Row(left, right)
        return
    matcher = difflib.SequenceMatcher(None, olds, news, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield Row("\n".join(olds[start:end]), "\n".join(news[new_start:new_end]))


def _text(article: library.Article, name: str) -> str:
    if name == "body":
        return library.plain_text(article.body)
    shown = getattr(article, f"get_{name}_display", None)
    return _plain(shown() if shown else getattr(article, name))


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)


def _label(name: str) -> str:
    return str(getattr(library.Article._meta.get_field(name), "verbose_name", name))
