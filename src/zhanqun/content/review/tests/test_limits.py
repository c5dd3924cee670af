"""The ladder of warnings, rung by rung."""

from datetime import UTC, datetime, timedelta

import pytest

from zhanqun.content.review.limits import next_rung_at, rung_at

OPENED = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
DUE = OPENED + timedelta(hours=24)


def after(hours, minutes=0):
    return OPENED + timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("now", "rung"),
    [
        (after(0), 0),
        (after(17, 59), 0),
        (after(18), 1),  # three quarters of 24 hours
        (after(23, 59), 1),
        (after(24), 2),
        (after(47, 59), 2),
        (after(48), 3),
        (after(24 * 11), 12),
    ],
)
def test_given_a_step_of_one_day_then_its_rungs_come_at_their_hours(now, rung):
    assert rung_at(OPENED, DUE, now) == rung


def test_given_a_rung_then_the_next_one_comes_when_it_says():
    moments = [next_rung_at(OPENED, DUE, rung) for rung in range(4)]

    assert moments == [after(18), after(24), after(48), after(72)]
    assert [rung_at(OPENED, DUE, moment) for moment in moments] == [1, 2, 3, 4]
    just_before = [moment - timedelta(seconds=1) for moment in moments]
    assert [rung_at(OPENED, DUE, moment) for moment in just_before] == [0, 1, 2, 3]


def test_given_a_step_without_time_then_it_is_late_at_once():
    assert rung_at(OPENED, OPENED, OPENED) == 2
