"""What the desk pages of this room share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, queries
from zhanqun.core.checks.models import WordList


def list_or_404(request: HttpRequest, uid: UUID) -> WordList:
    return get_object_or_404(queries.lists_visible_to(request.user), uid=uid)


def context(request: HttpRequest, title: str, tab: str = "", **facts: Any) -> dict[str, Any]:
    """Context of a page; tab: the one of the room's tabs on which it stands, "" for a page of its
    own."""
    return {
        "title": title,
        "tab": tab,
        "may_keep": policies.may_keep(request.user),
        **facts,
    }


def crumbs(word_list: WordList | None = None) -> list[dict[str, str]]:
    rows = [{"url": reverse("checks:lists"), "label": _("检查词库")}]
    if word_list is not None:
        rows.append({"url": reverse("checks:list", args=[word_list.uid]), "label": str(word_list)})
    return rows
