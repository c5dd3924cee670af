"""Number plates (机动车号牌)."""

import re
from collections.abc import Iterator

from zhanqun.core.checks.privacy.found import Found, found

# GA 36-2018: no I and no O; five characters, or six for new-energy vehicles.
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•\-]?"
    r"(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])"
    r"(?![0-9A-Za-z\-])"
)


def plates(text: str) -> Iterator[Found]:
    """Plates of ordinary and new-energy vehicles."""
    for match in _PLATE.finditer(text):
        yield found("privacy.plate", match.start(), match.end(), match[0])
