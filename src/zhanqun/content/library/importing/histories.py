"""The note below the title of a regulation that tells its life (题注、沿革), read step by step.

Such as “2001年8月2日 国务院令第315号公布 | 2016年2月6日 《国务院关于修改部分行政法规的决定》第一次
修订”. Plain words in, steps out; whoever keeps histories decides what becomes of them.
"""

import re
from dataclasses import dataclass
from datetime import date

from zhanqun.content.library.document_numbers import find_in_text, half_width_digits

ADOPTED, APPROVED, ISSUED = "adopted", "approved", "issued"
IN_FORCE, REVISED, AMENDED, REPEALED = "in_force", "revised", "amended", "repealed"

_DATE = re.compile(r"^[（(]?\s*(?:根据)?\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*")
_OPENING, _CLOSING = "《〈<", "》〉>"
# A step is one line; what is longer without a date is text that came along.
_LONGEST = 120
_FROM_NOW = re.compile(r"自(?:发布|公布)之日起?施行")
# In the order in which they are looked for: what a step ends with says what it is.
_VERBS = (
    (REPEALED, re.compile("废止")),
    (AMENDED, re.compile("修正|修订|修改")),
    (ISSUED, re.compile("发布|公布|颁布")),
    (IN_FORCE, re.compile("施行|生效")),
    (APPROVED, re.compile("批准")),
    (ADOPTED, re.compile("通过")),
)


@dataclass(frozen=True)
class Step:
    """One step. on: None where the note gives no day. title, number: of the document that did it,
    "" where the note names none; a revision of the whole text (修订) is a step of its own."""

    kind: str
    on: date | None
    text: str
    title: str = ""
    number: str = ""


def steps_of(history: str, own_number: str = "") -> tuple[list[Step], list[str]]:
    """The steps in the order of the note, and what of it could not be read.

    own_number: of the regulation in its normal form; what that number did is a revision.
    """
    read = [(words, _step(words, own_number)) for words in _parts(history)]
    return [step for _words, step in read if step], [words for words, step in read if not step]


def begins_on(steps: list[Step]) -> date | None:
    """From when it is in force, as far as its note says (施行日期); the latest such step."""
    days = [step.on for step in steps if step.kind == IN_FORCE or _FROM_NOW.search(step.text)]
    return next((day for day in reversed(days) if day), None)


def _parts(history: str) -> list[str]:
    """Steps begin with a date; what does not goes on from the one before."""
    parts: list[str] = []
    for piece in re.split(r"\s*\|\s*", half_width_digits(history).strip()):
        if not piece:
            continue
        if parts and not _DATE.match(piece):
            parts[-1] = f"{parts[-1]}、{piece}"
        else:
            parts.append(piece)
    return parts


def _step(words: str, own_number: str) -> Step | None:
    found = _DATE.match(words)
    day = _day(found) if found else None
    text = words[found.end() :] if found else words
    if found is None and len(text) > _LONGEST:
        return None
    titles, bare = _apart(text)
    kind = next((kind for kind, verb in _VERBS if verb.search(bare)), None)
    if kind is None:
        return None
    text = re.sub(r"\s+", " ", text).strip(" ）)")[:300]
    if kind not in (AMENDED, REPEALED):
        return Step(kind, day, text)
    title = titles[0] if titles else ""
    numbers = [row.number.text for row in find_in_text(bare)]
    number = next((text for text in numbers if text != own_number), "")
    if title or number:
        return Step(kind, day, text, title, number)
    return Step(REVISED if kind == AMENDED else kind, day, text)


def _apart(text: str) -> tuple[list[str], str]:
    """The titles that are named, and the words around them; titles inside titles come in any
    brackets, not always in pairs of one kind."""
    titles: list[str] = []
    bare, inside, depth = "", "", 0
    for character in text:
        depth -= character in _CLOSING and depth > 0
        if depth:
            inside += character
        elif inside:
            titles.append(inside)
            inside = ""
        elif character not in _OPENING:
            bare += character
        depth += character in _OPENING
    return titles, bare


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
