"""The reply check (答复检查): what an approver should see before a reply goes out."""

from zhanqun.core.casework.replies.checking import check_reply
from zhanqun.core.casework.replies.findings import Finding, Reply

__all__ = ["Finding", "Reply", "check_reply"]
