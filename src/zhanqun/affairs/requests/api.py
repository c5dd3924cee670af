"""Disclosure on request (依申请公开): what was asked for, and how it ended."""

from zhanqun.affairs.requests.applying import CODE
from zhanqun.affairs.requests.models import Dispute, Request
from zhanqun.affairs.requests.outcomes import Outcome, outcomes
from zhanqun.affairs.requests.queries import requests_visible_to
from zhanqun.affairs.requests.services import (
    Consulting,
    answer_correction,
    ask_correction,
    ask_extension,
    conclude,
    consult,
    grant_extension,
    register,
)
from zhanqun.affairs.requests.services.numbering import ReplyFormFacts, set_reply_form
from zhanqun.affairs.requests.states import (
    ApplicantKind,
    Delivery,
    DisputeKind,
    DisputeResult,
    Form,
)

__all__ = [
    "ApplicantKind",
    "CODE",
    "Consulting",
    "Delivery",
    "Dispute",
    "DisputeKind",
    "DisputeResult",
    "Form",
    "Outcome",
    "ReplyFormFacts",
    "Request",
    "answer_correction",
    "ask_correction",
    "ask_extension",
    "conclude",
    "consult",
    "grant_extension",
    "outcomes",
    "register",
    "requests_visible_to",
    "set_reply_form",
]
