"""Take a letter to change it (锁定来信)."""

from uuid import UUID

from zhanqun.affairs.letters.models import Letter


def lock(case_uid: UUID) -> Letter:
    """By the uid of its case, by which the desk names it."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "case__office", "case__unit", "case__holder", "case__concerns", "mailbox__site"
    )
    return rows.get(case__uid=case_uid)
