"""The schedule runner (定时发布): to the second, with a heartbeat, several may run."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, transaction

from zhanqun.content.review import gate, telling, turning
from zhanqun.content.review.models import Heartbeat, Schedule
from zhanqun.content.review.queries import schedules_due, schedules_waiting
from zhanqun.content.review.states import ScheduleState
from zhanqun.foundation import clock
from zhanqun.foundation.registries import Registry

logger = logging.getLogger("zhanqun.review.runner")

NAME = "schedules"
LOOK_AHEAD = timedelta(seconds=1)
# What other rooms do when its time has come; each looks quickly whether anything has.
each_second: Registry[Callable[[datetime], None]] = Registry("what is done every second")


def beat(now: datetime, name: str = NAME) -> None:
    """Say that a runner is alive (心跳)."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def run_due(now: datetime) -> int:
    """Publish what is due at `now`; a failure keeps its schedule. Returns how many went out."""
    published = 0
    for row in schedules_due(by=now):
        try:
            went_out = gate.run_schedule(schedule_id=row.pk, now=clock.now()) is not None
        except Exception as failure:
            logger.exception("schedule %s failed", row.uid)
            _note_failed(row.pk, str(failure))
        else:
            published += went_out
            if not went_out:
                _tell_first_time(row.pk)
    return published


@transaction.atomic
def _note_failed(schedule_id: int, error: str) -> None:
    gate.note_failed_run(schedule_id=schedule_id, error=error, now=clock.now())
    telling.schedule_failed(Schedule.objects.get(pk=schedule_id), clock.now())


def _tell_first_time(schedule_id: int) -> None:
    """What is due and blocked is tried again and again, but told once."""
    row = Schedule.objects.filter(pk=schedule_id, state=ScheduleState.WAITING, attempts=1).first()
    if row is not None and row.last_error:
        telling.schedule_failed(row, clock.now())


def _turn_others(now: datetime) -> None:
    """A failure of one keeps no other waiting; it is tried again in a second."""
    for name, turn in each_second:
        try:
            turn(now)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("%s failed", name)


def seconds_to_wait(now: datetime) -> float:
    """Until the next due time, at most the look-ahead."""
    following = schedules_waiting().filter(due_at__gt=now).values_list("due_at", flat=True).first()
    pause = min(LOOK_AHEAD, following - now) if following else LOOK_AHEAD
    return max(pause.total_seconds(), 0.0)


def run_for_ever(keep_going: Callable[[], bool]) -> None:
    """Loop until told to stop; a database that is away is waited for."""
    while keep_going():
        try:
            close_old_connections()
            now = clock.now()
            beat(now)
            run_due(now)
            turning.end_pins(now)
            turning.turn_documents(now)
            turning.turn_duties(now)
            _turn_others(now)
            time.sleep(seconds_to_wait(clock.now()))
        except DatabaseError:
            logger.exception("database is away; trying again")
            time.sleep(LOOK_AHEAD.total_seconds())
