"""Personal data in words that are to be public (个人信息)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from stdnum.cn import ric

from zhanqun.core.checks.hits import BLOCK, Hit, Passage

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")


def privacy_hits(passage: Passage) -> Iterator[Hit]:
    """Resident identity numbers with a right check digit (居民身份证号码).

    Source: GB 11643-1999.
    """
    for match in _ID_NUMBER.finditer(passage.text):
        if ric.is_valid(match[0]):
            yield Hit(
                "privacy.id_number",
                BLOCK,
                passage.field,
                passage.where,
                match.start(),
                match.end(),
                match[0],
                _("含有身份证号码，不能公开。"),
                suggestion=match[0][:6] + "********" + match[0][-4:],
                source="GB 11643-1999",
            )
