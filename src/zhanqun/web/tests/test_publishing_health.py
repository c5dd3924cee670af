"""What the health page says of publishing (静态发布)."""

from datetime import timedelta

import pytest

from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.delivery.staticsite.batches import DISK_FULL
from zhanqun.delivery.staticsite.models import StaleTarget, Urgency
from zhanqun.foundation import clock
from zhanqun.web import health

pytestmark = pytest.mark.django_db


def publishing(now):
    return next(row for row in health.checks(now) if row.name == "publishing")


def test_given_a_full_disk_then_it_is_an_alarm_that_says_so_until_there_is_room(town):
    now = clock.now()
    StaleTarget.objects.all().delete()
    stale = StaleTarget.objects.create(
        site_id=town.portal.site_id, kind="home", key="", urgency=Urgency.NEWS, rank=1, due_at=now
    )
    assert publishing(now).facts["disk_full"] is False

    stale.error = DISK_FULL
    stale.save()
    alarm = publishing(now)

    assert (alarm.is_ok, alarm.facts["disk_full"]) == (False, True)
    assert "磁盘已满" in alarm.text


def test_given_an_act_that_nobody_takes_up_then_the_publisher_is_asked_for(town):
    town.published("待刷新的稿件")

    late = publishing(clock.now() + timedelta(minutes=10))

    assert not late.is_ok
    assert "发布进程" in late.text


def test_given_a_publisher_that_does_not_run_then_it_is_an_alarm():
    now = clock.now()

    def publisher(at):
        return next(row for row in health.checks(at) if row.name == "publisher")

    assert (publisher(now).is_ok, publisher(now).text) == (False, "从未报告")

    review.beat(now, staticsite.HEARTBEAT)

    assert publisher(now + timedelta(seconds=30)).is_ok
    assert not publisher(now + timedelta(seconds=31)).is_ok
