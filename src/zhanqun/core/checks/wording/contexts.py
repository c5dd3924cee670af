"""The phrase in which a word would be allowed (允许语境建议)."""

import re

import rjieba

from zhanqun.core.checks.normalising import squeezed

_MARKS = re.compile(r"[^\w]+")


def suggested_phrase(before: str, matched: str, after: str) -> str:
    """The words of the dictionary that the match touches, or it and its neighbours where it is
    made of whole words: 进攻府南河 for 攻府."""
    left, hit, right = (squeezed(text).text for text in (before, matched, after))
    left = _MARKS.split(left)[-1]
    right = _MARKS.split(right)[0]
    clause, start, end = left + hit + right, len(left), len(left) + len(hit)
    spans = _spans(clause)
    low = max((a for a, _b in spans if a <= start), default=0)
    top = min((b for _a, b in spans if b >= end), default=len(clause))
    if (low, top) == (start, end):
        low = max((a for a, b in spans if b <= start), default=start)
        top = min((b for a, b in spans if a >= end), default=end)
    return clause[low:top]


def _spans(clause: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in rjieba.cut(clause, False):
        spans.append((at, at + len(word)))
        at += len(word)
    return spans
