"""Looking at a receipt (凭回执查询): number and password together, and nothing is told by halves.

Wrong ones slow down, for the number and for the address alike, whether the number exists or not;
meanwhile the right password is not answered either, so that a refusal tells nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from zhanqun.core.attachments.api import Attachment
from zhanqun.core.intake import limits, numbers
from zhanqun.core.intake.errors import WaitBeforeAsking
from zhanqun.core.intake.limits import Window
from zhanqun.core.intake.models import Envelope
from zhanqun.core.intake.receipts import is_password

# So many wrong ones within an hour cost nothing; then the wait doubles with each.
FREE_BY_NUMBER, FREE_BY_ADDRESS = 5, 10
WAIT_MOST = timedelta(minutes=15)
_NOBODYS = "0" * 64


def open_receipt(
    *, number: str, password: str, address: str | None, now: datetime
) -> Envelope | None:
    """The envelope of a receipt; None where number or password is wrong.

    number and password as typed. Raises WaitBeforeAsking.
    """
    plain = numbers.read(number)
    counted = list(_counted(plain, address, now))
    for window, free in counted:
        _check_wait(window, free, now)
    envelope = Envelope.objects.filter(number=plain).select_related("unit").first()
    stored = envelope.password_hash if envelope else _NOBODYS
    if is_password(stored, plain, password) and envelope is not None:
        return envelope
    for window, _free in counted:
        limits.add(window, now)
    return None


def wait_after(wrong: int, free: int) -> timedelta:
    """How long after the last of so many wrong ones nothing is answered."""
    if wrong < free:
        return timedelta()
    return min(timedelta(seconds=2 ** min(wrong - free, 20)), WAIT_MOST)


def file_of(envelope: Envelope, key: str) -> Attachment | None:
    """A file of the answer that the scanner let go; never one that the sender sent."""
    for feedback in envelope.feedback.prefetch_related("files__attachment"):
        for row in feedback.files.all():
            if row.attachment.key == key and row.attachment.is_released:
                return row.attachment
    return None


def _counted(number: str, address: str | None, now: datetime) -> Iterator[tuple[Window, int]]:
    yield limits.window("wrong number", number, limits.HOUR, now), FREE_BY_NUMBER
    if network := limits.network_of(address):
        yield limits.window("wrong from", network, limits.HOUR, now), FREE_BY_ADDRESS


def _check_wait(window: Window, free: int, now: datetime) -> None:
    wrong, last_at = limits.there(window)
    if last_at is None or last_at > now:
        # Nobody asked yet, or the server's clock went back: that is nobody's guilt.
        return
    left = last_at + wait_after(wrong, free) - now
    if left > timedelta():
        raise WaitBeforeAsking(seconds=int(left.total_seconds()) + 1)
