"""Real words to recombine: titles and paragraphs of policy, letters and the demo city's texts.

The material beside the checkout (`../shared`) is used where it is; without it the demo city's
texts serve alone. Nothing of it is copied into the repository.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CITY = ROOT / "src/zhanqun/config/demo/city/texts"
REAL = ROOT.parent / "shared/real"
# (file, column with titles, columns with running text)
TABLES = (
    ("policy/regulations_469.csv", "title", ()),
    ("policy/govcn_60_full_fields.csv", "title", ()),
    ("policy/recent_2026_with_docno.csv", "title", ()),
    ("letters/letter_headers_neijiang_1200.csv", "title", ()),
    ("letters/letters_with_reply_1.csv", "subject", ("body", "reply")),
    ("letters/letters_with_reply_2.csv", "subject", ("body", "reply")),
)
PARAGRAPH_CHARACTERS = 160


@dataclass(frozen=True)
class Texts:
    """titles: plain; paragraphs: ready `<p>…</p>` with the number of their characters."""

    titles: tuple[str, ...]
    paragraphs: tuple[tuple[str, int], ...]


def read_texts() -> Texts:
    titles: dict[str, None] = {}
    paragraphs: dict[str, None] = {}
    for title, running in [*_city(), *_real()]:
        if title.strip():
            titles[title.strip()] = None
        for text in running:
            paragraphs.update(dict.fromkeys(_paragraphs(text)))
    return Texts(tuple(titles), tuple((f"<p>{escape(p)}</p>", len(p)) for p in paragraphs))


def _city() -> Iterator[tuple[str, list[str]]]:
    for path in sorted(CITY.glob("[sw]_*.yaml")):
        if path.stem != "s_en":
            for row in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader):
                yield row["title"], re.findall(r"<p>([^<]+)</p>", row.get("body", ""))


def _real() -> Iterator[tuple[str, list[str]]]:
    for name, title, running in TABLES:
        if (REAL / name).exists():
            with (REAL / name).open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    yield row[title], [row[column] for column in running]


def _paragraphs(text: str) -> Iterator[str]:
    """Whole sentences, gathered to paragraphs of a usual length."""
    held = ""
    for sentence in re.findall(r"[^。！？\n]+[。！？]?", text):
        held += sentence.strip()
        if len(held) >= PARAGRAPH_CHARACTERS:
            yield held[:500]
            held = ""
    if len(held) > 20:
        yield held[:500]
