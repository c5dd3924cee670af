"""Requests and what happens to them before they are answered."""

from zhanqun.affairs.requests.models.request import Request
from zhanqun.affairs.requests.models.steps import (
    Consultation,
    Correction,
    ExtensionAsk,
    FeeNotice,
)

__all__ = ["Consultation", "Correction", "ExtensionAsk", "FeeNotice", "Request"]
