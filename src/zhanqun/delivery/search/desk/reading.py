"""What the desk pages of the search share."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.delivery.search.desk.forms import site_choices
from zhanqun.delivery.search.editing import policies
from zhanqun.foundation.errors import DomainError


def attempt(form: Form, act: Callable[[], Any]) -> tuple[bool, list[str], int]:
    """Do it if the form is filled in: (done, errors to show above the form, status)."""
    if not form.is_bound:
        return False, [], 200
    if not form.is_valid():
        return False, [_("请修改标出的内容。")], 400
    try:
        act()
    except DomainError as refusal:
        return False, [str(refusal)], refusal.status
    return True, [], 200


def context(request: HttpRequest, tab: str, **facts: Any) -> dict[str, Any]:
    """Context of one of the room's tabs."""
    return {"title": _("检索管理"), "tab": tab, **facts}


def page_context(title: str, back: str, label: str, **facts: Any) -> dict[str, Any]:
    """Context of a page below a tab."""
    return {"title": title, "crumbs": [{"url": reverse(back), "label": label}], **facts}


def sites_for(user: Any) -> list[tuple[str, Any]]:
    """Where the person may put something, for a choice in a form."""
    return site_choices(policies.sites_kept_by(user), with_all=policies.may_keep_cluster(user))
