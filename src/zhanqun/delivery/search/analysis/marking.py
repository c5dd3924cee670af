"""Words of a query marked in the raw text (标红), and the part that shows most of them."""

import re
from collections.abc import Iterable, Sequence

from zhanqun.delivery.search.analysis.folding import Folded, folded
from zhanqun.delivery.search.analysis.numerals import numerals_in
from zhanqun.delivery.search.shapes import Mark

WINDOW = 120
# Characters shown before the first word found.
_BEFORE = 20
_DOTS = "…"
_STOPS = "。！？；\n"


def marked(text: str, words: Sequence[str]) -> tuple[Mark, ...]:
    """The whole of a raw text with every word marked."""
    return _runs(text, 0, len(text), _spans(text, words))


def snippet(text: str, words: Sequence[str], *, window: int = WINDOW) -> tuple[Mark, ...]:
    """About `window` characters of a raw text, those with most of the words; () of no text."""
    spans = _spans(text, words)
    start = _best_start(text, spans, window)
    end = min(len(text), start + window)
    runs = _runs(text.replace("\n", " "), start, end, spans)
    if start:
        runs = (Mark(_DOTS), *runs)
    return (*runs, Mark(_DOTS)) if end < len(text) else runs


def has_any(text: str, words: Sequence[str]) -> bool:
    return bool(_spans(text, words))


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int, int]]:
    """Start, end in the raw text and which word; overlapping ones joined by whoever shows them."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern or not text:
        return []
    place = {word: number for number, word in enumerate(words)}
    seen = folded(text)
    found = [
        (*seen.raw_span(match.start(), match.end()), place[match[0]])
        for match in re.finditer(pattern, seen.text)
    ]
    return sorted(found + _in_digits(seen, pattern, place))


def _in_digits(seen: Folded, pattern: str, place: dict[str, int]) -> list[tuple[int, int, int]]:
    """Words that stand there with a Chinese numeral for their digits."""
    found = []
    for start, end, digits in numerals_in(seen.text):
        before, after = seen.text[max(0, start - 12) : start], seen.text[end : end + 12]
        low, high = len(before), len(before) + len(digits)
        shift = end - start - len(digits)
        for match in re.finditer(pattern, before + digits + after):
            if match.start() < high and match.end() > low:
                first = start - low + min(match.start(), low)
                last = end if match.end() <= high else start - low + match.end() + shift
                found.append((*seen.raw_span(first, last), place[match[0]]))
    return found


def _best_start(text: str, spans: Sequence[tuple[int, int, int]], window: int) -> int:
    """Where the window with most different words begins, at a sentence where one is near."""
    best, most = 0, 0
    for first, (start, _end, _word) in enumerate(spans):
        words = set()
        for _other, end, word in spans[first:]:
            if end > start + window - _BEFORE:
                break
            words.add(word)
        if len(words) > most:
            best, most = start, len(words)
        if first > 200:
            break
    start = max(0, best - _BEFORE)
    stop = max(text.rfind(stop, start, best) for stop in _STOPS)
    start = stop + 1 if stop >= 0 else start
    return max(0, min(start, len(text) - window))


def _runs(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int, int]]
) -> tuple[Mark, ...]:
    runs: list[Mark] = []
    at = start
    for first, last, _word in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if runs and runs[-1].hit and first == at:
            runs[-1] = Mark(runs[-1].text + text[first:last], hit=True)
        else:
            if first > at:
                runs.append(Mark(text[at:first]))
            runs.append(Mark(text[first:last], hit=True))
        at = last
    if at < end:
        runs.append(Mark(text[at:end]))
    return tuple(runs)
