"""Time limits as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from zhanqun.ui.desk.deadlines import time_left, tone_of

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "text", "tone"),
    [
        (5.5, "剩5小时", ""),
        (3.9, "剩3小时", "wait"),
        (0.5, "剩30分钟", "wait"),
        (0.001, "剩1分钟", "wait"),
        (47.9, "剩47小时", ""),
        (72, "剩3天", ""),
        (-0.25, "逾期15分钟", "bad"),
        (-26, "逾期26小时", "bad"),
        (-50, "逾期2天", "bad"),
    ],
)
def test_a_limit_reads_in_whole_units_and_overdue_is_told(hours, text, tone):
    due_at = NOW + timedelta(hours=hours)

    assert time_left(due_at, NOW) == text
    assert tone_of(due_at, NOW) == tone
