"""What a text says about itself before it may go out (发布前检查), as plain functions.

`block` findings stop the gate; `warn` findings are shown to those who decide.
"""

from zhanqun.content.review.findings.body import picture_only_finding
from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding, Text
from zhanqun.content.review.findings.openness import openness_findings
from zhanqun.content.review.findings.places import (
    FIXED_COLUMNS,
    Standing,
    cities_in,
    place_findings,
    towns_in,
)
from zhanqun.content.review.findings.secrecy import secrecy_findings
from zhanqun.content.review.findings.times import before_event_findings, time_findings
from zhanqun.content.review.findings.twins import (
    TWIN_BYTES_MIN,
    Twin,
    closest_twin,
    twin_findings,
)

__all__ = [
    "BLOCK",
    "FIXED_COLUMNS",
    "TWIN_BYTES_MIN",
    "WARN",
    "Finding",
    "Standing",
    "Text",
    "Twin",
    "before_event_findings",
    "cities_in",
    "closest_twin",
    "openness_findings",
    "picture_only_finding",
    "place_findings",
    "secrecy_findings",
    "time_findings",
    "towns_in",
    "twin_findings",
]
