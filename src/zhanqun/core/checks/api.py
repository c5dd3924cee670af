"""Checks of words (检查): personal data, wording, names. Plain words in, hits out."""

from zhanqun.core.checks.hits import BLOCK, HINT, WARN, Hit, Passage
from zhanqun.core.checks.policies import WHOLE_HOOK, may_keep, may_read
from zhanqun.core.checks.privacy import privacy_hits
from zhanqun.core.checks.privacy.identity import is_identity_number
from zhanqun.core.checks.scanning import scan
from zhanqun.core.checks.services import add_leader, register_false_positive

__all__ = [
    "BLOCK",
    "HINT",
    "WARN",
    "WHOLE_HOOK",
    "Hit",
    "Passage",
    "add_leader",
    "is_identity_number",
    "may_keep",
    "may_read",
    "privacy_hits",
    "register_false_positive",
    "scan",
]
