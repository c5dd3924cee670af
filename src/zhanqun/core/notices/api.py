"""Notices to people (提醒): the inbox at the desk, the daily digest, mail."""

from zhanqun.core.notices.kinds import Kind, register_kinds
from zhanqun.core.notices.models import Notice
from zhanqun.core.notices.queries import mail_figures, notices_visible_to, unread_count
from zhanqun.core.notices.services import (
    mark_read,
    read_all_before,
    set_preference,
    settle,
    tell,
)

__all__ = [
    "Kind",
    "Notice",
    "mail_figures",
    "mark_read",
    "notices_visible_to",
    "read_all_before",
    "register_kinds",
    "set_preference",
    "settle",
    "tell",
    "unread_count",
]
