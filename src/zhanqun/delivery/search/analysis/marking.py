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
# A text is looked through in parts, until there is enough to choose from.
_PART, _OVERLAP, _ENOUGH = 600, 60, 10
_STOPS = "。！？；\n"


def marked(text: str, words: Sequence[str]) -> tuple[Mark, ...]:
    """The whole of a raw text with every word marked."""
    return _runs(text, 0, len(text), _spans(text, words))


def snippet(
    texts: Sequence[str], words: Sequence[str], *, window: int = WINDOW
) -> tuple[Mark, ...]:
    """About `window` characters of the first text that has any of the words, those with most of
    them; the beginning of the first text where none has; () of no text."""
    chosen, spans = texts[0], _spans(texts[0], words)
    for text in texts[1:]:
        if not spans and (found := _spans(text, words)):
            chosen, spans = text, found
    start = _best_start(chosen, spans, window)
    end = min(len(chosen), start + window)
    runs = _runs(chosen.replace("\n", " "), start, end, spans)
    if start:
        runs = (Mark(_DOTS), *runs)
    return (*runs, Mark(_DOTS)) if end < len(chosen) else runs


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Start, end in the raw text and which word; overlapping ones joined by whoever shows them."""
    if not words or not text:
        return []
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    place = {word: number for number, word in enumerate(words)}
    found: list[tuple[int, int, int]] = []
    for start in range(0, len(text), _PART):
        seen = folded(text[start : start + _PART + _OVERLAP])
        spans = _spans_in(seen, pattern, place)
        found += [(start + first, start + last, word) for first, last, word in spans]
        if len(found) > _ENOUGH:
            break
    return sorted(set(found))


def _spans_in(
    seen: Folded, pattern: re.Pattern[str], place: dict[str, int]
) -> list[tuple[int, int, int]]:
    found = [
        (*seen.raw_span(match.start(), match.end()), place[match[0]])
        for match in pattern.finditer(seen.text)
    ]
    if any(any(map(str.isdigit, word)) for word in place):
        found += _in_digits(seen, pattern, place)
    return sorted(found)


def _in_digits(
    seen: Folded, pattern: re.Pattern[str], place: dict[str, int]
) -> list[tuple[int, int, int]]:
    """Words that stand there with a Chinese numeral for their digits."""
    found = []
    for start, end, digits in numerals_in(seen.text):
        before, after = seen.text[max(0, start - 12) : start], seen.text[end : end + 12]
        low, high = len(before), len(before) + len(digits)
        shift = end - start - len(digits)
        for match in pattern.finditer(before + digits + after):
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
