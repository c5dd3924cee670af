"""What is done with cases (办件服务): each one act, one transaction."""

from zhanqun.core.casework.services.ending import answer, close, decline, rate, reopen
from zhanqun.core.casework.services.handing import (
    accept,
    assign,
    decide,
    join,
    offer,
    opine,
    refuse,
    urge,
)
from zhanqun.core.casework.services.opening import (
    CaseFacts,
    Writer,
    open_case,
    set_clock,
    set_concerns,
)
from zhanqun.core.casework.services.timing import extend, pause, restart, resume

__all__ = [
    "CaseFacts",
    "Writer",
    "accept",
    "answer",
    "assign",
    "close",
    "decide",
    "decline",
    "extend",
    "join",
    "offer",
    "open_case",
    "opine",
    "pause",
    "rate",
    "refuse",
    "reopen",
    "restart",
    "resume",
    "set_clock",
    "set_concerns",
    "urge",
]
