"""Reading requests at the desk: through the cases that a person may see."""

from typing import Any

from django.db.models import QuerySet

from zhanqun.affairs.requests.models import Request
from zhanqun.core.casework import api as casework


def requests_visible_to(user: Any) -> QuerySet[Request]:
    rows = Request.objects.select_related("case__unit", "case__office", "publisher__unit")
    return rows.filter(case__in=casework.cases_visible_to(user))
