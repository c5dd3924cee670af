"""Accounts (账号安全): second factor, sessions, log-in by a provider, dormant accounts."""

from zhanqun.core.accounts.names import more_names
from zhanqun.core.accounts.notes import notes_for
from zhanqun.core.accounts.provider import SubjectTaken, bind
from zhanqun.core.accounts.suspensions import suspend_dormant

__all__ = ["SubjectTaken", "bind", "more_names", "notes_for", "suspend_dormant"]
