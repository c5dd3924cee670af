"""Cases and their clocks (办件与时限), and what later kinds of business share."""

from zhanqun.core.casework.clocks import CLOCKS, Channel, Clock, Extension, Ground, clock_of
from zhanqun.core.casework.duplicates import likeness
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.figures import UnitFigures, figures_of
from zhanqun.core.casework.kinds import Action, Kind, register_kind
from zhanqun.core.casework.masking import masked_name, masked_text, masked_title, without_password
from zhanqun.core.casework.models import Answer, Case, CaseEvent
from zhanqun.core.casework.queries import (
    answers_like,
    answers_of,
    cases_visible_to,
    similar_to,
    text_of,
    writer_of,
)
from zhanqun.core.casework.replies import Finding, Reply, check_reply
from zhanqun.core.casework.services import (
    CaseFacts,
    Writer,
    accept,
    answer,
    assign,
    close,
    decide,
    decline,
    extend,
    join,
    offer,
    open_case,
    opine,
    pause,
    rate,
    refuse,
    reopen,
    restart,
    resume,
    set_clock,
    set_concerns,
    urge,
)
from zhanqun.core.casework.showing import limit_of
from zhanqun.core.casework.states import CASE, CaseState
from zhanqun.core.casework.telling_writers import told_to_writer

__all__ = [
    "CASE",
    "CLOCKS",
    "Action",
    "Answer",
    "Case",
    "CaseEvent",
    "CaseFacts",
    "CaseState",
    "Channel",
    "Clock",
    "EventKind",
    "Extension",
    "Finding",
    "Ground",
    "Kind",
    "Reply",
    "UnitFigures",
    "Writer",
    "accept",
    "answer",
    "answers_like",
    "answers_of",
    "assign",
    "cases_visible_to",
    "check_reply",
    "clock_of",
    "close",
    "decide",
    "decline",
    "extend",
    "figures_of",
    "join",
    "likeness",
    "limit_of",
    "masked_name",
    "masked_text",
    "masked_title",
    "offer",
    "open_case",
    "opine",
    "pause",
    "rate",
    "refuse",
    "register_kind",
    "reopen",
    "restart",
    "resume",
    "set_clock",
    "set_concerns",
    "similar_to",
    "text_of",
    "told_to_writer",
    "urge",
    "without_password",
    "writer_of",
]
