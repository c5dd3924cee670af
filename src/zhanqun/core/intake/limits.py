"""How often (频次): counted in PostgreSQL, in a table that no log is written for.

Counted before and outside the transaction that stores an envelope, so that senders from one address
do not wait for one another.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db import connection

from zhanqun.core.intake import secret
from zhanqun.core.intake.models import Tally

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_ADD = """
insert into zq_intake_tally as had (bucket, number, last_at, ends_at) values (%s, 1, %s, %s)
on conflict (bucket) do update set number = had.number + 1, last_at = excluded.last_at
returning number
"""


@dataclass(frozen=True)
class Window:
    """One thing counted in one stretch of time."""

    bucket: str
    ends_at: datetime


def window(what: str, whose: str, length: timedelta, now: datetime) -> Window:
    """what: such as "sent"; whose: an address, a telephone number."""
    seconds = int(length.total_seconds())
    begins = int(now.timestamp()) // seconds * seconds
    bucket = secret.digest("tally", f"{what}.{begins}.{whose}").hex()[:32]
    return Window(bucket, datetime.fromtimestamp(begins + seconds, UTC))


def add(counted: Window, now: datetime) -> int:
    """Count one more; returns how many there are now."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [counted.bucket, now, counted.ends_at])
        return int(cursor.fetchone()[0])


def there(counted: Window) -> tuple[int, datetime | None]:
    """How many, and when the last."""
    row = Tally.objects.filter(bucket=counted.bucket).values_list("number", "last_at").first()
    return row or (0, None)


def network_of(address: str | None) -> str:
    """What counts as one sender: an IPv4 address, or the /64 that one household has of IPv6."""
    if not address:
        return ""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else parsed.exploded[:19]
    return str(parsed)


def forget(now: datetime) -> None:
    Tally.objects.filter(ends_at__lt=now).delete()
