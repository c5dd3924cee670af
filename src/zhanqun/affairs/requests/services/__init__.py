"""Everything that changes in this room (申请的办理)."""

from zhanqun.affairs.requests.services.concluding import OutcomeUnknown, conclude

__all__ = ["OutcomeUnknown", "conclude"]
