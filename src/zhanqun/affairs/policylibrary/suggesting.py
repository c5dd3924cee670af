"""What a document's text says that it does to others (文件关系的识别), for a person to confirm.

Plain words in, suggestions out; whether the library has the other document is asked elsewhere.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhanqun.affairs.policylibrary.states import RelationKind
from zhanqun.content.library.api import numbers_in_text

# A text may cite hundreds; so many are offered.
MOST = 12
_SENTENCE = re.compile(r"[^。；;\n]+")
# 《title》, one level of titles inside, and the number that may follow it in brackets.
_CITED = re.compile(
    r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?P<mark>（(?:试行|暂行)）)?"
    r"(?:\s*[（(](?P<number>[^（）()]{4,60})[）)])?"
)
_CLAUSES = re.compile(
    r"第[一二三四五六七八九十百零\d]+[条款项章]"
    r"(?:[、和至及—-]?(?:第[一二三四五六七八九十百零\d]+[条款项章]))*"
)
_REPEALED = re.compile(r"废止|停止执行|不再执行|不再施行")
_REPLACED = re.compile(r"(?:代替|取代|替代)")
_NOT_DONE = re.compile(r"(?:未|不|尚未|没有)(?:被)?(?:废止|修改)|拟废止|废止程序|修改、废止的")
_AMENDING_TITLE = re.compile(r"关于修改.{0,60}的(?:决定|通知|公告|规定)")
_REPEALING_TITLE = re.compile(r"关于废止.{0,60}的(?:决定|通知|公告)")
_FORWARDING_TITLE = re.compile(r"(?:关于)?(?:转发|批转)")
_FOLLOWS = re.compile(r"(?:贯彻|落实|实施)(?:执行|落实)?")
# Purposes stand at the beginning.
_OPENING = 400


@dataclass(frozen=True)
class Suggestion:
    """One relation that the text seems to say. words: the sentence it was read from."""

    kind: RelationKind
    title: str
    number: str
    note: str
    words: str

    @property
    def key(self) -> str:
        """Names the suggestion while the text stays as it is."""
        told = f"{self.kind}|{self.title}|{self.number}"
        return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()

    @property
    def older(self) -> str:
        if not self.title:
            return self.number
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")


@dataclass(frozen=True)
class _Citation:
    title: str
    number: str
    start: int
    end: int


def suggestions(title: str, text: str, known_codes: Collection[str] = ()) -> list[Suggestion]:
    """What the title, then the sentences say, each older document once with its strongest kind.

    known_codes: organ codes of the platform's units, for where a number begins.
    """
    found: dict[str, Suggestion] = {}
    for one in (*_of_title(title, known_codes), *_of_text(text, known_codes)):
        found.setdefault(one.number or one.title, one)
    return [one for one in found.values() if one.number or one.title != title][:MOST]


def _of_title(title: str, codes: Collection[str]) -> Iterator[Suggestion]:
    """Decisions that amend or repeal say so in their title; so does what forwards another."""
    kinds = (
        (_AMENDING_TITLE, RelationKind.AMENDS),
        (_REPEALING_TITLE, RelationKind.REPEALS),
        (_FORWARDING_TITLE, RelationKind.FORWARDS),
    )
    for pattern, kind in kinds:
        if pattern.search(title):
            for cited in _citations(title, codes):
                yield Suggestion(kind, cited.title, cited.number, "", title)
            return


def _of_text(text: str, codes: Collection[str]) -> Iterator[Suggestion]:
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if _NOT_DONE.search(words):
            continue
        if end := _REPEALED.search(words):
            yield from _ended(words, end, RelationKind.REPEALS, codes)
        elif begin := _REPLACED.search(words):
            for cited in _citations(words, codes):
                if cited.start >= begin.start():
                    yield Suggestion(
                        RelationKind.REPLACES, cited.title, cited.number, "", words[:200]
                    )
        elif match.start() < _OPENING and _FOLLOWS.search(words):
            yield from _followed(words, codes)


def _ended(
    words: str, verb: re.Match[str], kind: RelationKind, codes: Collection[str]
) -> Iterator[Suggestion]:
    """All that is cited up to the verb; with clauses between, these alone (部分废止)."""
    before = [cited for cited in _citations(words, codes) if cited.start < verb.start()]
    for number, cited in enumerate(before):
        until = before[number + 1].start if number + 1 < len(before) else verb.start()
        clauses = _CLAUSES.search(words, cited.end, until)
        of_it = RelationKind.PARTLY_REPEALS if clauses else kind
        note = clauses[0] if clauses else ""
        yield Suggestion(of_it, cited.title, cited.number, note, words[:200])


def _followed(words: str, codes: Collection[str]) -> Iterator[Suggestion]:
    verb = _FOLLOWS.search(words)
    assert verb is not None  # asked by the caller
    for cited in _citations(words, codes):
        if cited.start >= verb.end() and cited.number:
            yield Suggestion(RelationKind.IMPLEMENTS, cited.title, cited.number, "", words[:200])


def _citations(words: str, codes: Collection[str]) -> list[_Citation]:
    """Titles with their numbers, and numbers that stand alone, in order."""
    found, taken = [], []
    for match in _CITED.finditer(words):
        numbers = numbers_in_text(match["number"] or "", codes)
        number = numbers[0].number.text if numbers else ""
        title = match["title"] + (match["mark"] or "")
        found.append(_Citation(title, number, match.start(), match.end()))
        taken.append((match.start(), match.end()))
    for one in numbers_in_text(words, codes):
        if not any(start <= one.start < end for start, end in taken):
            found.append(_Citation("", one.number.text, one.start, one.end))
    return sorted(found, key=lambda cited: cited.start)
