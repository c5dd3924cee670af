from datetime import UTC, datetime, timedelta

from zhanqun.foundation import clock
from zhanqun.foundation.ids import timely_uid, uid_at

NOON = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_the_example_of_the_standard():
    """RFC 9562, appendix A.6."""
    chance = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert str(uid_at(NOON, chance)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_given_later_moments_then_identifiers_follow_and_no_two_are_alike():
    with clock.fixed(NOON):
        first = {timely_uid() for _each in range(1000)}
    with clock.fixed(NOON + timedelta(milliseconds=1)):
        later = timely_uid()

    assert len(first) == 1000
    assert max(first) < later
    assert {uid.version for uid in (*first, later)} == {7}
