"""What is asked before anything is stored (收件前查询), in one statement.

Each look-up alone costs more in the web process than in the database, and a letter needs four: was
this key used, how many came from here, who sent the same words, which files were kept before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhanqun.core.intake import limits, spam
from zhanqun.core.intake.limits import Window
from zhanqun.foundation import statements

# Counted is only what comes for the first time; a reload counts for nobody.
_ASK = """
with known as (select 1 from zq_intake_envelope where key_hash = %(key)s),
counted as (
  insert into zq_intake_tally as had (bucket, number, last_at, ends_at)
  select bucket, 1, %(now)s, ends_at
  from unnest(%(buckets)s::text[], %(ends)s::timestamptz[]) as asked (bucket, ends_at)
  where not exists (select from known)
  on conflict (bucket) do update set number = had.number + 1, last_at = excluded.last_at
  returning bucket, number
)
select exists (select from known),
  exists (select from zq_intake_draftfile where key_hash = %(key)s),
  (select count(*) from (
    select from zq_intake_envelope
    where fingerprint = %(words)s and confirmed_at > %(since)s limit %(enough)s) as same),
  (select array_agg(bucket) from counted), (select array_agg(number) from counted)
"""


@dataclass(frozen=True)
class Knock:
    """is_known: the key has brought something already. has_drafts: files were kept before.

    same_text: of the last hour, counted no further than it matters. numbers: of each window, this
    one included.
    """

    is_known: bool
    has_drafts: bool
    same_text: int
    numbers: Mapping[Window, int]


def knock(*, key_hash: str, words: str, windows: Sequence[Window], now: datetime) -> Knock:
    """Ask and count, outside the transaction that stores, so that no sender waits for another.

    words: the fingerprint. windows: counted in an order that all senders share.
    """
    ordered = sorted(set(windows), key=lambda window: window.bucket)
    facts = {
        "key": key_hash,
        "words": words,
        "since": now - limits.HOUR,
        "enough": spam.SAME_TEXT,
        "now": now,
        "buckets": [one.bucket for one in ordered],
        "ends": [one.ends_at for one in ordered],
    }
    is_known, has_drafts, same_text, buckets, counts = statements.fetch(_ASK, facts)[0]
    numbers = dict(zip(buckets or (), counts or (), strict=True))
    return Knock(
        is_known, has_drafts, same_text, {one: numbers.get(one.bucket, 0) for one in ordered}
    )
