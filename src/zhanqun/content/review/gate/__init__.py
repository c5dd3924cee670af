"""The publish gate (发布闸门): the only way in to the public site, and the only way out.

Import, bulk act, schedule, interface and every person pass here. Every act happens in one
transaction with the job rows of the rooms that must hear.
"""

from zhanqun.content.review.gate.acts import record_act
from zhanqun.content.review.gate.closing_columns import move_out_of_column
from zhanqun.content.review.gate.errors import (
    ColumnHoldsHomes,
    HomeStays,
    NoteMissing,
    NoteUnfit,
    NotPublic,
    NotReady,
    TargetMissing,
    TimePassed,
    WithdrawalUnclear,
)
from zhanqun.content.review.gate.placing import (
    refresh_column,
    refresh_text,
    release_if_public,
    remove_placement,
)
from zhanqun.content.review.gate.publishing import publish
from zhanqun.content.review.gate.scheduling import (
    cancel_schedule,
    note_failed_run,
    publish_if_due,
    run_schedule,
    schedule,
)
from zhanqun.content.review.gate.withdrawing import withdraw

__all__ = [
    "ColumnHoldsHomes",
    "HomeStays",
    "NotPublic",
    "NotReady",
    "NoteMissing",
    "NoteUnfit",
    "TargetMissing",
    "TimePassed",
    "WithdrawalUnclear",
    "cancel_schedule",
    "move_out_of_column",
    "note_failed_run",
    "publish",
    "publish_if_due",
    "record_act",
    "refresh_column",
    "refresh_text",
    "release_if_public",
    "remove_placement",
    "run_schedule",
    "schedule",
    "withdraw",
]
