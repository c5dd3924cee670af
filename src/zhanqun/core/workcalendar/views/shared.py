"""What the pages of this room share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.units.api import Unit
from zhanqun.core.workcalendar import policies
from zhanqun.core.workcalendar.models import Calendar


def context(request: HttpRequest, title: str, tab: str = "", **facts: Any) -> dict[str, Any]:
    """Context of a page; tab: which of the room's tabs it is, "" for a page of its own."""
    may_keep = policies.may_keep_any(request.user)
    return {"title": title, "tab": tab, "may_keep": may_keep, **facts}


def crumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("workcalendar:year"), "label": _("工作日历")},
        {"url": reverse("workcalendar:notices"), "label": _("放假通知")},
    ]


def regions() -> QuerySet[Unit]:
    """Units whose regions have days of their own."""
    local = Calendar.objects.exclude(unit=None).values("unit_id")
    return Unit.objects.filter(pk__in=local).order_by("path")
