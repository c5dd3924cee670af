"""Reading letters: each query takes the user (来信查询)."""

from typing import Any

from django.db.models import QuerySet

from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework import api as casework


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """The gate: letters whose cases a person may open (可见来信)."""
    rows = Letter.objects.select_related("case__office", "case__unit", "mailbox")
    return rows.filter(case__in=casework.cases_visible_to(user))
