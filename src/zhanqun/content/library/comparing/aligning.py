"""Which line of one text stands where a line of another stood (段落对齐).

Lines that occur once in both texts are the fixed points; between them, lines that share rare
runs of characters belong together. Both take time in proportion to the text, whatever was
changed: difflib's grows with the square.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from diff_match_patch import diff_match_patch

# Lines are alike when they share this part of their runs of so many characters.
RUN_LENGTH, ALIKE = 3, 0.3
# A run in more lines than this tells nothing.
RARE = 8
CANDIDATES = 3
# Time for lines that repeat, in seconds.
REPEATED_SECONDS = 0.1
FIRST_SIGN = 0xE000

Match = tuple[int, int]


def matches(olds: Sequence[str], news: Sequence[str]) -> list[Match]:
    """Pairs (old, new) of lines that are the same or much alike, both rising."""
    return list(_between(olds, news, (0, 0), (len(olds), len(news))))


def _between(olds: Sequence[str], news: Sequence[str], low: Match, high: Match) -> Iterator[Match]:
    start, end = _trimmed(olds, news, low, high)
    yield from zip(range(low[0], start[0]), range(low[1], start[1]), strict=True)
    if start[0] < end[0] and start[1] < end[1]:
        fixed = _fixed_points(olds, news, start, end) or _repeated(olds, news, start, end)
        if fixed:
            yield from _around(olds, news, fixed, start, end)
        else:
            yield from _alike(olds, news, start, end)
    yield from zip(range(end[0], high[0]), range(end[1], high[1]), strict=True)


def _trimmed(
    olds: Sequence[str], news: Sequence[str], low: Match, high: Match
) -> tuple[Match, Match]:
    """The bounds without the equal lines at both ends."""
    (i, j), (k, m) = low, high
    while i < k and j < m and olds[i] == news[j]:
        i, j = i + 1, j + 1
    while i < k and j < m and olds[k - 1] == news[m - 1]:
        k, m = k - 1, m - 1
    return (i, j), (k, m)


def _around(
    olds: Sequence[str], news: Sequence[str], fixed: list[Match], start: Match, end: Match
) -> Iterator[Match]:
    at = start
    for point in fixed:
        yield from _between(olds, news, at, point)
        yield point
        at = (point[0] + 1, point[1] + 1)
    yield from _between(olds, news, at, end)


def _fixed_points(
    olds: Sequence[str], news: Sequence[str], start: Match, end: Match
) -> list[Match]:
    """Equal lines that occur once on either side, the most that keep their order."""
    in_old = Counter(olds[start[0] : end[0]])
    in_new = Counter(news[start[1] : end[1]])
    place = {news[j]: j for j in range(start[1], end[1]) if in_new[news[j]] == 1}
    common = [
        (i, place[olds[i]])
        for i in range(start[0], end[0])
        if in_old[olds[i]] == 1 and olds[i] in place
    ]
    return _rising([(i, j, 1.0) for i, j in common])


def _repeated(olds: Sequence[str], news: Sequence[str], start: Match, end: Match) -> list[Match]:
    """Equal lines none of which occurs once: found as characters are, one sign a line."""
    old, new = olds[start[0] : end[0]], news[start[1] : end[1]]
    if set(old).isdisjoint(new):
        return []
    signs = {line: chr(FIRST_SIGN + n) for n, line in enumerate(dict.fromkeys([*old, *new]))}
    engine = diff_match_patch()
    engine.Diff_Timeout = REPEATED_SECONDS
    found: list[Match] = []
    i, j = start
    for kind, run in engine.diff_main(*("".join(map(signs.__getitem__, s)) for s in (old, new))):
        if kind == engine.DIFF_EQUAL:
            found += zip(range(i, i + len(run)), range(j, j + len(run)), strict=True)
        i += len(run) if kind != engine.DIFF_INSERT else 0
        j += len(run) if kind != engine.DIFF_DELETE else 0
    return found


def _alike(olds: Sequence[str], news: Sequence[str], start: Match, end: Match) -> list[Match]:
    """Lines that share rare runs of characters, the best that keep their order."""
    runs = {j: runs_of(news[j]) for j in range(start[1], end[1])}
    holders: dict[str, list[int]] = defaultdict(list)
    for j, found in runs.items():
        for run in found:
            holders[run].append(j)
    weighed = []
    for i in range(start[0], end[0]):
        own = runs_of(olds[i])
        votes = Counter(j for run in own for j in _rare(holders.get(run, ())))
        for j, count in votes.most_common(CANDIDATES):
            share = count / max(len(own), len(runs[j]))
            if share >= ALIKE:
                weighed.append((i, j, share))
    return _rising(weighed)


def _rare(holders: Sequence[int]) -> Sequence[int]:
    return holders if len(holders) <= RARE else ()


def runs_of(line: str) -> set[str]:
    """Every run of so many characters that follow each other."""
    if len(line) < RUN_LENGTH:
        return {line} if line else set()
    return {line[at : at + RUN_LENGTH] for at in range(len(line) - RUN_LENGTH + 1)}


def _rising(weighed: list[tuple[int, int, float]]) -> list[Match]:
    """Of weighed pairs the heaviest chain in which both numbers rise.

    The best chains by their last new line, none longer to reach and lighter than another.
    """
    tails: list[int] = []  # new lines, rising
    weights: list[float] = []  # of the best chain that ends there, rising too
    links: list[int] = []  # which candidate that is
    before: list[int] = []
    # Of one old line's candidates the later come first, so that none builds on another.
    ordered = sorted(weighed, key=lambda pair: (pair[0], -pair[1]))
    for number, (_i, j, weight) in enumerate(ordered):
        at = bisect_left(tails, j)
        total = weight + (weights[at - 1] if at else 0.0)
        before.append(links[at - 1] if at else -1)
        if at < len(tails) and tails[at] == j and weights[at] >= total:
            continue
        over = at
        while over < len(tails) and weights[over] <= total:
            over += 1
        tails[at:over], weights[at:over], links[at:over] = [j], [total], [number]
    return _chain(ordered, before, links)


def _chain(
    ordered: list[tuple[int, int, float]], before: list[int], links: list[int]
) -> list[Match]:
    chain = []
    number = links[-1] if links else -1
    while number >= 0:
        chain.append((ordered[number][0], ordered[number][1]))
        number = before[number]
    return chain[::-1]
