"""One character from a name that must be right (规范名称的一字之差).

A name is cut in two. Whatever differs from it in one place holds one half unharmed, so the halves
are searched like any word, and what stands where the other half belongs is compared.
"""

from dataclasses import dataclass

from zhanqun.core.checks.wording.patterns import Pattern

# Shorter names have too many honest neighbours (人民政府, 人民政协).
SHORTEST = 5
# Below this, a slip at the far end is another name: 法国共产党, 中国共产主义.
SHORTEST_WITH_ENDS = 6


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a name; is_first tells on which side the other half belongs."""

    pattern: Pattern
    words: str
    other: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """Where a wrong name stands; is_certain: the place to be replaced is beyond doubt."""

    start: int
    end: int
    is_certain: bool


def halves_of(pattern: Pattern) -> list[Half]:
    name = pattern.wrong
    if len(name) < SHORTEST:
        return []
    cut = len(name) // 2
    head, tail = name[:cut], name[cut:]
    return [Half(pattern, head, tail, True), Half(pattern, tail, head, False)]


def miss_at(text: str, start: int, end: int, half: Half) -> Miss | None:
    """The wrong name around a half found at [start, end), or None where the name is right or
    something else stands there."""
    other = half.other
    if half.is_first:
        beside = text[end : end + len(other) + 1]
        size, is_certain = _slip(beside, other, half.pattern.wrong)
        return Miss(start, end + size, is_certain) if size else None
    beside = text[max(0, start - len(other) - 1) : start]
    size, is_certain = _slip(beside[::-1], other[::-1], half.pattern.wrong)
    return Miss(start - size, end, is_certain) if size else None


def _slip(beside: str, name: str, whole: str) -> tuple[int, bool]:
    """How much of `beside` is `name` with one slip, and whether that is certain; 0 for none.

    `beside` begins at the half that was found and may reach one character beyond.
    """
    size = len(name)
    if beside[:size] == name or "\n" in beside[: size - 1]:
        return 0, False
    same = next((at for at in range(min(size, len(beside))) if beside[at] != name[at]), len(beside))
    extra = beside[same : same + 1]
    if extra.isalnum() and same < size and beside[same + 1 : size + 1] == name[same:]:
        return size + 1, True
    if same >= size - 1:
        # The character at the far end: wrong, or missing with something else behind it.
        is_far_end = same == size - 1 and len(whole) >= SHORTEST_WITH_ENDS
        return (size - 1 if is_far_end else 0), False
    if not extra.isalnum():
        # Two words with a mark between them are no name: 在中国，共产党人.
        return 0, False
    if beside[same + 1 : size] == name[same + 1 :]:
        return size, True
    return (size - 1, True) if beside[same : size - 1] == name[same + 1 :] else (0, False)
