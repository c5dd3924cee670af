"""A version as the checks read it: every word of it that readers may get to see (检查范围)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import TextMap
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.checks.api import Passage

# Fields of an article that are words; the body is read with its markup.
WORDS = (
    "subtitle", "summary", "keywords", "source", "byline", "editor", "cover_alt", "link_url",
    "original_url", "index_no", "number", "issuing_organs", "topic_class", "genre", "audience",
)  # fmt: skip
# What is in an address of these is shown to readers as it stands.
_SPOKEN_LINKS = ("tel:", "mailto:")


@dataclass(frozen=True)
class Text:
    """A version as the checks read it.

    places: the body and its plain words. passages: everything to be read, the title first.
    """

    article: library.Article
    places: TextMap
    files: Sequence[Attachment]
    passages: Sequence[Passage]

    @classmethod
    def of(cls, article: library.Article) -> "Text":
        places = TextMap.of(article.body)
        files = library.files_of(article)
        return cls(article, places, files, list(_passages(article, places, files)))

    @property
    def body(self) -> str:
        return self.places.text

    @property
    def main(self) -> list[Passage]:
        """Title, body and files: running text, as opposed to names and codes."""
        return [row for row in self.passages if row.field.startswith(("title", "body", "file:"))]

    @property
    def has_file_with_words(self) -> bool:
        return any(row.text.strip() for row in self.files)

    def words_in(self, field: str) -> str:
        return next((row.text for row in self.passages if row.field == field), "")


def _passages(
    article: library.Article, places: TextMap, files: Sequence[Attachment]
) -> Iterator[Passage]:
    yield Passage("title", _("标题"), article.title)
    yield Passage("body", _("正文"), places.text)
    for name in WORDS:
        value = getattr(article, name)
        words = "、".join(value) if isinstance(value, list) else value
        if words:
            yield Passage(name, library.label_of(name), words)
    for name, label, words in article.detail_words:
        yield Passage(name, label, words)
    yield from _of_markup(places)
    for file in files:
        yield from _of_file(file)


def _of_markup(places: TextMap) -> Iterator[Passage]:
    """Words that stand in tags: descriptions of pictures, telephone and mail addresses."""
    pictures = [row.attributes for row in places.elements if row.tag == "img"]
    for number, picture in enumerate(pictures, start=1):
        if picture.get("alt"):
            where = _("正文第{number}张图片的说明").format(number=number)
            yield Passage(f"alt:{number}", where, picture["alt"])
    links = [row.attributes.get("href", "") for row in places.elements if row.tag == "a"]
    for number, address in enumerate(links, start=1):
        if address.startswith(_SPOKEN_LINKS):
            where = _("正文第{number}个链接的地址").format(number=number)
            yield Passage(f"link:{number}", where, address.partition(":")[2])


def _of_file(file: Attachment) -> Iterator[Passage]:
    """A file's name and its words; hidden sheets, comments and properties each by themselves."""
    where = _("附件《{name}》").format(name=file.name)
    yield Passage(f"file:{file.uid}:name", _("{file}的文件名").format(file=where), file.name)
    parts = getattr(file, "parts", None) or [["", file.text]]
    for number, (part, words) in enumerate(parts):
        if words:
            yield Passage(f"file:{file.uid}:{number}", where + part, words)
