"""Names of organs that no longer exist (撤并、更名机构)."""

import re

from zhanqun.core.checks.hits import HINT
from zhanqun.core.checks.wording.patterns import Pattern
from zhanqun.core.checks.wording.reading import Reading, years_in

# Words that say themselves that the organ is a former one.
_FORMER_BEFORE = re.compile(r"(?:原|前身[是为]|前)[省市县区州盟旗]?[^，。；、\n]{0,8}$")
_FORMER_AROUND = re.compile(
    "更名|改名|改组|撤销|并入|合并|整合|划入|不再保留|组建|划转|重新组建|机构改革"
)
_DOCUMENT_NUMBER = re.compile(r"[〔\[［](?:19|20)\d{2}[〕\]］]")
_BEFORE_REACH = 14


def level_of_organ(reading: Reading, start: int, end: int, pattern: Pattern) -> str:
    """ "" where the name stands rightly, HINT in a text of its own time, else the entry's level."""
    before = reading.text[max(0, start - _BEFORE_REACH) : start]
    sentence = reading.sentence(start, end)
    if _FORMER_BEFORE.search(before) or _FORMER_AROUND.search(sentence):
        return ""
    if reading.is_quoted(start, end) or _DOCUMENT_NUMBER.search(sentence):
        return HINT
    ended_in = pattern.ended_on.year if pattern.ended_on else 0
    years = years_in(sentence) or ([reading.year] if reading.year else [])
    return HINT if years and max(years) <= ended_in else pattern.level
