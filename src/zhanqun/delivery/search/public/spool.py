"""What was searched, without persons (检索日志): lines on this node until a job sums them.

No address, no cookie, nothing clicked. What may name a person is not written at all: numbers of
persons as `checks` finds them, any long number, long sentences. Source: 《个人信息保护法》 Art. 6
(only what the purpose needs).
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from zhanqun.core.checks import api as checks
from zhanqun.foundation import clock

WORDS_CHARS_MAX = 40
# A file that nobody has written to for so long is complete: each holds one minute.
SETTLED = timedelta(seconds=70)
# Longer than any year, amount or document number that people look for.
_LONG_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")


@dataclass(frozen=True, slots=True)
class Asking:
    """What one line says, summed: a day in Beijing, the site, the words, found or not."""

    day: date
    site_id: int
    words: str
    is_found: bool


def folded(words: str) -> str:
    """Queries that differ in width, case or blanks are one (归并)."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def may_be_kept(words: str) -> bool:
    """Whether folded words name nobody, as far as a machine can tell."""
    if not words or len(words) > WORDS_CHARS_MAX or _LONG_NUMBER.search(words):
        return False
    return not any(checks.privacy_hits(checks.Passage("q", "", words)))


def note(*, site_id: int, words: str, total: int, now: datetime) -> None:
    """Write one search down. A full disk must not keep anybody from searching."""
    kept = folded(words)
    if not may_be_kept(kept):
        return
    moment = clock.beijing(now)
    line = json.dumps([moment.date().isoformat(), site_id, kept, total > 0], ensure_ascii=False)
    try:
        folder = root()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{moment:%Y%m%d-%H%M}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError:
        return


def complete_files(now: datetime) -> list[Path]:
    """Files that nobody writes to any more, the oldest first."""
    before = (now - SETTLED).timestamp()
    return sorted(file for file in root().glob("*.jsonl") if file.stat().st_mtime < before)


def sums_of(file: Path) -> Counter[Asking]:
    return Counter(_lines(file))


def root() -> Path:
    return Path(settings.ZHANQUN_SEARCH_ROOT) / "queries"


def _lines(file: Path) -> Iterator[Asking]:
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            day, site_id, words, is_found = json.loads(line)
            yield Asking(date.fromisoformat(day), int(site_id), str(words), bool(is_found))
        except (ValueError, TypeError):
            continue  # a line that a crash left half written
