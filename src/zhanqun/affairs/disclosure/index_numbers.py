"""The form of an index number (索引号): organ part, year of the document, five digits.

Other forms come with imported documents; they are kept as they are and never generated.
Source: 《政府信息公开目录系统实施指引》 and the local form of 18 characters, norms disclosure.yaml
`index_number`.
"""

from datetime import date

SERIAL_MOST = 99_999
YEARS = range(1900, 2100)


def index_number(organ_code: str, year: int, serial: int) -> str:
    """Such as 000014349/2014-00143."""
    return f"{organ_code}/{year}-{serial:05}"


def year_of(written_on: date | None, published_on: date) -> int:
    """The year of the document (成文), else the one in which it is published."""
    if written_on is not None and written_on.year in YEARS:
        return written_on.year
    return published_on.year
