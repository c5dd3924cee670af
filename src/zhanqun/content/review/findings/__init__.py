"""What a text says about itself before it may go out (发布前检查), as plain functions.

`block` findings stop the gate unless overridden; `warn` findings are shown to those who decide;
`hint` findings are of low confidence.
"""

from zhanqun.content.review.findings.body import picture_only_finding
from zhanqun.content.review.findings.calendar_days import day_findings
from zhanqun.content.review.findings.charts import chart_findings
from zhanqun.content.review.findings.finding import (
    BLOCK,
    HINT,
    LEVELS,
    WARN,
    Finding,
    of_hits,
)
from zhanqun.content.review.findings.links import (
    KnownAddresses,
    Link,
    codes_and_keys,
    link_findings,
    links_in,
)
from zhanqun.content.review.findings.media import media_findings, story_findings
from zhanqun.content.review.findings.metadata import metadata_findings
from zhanqun.content.review.findings.numbers import number_findings
from zhanqun.content.review.findings.openness import openness_findings
from zhanqun.content.review.findings.passages import Text
from zhanqun.content.review.findings.places import (
    FIXED_COLUMNS,
    Standing,
    cities_in,
    place_findings,
    towns_in,
)
from zhanqun.content.review.findings.secrecy import secrecy_findings
from zhanqun.content.review.findings.structure import (
    TABLE_HEAD,
    structure_findings,
    with_head,
)
from zhanqun.content.review.findings.times import (
    before_event_findings,
    order_findings,
    time_findings,
)
from zhanqun.content.review.findings.twins import (
    MARKS_SHARED_MIN,
    TWIN_BYTES_MIN,
    Twin,
    closest_twin,
    marks_of,
    twin_findings,
)

__all__ = [
    "BLOCK",
    "FIXED_COLUMNS",
    "HINT",
    "LEVELS",
    "Link",
    "MARKS_SHARED_MIN",
    "TABLE_HEAD",
    "TWIN_BYTES_MIN",
    "WARN",
    "Finding",
    "KnownAddresses",
    "Standing",
    "Text",
    "Twin",
    "before_event_findings",
    "chart_findings",
    "cities_in",
    "closest_twin",
    "codes_and_keys",
    "day_findings",
    "link_findings",
    "links_in",
    "marks_of",
    "media_findings",
    "metadata_findings",
    "number_findings",
    "of_hits",
    "openness_findings",
    "order_findings",
    "picture_only_finding",
    "place_findings",
    "secrecy_findings",
    "story_findings",
    "structure_findings",
    "time_findings",
    "towns_in",
    "twin_findings",
    "with_head",
]
