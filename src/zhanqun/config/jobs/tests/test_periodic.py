"""When the queue runs what it plans by itself."""

import time
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from zhanqun.foundation import clock

OFTEN = ("* * * * *", "*/5 * * * *", "7 * * * *")


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York"])
def server_zone(request, monkeypatch):
    """A server that keeps the time of that zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


def test_whatever_the_zone_of_the_server_then_nightly_jobs_run_in_the_night_of_beijing(
    server_zone,
):
    noon = datetime(2026, 11, 25, 12, 0, tzinfo=clock.BEIJING)

    runs = {
        (task.task.name, f"{clock.beijing(moment):%m-%d %H:%M}")
        for task in app.periodic_registry.periodic_tasks.values()
        if task.cron not in OFTEN
        for moment in next_runs(task, after=noon, until=noon + timedelta(days=1))
    }

    assert runs == {
        ("accounts.suspend_dormant", "11-26 03:10"),
        ("accounts.forget_ended", "11-26 03:15"),
        ("intake.tidy", "11-26 03:20"),
        ("jobs.tidy", "11-26 03:25"),
        ("library.forget_autosaves", "11-26 03:30"),
        ("staticsite.delete_orphans", "11-26 03:40"),
        ("audit.export_head", "11-26 03:50"),
        ("attachments.tidy", "11-26 03:50"),
        ("notices.tidy", "11-26 03:50"),
        ("search.nightly", "11-26 03:50"),
        ("integrity.forget_sweeps", "11-26 03:55"),
        ("search.forget_changes", "11-26 04:10"),
        ("mirrors.check", "11-26 04:20"),
        ("usage.forget_old", "11-26 04:40"),
        ("annualreports.remind_of_deadlines", "11-26 07:20"),
        ("letters.count_figures", "11-26 00:10"),
        ("letters.remind_of_reviews", "11-26 07:10"),
        ("policylibrary.make_bundles", "11-26 02:30"),
        ("policylibrary.remind", "11-26 07:20"),
        ("policylibrary.turn_calendar", "11-26 00:20"),
        ("requests.foretell", "11-26 07:30"),
        ("requests.watch", "11-26 00:05"),
        ("disclosure.remind", "11-26 07:20"),
        ("disclosure.remind_of_guides", "11-26 07:25"),
    }


def next_runs(task, *, after: datetime, until: datetime) -> list[datetime]:
    """As a worker works them out that looked last at `after` and looks again at `until`."""
    moments = PeriodicDeferrer(app.periodic_registry).get_timestamps(
        periodic_task=task, since=int(after.timestamp()), until=until.timestamp()
    )
    return [datetime.fromtimestamp(moment, clock.BEIJING) for moment in moments]
