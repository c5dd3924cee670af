"""Jobs for files (查毒任务): rows of the transaction that stores the file."""

from procrastinate.contrib.django import app

QUEUE = "files"
EXAMINE = "attachments.examine"
# Apart from the scanner's, since a picture takes seconds.
DERIVING_QUEUE = "renditions"
DERIVE = "attachments.derive"


def look_at(attachment_id: int) -> None:
    """Have a file scanned and read; by name, since the task stands above."""
    app.configure_task(EXAMINE, queue=QUEUE).defer(attachment_id=attachment_id)


def derive_from(attachment_id: int) -> None:
    """Have smaller pictures or segments made of a file."""
    app.configure_task(DERIVE, queue=DERIVING_QUEUE).defer(attachment_id=attachment_id)
