"""One finding, and the text that all checks read."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhanqun.content.library import api as library

BLOCK, WARN = "block", "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: stable code, level, where, and what to do, in Chinese."""

    code: str
    level: str
    where: str
    text: str


@dataclass(frozen=True)
class Text:
    """A version as the checks read it: title, body and every file as plain words.

    parts: (where, words), the title first.
    """

    article: library.Article
    body: str
    parts: Sequence[tuple[str, str]]
    has_file_with_words: bool

    @classmethod
    def of(cls, article: library.Article) -> "Text":
        body = library.plain_text(article.body)
        files = library.files_of(article)
        parts = [("标题", article.title), ("正文", body)]
        parts += [(f"附件《{row.name}》", f"{row.name}\n{row.text}") for row in files]
        has_words = any(row.text.strip() for row in files)
        return cls(article, body, parts, has_words)
