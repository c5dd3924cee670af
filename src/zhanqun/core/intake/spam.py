"""Signs of machine-made mail (垃圾来件判分): plain rules over words and circumstances.

Nothing is refused for them: from `HOLD_FROM` on a person looks first, and the sender sees the same
receipt as everybody.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from zhanqun.core.intake.characters import folded
from zhanqun.core.intake.states import HoldReason as R

HOLD_FROM = 5
FAST = timedelta(seconds=4)
FROM_ADDRESS, FROM_CONTACT, SAME_TEXT = 20, 10, 5
WORDS = Path(__file__).parent / "data" / "advertising.txt"
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_POINTS = {
    R.TRAP: 5,
    R.TOO_FAST: 3,
    R.LINKS: 3,
    R.NO_HAN: 3,
    R.ADVERTISING: 3,
    R.REPETITIVE: 3,
    R.MANY_FROM_ADDRESS: 5,
    R.MANY_FROM_CONTACT: 5,
    R.SAME_TEXT: 5,
}


@dataclass(frozen=True)
class Signs:
    """What is known of a sending. filling: since the form was opened, None where nobody knows.

    from_address, from_contact: this hour's and this day's, this one included; same_text: of the
    last hour, without this one.
    """

    texts: tuple[str, ...] = ()
    trap: str = ""
    filling: timedelta | None = None
    from_address: int = 0
    from_contact: int = 0
    same_text: int = 0


@dataclass(frozen=True)
class Verdict:
    score: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        return self.score >= HOLD_FROM


def judge(signs: Signs) -> Verdict:
    reasons = tuple(reason.value for reason in _reasons(signs))
    return Verdict(sum(_POINTS[R(reason)] for reason in reasons), reasons)


def _reasons(signs: Signs) -> Iterable[R]:
    text = "\n".join(signs.texts)
    plain = folded(text)
    if signs.trap:
        yield R.TRAP
    if signs.filling is not None and signs.filling < FAST:
        yield R.TOO_FAST
    if len(_LINK.findall(text)) > 3:
        yield R.LINKS
    if len(plain) > 20 and not _HAN.search(plain):
        yield R.NO_HAN
    if any(word in plain for word in advertising()):
        yield R.ADVERTISING
    if len(plain) > 40 and Counter(plain).most_common(1)[0][1] > len(plain) * 0.6:
        yield R.REPETITIVE
    if signs.from_address > FROM_ADDRESS:
        yield R.MANY_FROM_ADDRESS
    if signs.from_contact > FROM_CONTACT:
        yield R.MANY_FROM_CONTACT
    if signs.same_text >= SAME_TEXT:
        yield R.SAME_TEXT


@cache
def advertising() -> tuple[str, ...]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(folded(line) for line in lines if line and not line.startswith("#"))
