"""Slugs (地址中的标题拼音): readable ASCII made from a Chinese title, on the server."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock

EMPTY_SLUG = "a"
# Enough for any slug; a pasted essay need not be read to its end.
TITLE_LIMIT = 1000

# In titles 都 is a city far more often than "all".
_SINGLE_READINGS = {ord("都"): "dū,dōu"}
# Who publishes first loads the dictionaries; whoever publishes meanwhile waits for all of them.
_loading = Lock()


def slug_for(title: str, max_length: int = 60) -> str:
    """Pinyin of `title`: lower-case ASCII, syllables joined by hyphens, cut between syllables.

    Characters without a reading are left out; where nothing is left the slug is "a". Two titles
    may share a slug: addresses are told apart by the identifier after it.
    """
    slug = ""
    for syllable in _syllables(title):
        longer = f"{slug}-{syllable}" if slug else syllable[:max_length]
        if len(longer) > max_length:
            break
        slug = longer
    return slug or EMPTY_SLUG


def _syllables(title: str) -> Iterator[str]:
    # Its dictionaries take a second to load: only where a title is read, not in every process.
    from pypinyin import lazy_pinyin

    with _loading:
        _load_readings()
    plain = unicodedata.normalize("NFKC", title[:TITLE_LIMIT])
    for part in lazy_pinyin(plain, errors=_latin):
        yield from re.findall(r"[a-z0-9]+", part.lower())


def _latin(characters: str) -> str:
    """ASCII of what is not Han: accents go, signs and unknown characters become gaps."""
    decomposed = unicodedata.normalize("NFD", characters)
    letters = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c.isascii() else " " for c in letters)


@cache
def _load_readings() -> None:
    from pypinyin import load_phrases_dict, load_single_dict

    load_single_dict(_SINGLE_READINGS)
    path = Path(__file__).with_name("data") / "pinyin_phrases.txt"
    phrases = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, *readings = line.split()
            phrases[word] = [[reading] for reading in readings]
    load_phrases_dict(phrases)
