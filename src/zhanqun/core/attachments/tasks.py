"""Background entry points of files; each may run twice."""

import logging
from datetime import timedelta

from procrastinate.contrib.django import app

from zhanqun.core.attachments import derivatives, queries, receiving, scanner, scanning
from zhanqun.core.attachments.waiting import DERIVE, DERIVING_QUEUE, EXAMINE, QUEUE
from zhanqun.foundation import clock

logger = logging.getLogger(__name__)
# So many of those left behind are looked at in one run.
AT_ONCE = 50
DERIVED_AT_ONCE = 20


@app.task(name=EXAMINE, queue=QUEUE)
def examine(*, attachment_id: int) -> None:
    """Scan one file and read its words (查毒)."""
    scanning.examine(attachment_id=attachment_id, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="attachments.look_again", queue=QUEUE, queueing_lock="attachments.look_again")
def look_again(timestamp: int) -> None:
    """Every minute, what was left behind: failed scans, lost jobs, files from before the scanner.

    timestamp: second since the epoch for which this run was planned; unused.
    """
    if scanner.is_on():
        try:
            scanner.version()
        except scanner.ScannerAway:
            return  # the health page says so; the files stay where they are
    for attachment_id in queries.left_behind(clock.now())[:AT_ONCE]:
        scanning.examine(attachment_id=attachment_id, now=clock.now())


@app.task(name=DERIVE, queue=DERIVING_QUEUE)
def derive(*, attachment_id: int) -> None:
    """Make smaller pictures, or segments of a video (图片规格、视频分段)."""
    derivatives.derive(attachment_id=attachment_id, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="attachments.derive_again", queue=DERIVING_QUEUE, queueing_lock="attachments.derive_again"
)
def derive_again(timestamp: int) -> None:
    """Every minute, what was left behind: lost jobs, files of former versions, a late ffmpeg."""
    for attachment_id in queries.not_derived(clock.now())[:DERIVED_AT_ONCE]:
        try:
            derivatives.derive(attachment_id=attachment_id, now=clock.now())
        except OSError:  # one that is missing holds nobody up; the health page counts it
            logger.exception("file %s cannot be read", attachment_id)


@app.periodic(cron=clock.every_night(3, 50))
@app.task(name="attachments.tidy", queue="care", queueing_lock="attachments.tidy")
def tidy(timestamp: int) -> None:
    """Every night, uploads that nobody went on with are deleted, and files with a virus."""
    now = clock.now()
    receiving.delete_abandoned(now=now)
    scanning.delete_infected(before=now - timedelta(days=scanning.INFECTED_KEPT_DAYS), now=now)
