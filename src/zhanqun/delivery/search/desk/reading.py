"""What the desk pages of the search share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.delivery.search.desk.forms import site_choices
from zhanqun.delivery.search.editing import policies


def context(request: HttpRequest, tab: str, **facts: Any) -> dict[str, Any]:
    """Context of one of the room's tabs."""
    return {"title": _("检索管理"), "tab": tab, **facts}


def page_context(title: str, back: str, label: str, **facts: Any) -> dict[str, Any]:
    """Context of a page below a tab."""
    return {"title": title, "crumbs": [{"url": reverse(back), "label": label}], **facts}


def sites_for(user: Any) -> list[tuple[str, Any]]:
    """Where the person may put something, for a choice in a form."""
    return site_choices(policies.sites_kept_by(user), with_all=policies.may_keep_cluster(user))
