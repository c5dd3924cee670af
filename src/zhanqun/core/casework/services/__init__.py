"""What is done with cases (办件服务): each one act, one transaction."""

from zhanqun.core.casework.services.ending import (
    answer,
    answer_with,
    close,
    decline,
    rate,
    reopen,
    revive,
)
from zhanqun.core.casework.services.handing import (
    ReasonMissing,
    accept,
    assign,
    decide,
    hand_over,
    join,
    offer,
    opine,
    refuse,
    urge,
)
from zhanqun.core.casework.services.merging import merge, separate
from zhanqun.core.casework.services.opening import (
    RESPOND_DAYS,
    CaseFacts,
    Writer,
    open_case,
    set_clock,
    set_concerns,
    set_confidential,
)
from zhanqun.core.casework.services.timing import check_extension, extend, pause, restart, resume

__all__ = [
    "RESPOND_DAYS",
    "CaseFacts",
    "ReasonMissing",
    "Writer",
    "accept",
    "answer",
    "answer_with",
    "assign",
    "check_extension",
    "close",
    "decide",
    "decline",
    "extend",
    "hand_over",
    "join",
    "merge",
    "offer",
    "open_case",
    "opine",
    "pause",
    "rate",
    "refuse",
    "reopen",
    "restart",
    "resume",
    "revive",
    "separate",
    "set_clock",
    "set_concerns",
    "set_confidential",
    "urge",
]
