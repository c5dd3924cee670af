from typing import Any

from django.db.models import QuerySet

from zhanqun.delivery.traditional import policies
from zhanqun.delivery.traditional.models import Term


def terms_visible_to(user: Any) -> QuerySet[Term]:
    return Term.objects.all() if policies.may_read(user) else Term.objects.none()
