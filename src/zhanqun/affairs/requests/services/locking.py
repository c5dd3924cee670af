"""Take a request to change it (锁定申请)."""

from uuid import UUID

from zhanqun.affairs.requests.models import Request


def lock(case_uid: UUID) -> Request:
    """By the uid of its case, by which the desk names it."""
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "case__office", "case__unit", "case__holder", "case__offered_to", "publisher__unit"
    )
    return rows.get(case__uid=case_uid)
