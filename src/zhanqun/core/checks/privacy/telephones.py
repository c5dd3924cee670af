"""Mobile numbers (手机号码). Landlines, 400 numbers and hotlines are offices' own."""

import re
from collections.abc import Iterator

from zhanqun.core.checks.privacy.found import Found, bare, before, found

# Ranges in use by the three carriers, the fourth and resellers.
MOBILE = re.compile(r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
# Words by which a number is offered to the public.
OFFERED = re.compile("联系|电话|咨询|热线|值班|传真|监督|举报|报名|受理")
OFFERED_REACH = 40

_SHAPES = "|".join(
    (
        r"1\d{10}",
        r"1\d{2}([ \-])\d{4}\2\d{4}",
        r"1\d{2}([ \-])\d{3}\3\d{5}",
        r"1\d{3}([ \-])\d{3}\4\d{4}",
        r"1\d{3}([ \-])\d{4}\5\d{3}",
        r"1(?:[ \-]\d){10}",
    )
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.¥])(?<![0-9A-Za-z]-)(?:(?:\+|00)?86[ \-]?)?"
    rf"(?P<number>{_SHAPES})"
    r"(?![0-9A-Za-z]|\.\d|-\d| ?(?:元|万|亿|人民币|美元|吨|平方|立方|公里|千瓦|%))"
)


def mobiles(text: str) -> Iterator[Found]:
    """Mobile numbers, also in groups; a number offered as a contact is told apart."""
    for match in _MOBILE.finditer(text):
        if MOBILE.fullmatch(bare(match["number"])):
            offered = OFFERED.search(before(text, match.start(), OFFERED_REACH))
            code = "privacy.contact_mobile" if offered else "privacy.mobile"
            yield found(code, match.start("number"), match.end(), match["number"])
