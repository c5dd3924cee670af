"""Real documents and letters of ../shared, read for tests and the bench."""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

POLICY = ("govcn_60_full_fields.csv", "recent_2026_with_docno.csv", "regulations_469.csv")
LETTERS = ("letters_with_reply_1.csv", "letters_with_reply_2.csv")
_BRACKETED = re.compile(r"(.+)〔(\d{4})〕(\d+)号")
_BRACKETS = ("〔〕", "[]", "()", "（）", "﹝﹞", "【】", "［］")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


class Real(NamedTuple):
    """A real text; number "" where it has none."""

    title: str
    number: str
    body: str


def real_texts(shared: Path) -> list[Real]:
    return [*policies(shared), *letters(shared)]


def policies(shared: Path) -> Iterator[Real]:
    """Titles and numbers of real documents, without a body."""
    for name in POLICY:
        with (shared / "policy" / name).open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                number = row.get("doc_no") or row.get("order_no") or ""
                yield Real(row["title"].strip(), number.strip(), "")


def letters(shared: Path) -> Iterator[Real]:
    for name in LETTERS:
        with (shared / "letters" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield Real(row["subject"], "", f"{row['body']}\n{row['reply']}")


def number_variants(printed: str) -> list[str]:
    """Every way in which people write one document number, as it is printed first."""
    match = _BRACKETED.fullmatch(printed)
    if match is None:
        return [printed, printed.replace("第", ""), printed.translate(_WIDE)]
    code, year, serial = match.groups()
    bracketed = [f"{code}{left}{year}{right}{serial}" for left, right in _BRACKETS]
    ways = [printed, *bracketed, *(f"{way}号" for way in bracketed)]
    ways += [f"{code}{year}年{serial}号", f"{code} 〔{year}〕 {serial} 号"]
    return [*ways, f"{code}〔{year}〕第{serial}号", printed.translate(_WIDE)]


def words_of_one_and_two(texts: Sequence[str], count: int, luck: random.Random) -> list[str]:
    """Words of one and of two characters that stand somewhere in the texts, half of each."""
    words: dict[str, None] = {}
    while len(words) < count:
        run = luck.choice(_HAN.findall(luck.choice(texts)) or ["公告"])
        length = 1 + len(words) % 2
        start = luck.randrange(len(run) - length + 1)
        words[run[start : start + length]] = None
    return list(words)
