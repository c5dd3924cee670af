"""Jobs for files (查毒任务): rows of the transaction that stores the file."""

from procrastinate.contrib.django import app

QUEUE = "files"
EXAMINE = "attachments.examine"


def look_at(attachment_id: int) -> None:
    """Have a file scanned and read; by name, since the task stands above."""
    app.configure_task(EXAMINE, queue=QUEUE).defer(attachment_id=attachment_id)
