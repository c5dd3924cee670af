"""Texts that say nearly the same (近似重复), by shingles: plain functions.

A text is cut into overlapping pieces of a few characters (shingles). Two texts are as alike as
the share of pieces that both have. To find candidates among a million without comparing each, a
text keeps a few numbers, its bands: two texts that are alike share one with near certainty.
"""

import hashlib
import random
import re
import unicodedata
from functools import lru_cache

SIZE = 4
# 16 bands of 4 hashes each: of texts 0.8 alike 99.98 % share a band, of those 0.3 alike 12 %.
BANDS, ROWS = 16, 4
# From here on two texts count as nearly the same.
ALIKE = 0.6
_PRIME = (1 << 61) - 1
_TURNS = [
    (turn.randrange(1, _PRIME), turn.randrange(_PRIME))
    for turn in [random.Random(20260616)]  # noqa: S311
    for _at in range(BANDS * ROWS)
]
_DROPPED = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Letters, digits and 汉字 in their usual forms, nothing else."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def digest_of(text: str) -> str:
    """The same for texts that differ in blanks and punctuation only."""
    return hashlib.sha256(bare(text).encode()).hexdigest()


def shingles(text: str, size: int = SIZE) -> frozenset[str]:
    """The pieces of a text; a text shorter than one is a piece itself."""
    plain = bare(text)
    if len(plain) <= size:
        return frozenset([plain] if plain else [])
    return frozenset(plain[at : at + size] for at in range(len(plain) - size + 1))


def likeness(one: str, other: str) -> float:
    """The share of pieces that both texts have, 0 to 1 (相似度)."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def bands_of(text: str) -> list[int]:
    """Numbers of 64 bits, one of which texts that are alike share; none for an empty text."""
    hashes = [_hash(piece) for piece in shingles(text)]
    if not hashes:
        return []
    least = [min((a * value + b) % _PRIME for value in hashes) for a, b in _TURNS]
    return [_band(at, least[at * ROWS : (at + 1) * ROWS]) for at in range(BANDS)]


@lru_cache(maxsize=1 << 16)
def _hash(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=7).digest(), "big")


def _band(at: int, values: list[int]) -> int:
    words = ",".join(map(str, [at, *values])).encode()
    found = hashlib.blake2b(words, digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)
