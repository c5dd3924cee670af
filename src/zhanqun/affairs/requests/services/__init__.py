"""Everything that changes in this room (申请的办理)."""

from zhanqun.affairs.requests.services.charging import (
    give_up_unpaid,
    note_payment,
    send_fee_notice,
)
from zhanqun.affairs.requests.services.concluding import OutcomeUnknown, conclude
from zhanqun.affairs.requests.services.consulting import (
    Consulting,
    consult,
    lapse,
    override,
    set_received,
    take_opinion,
)
from zhanqun.affairs.requests.services.correcting import (
    answer_correction,
    ask_correction,
    give_up,
    supplement,
    take_late,
)
from zhanqun.affairs.requests.services.deferring import defer
from zhanqun.affairs.requests.services.extending import (
    ask_extension,
    grant_extension,
    refuse_extension,
)
from zhanqun.affairs.requests.services.registering import (
    ask_purpose,
    register,
    set_remark,
    transfer,
)

__all__ = [
    "Consulting",
    "OutcomeUnknown",
    "answer_correction",
    "ask_correction",
    "ask_extension",
    "ask_purpose",
    "conclude",
    "consult",
    "defer",
    "give_up",
    "give_up_unpaid",
    "grant_extension",
    "lapse",
    "note_payment",
    "override",
    "refuse_extension",
    "register",
    "send_fee_notice",
    "set_received",
    "set_remark",
    "supplement",
    "take_late",
    "take_opinion",
    "transfer",
]
