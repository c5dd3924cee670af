"""Requests and what happens to them before they are answered."""

from zhanqun.affairs.requests.models.archives import Archive
from zhanqun.affairs.requests.models.disputes import Dispute
from zhanqun.affairs.requests.models.replies import (
    Reply,
    ReplyDelivery,
    ReplyFile,
    ReplyForm,
    ReplySerial,
)
from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.models.steps import (
    Consultation,
    Correction,
    ExtensionAsk,
    FeeNotice,
)

__all__ = [
    "Archive",
    "Consultation",
    "Correction",
    "Dispute",
    "ExtensionAsk",
    "FeeNotice",
    "Reply",
    "ReplyDelivery",
    "ReplyFile",
    "ReplyForm",
    "ReplySerial",
    "Request",
]
