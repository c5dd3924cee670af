"""What the desk pages of the door share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.intake import policies


def context(request: HttpRequest, title: str, tab: str = "", **facts: Any) -> dict[str, Any]:
    """Context of a page; tab: the one of the room's tabs on which it stands."""
    return {
        "title": title,
        "tab": tab,
        "may_enter": policies.may_enter_any(request.user),
        "may_set": policies.may_set(request.user),
        **facts,
    }


def crumbs(name: str = "intake:envelopes", label: str = "") -> list[dict[str, str]]:
    return [{"url": reverse(name), "label": label or _("来件")}]
