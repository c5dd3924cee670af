"""What the pages of this room share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.content.alerts import policies
from zhanqun.content.alerts.models import Alert, AlertTemplate, Reaching
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.states import Reach
from zhanqun.ui.people import person_of

TONES = {
    "draft": "quiet", "checking": "wait", "in_force": "good", "adjusted": "quiet",
    "lifted": "quiet", "expired": "quiet", "discarded": "quiet", "approved": "good", "on": "good",
    "over": "quiet", "refused": "bad", "retired": "quiet",
}  # fmt: skip


def context(request: HttpRequest, title: str, tab: str = "", **facts: Any) -> dict[str, Any]:
    """Context of a page; tab: which of the room's tabs it is, "" for a page of its own."""
    rights = {
        "may_compose": policies.may_compose(request.user),
        "may_mourn": policies.may_mourn(request.user),
    }
    return {"title": title, "tab": tab, **rights, **facts}


def crumbs(name: str = "board", label: str = "") -> list[dict[str, str]]:
    return [{"url": reverse(f"alerts:{name}"), "label": label or _("预警发布")}]


def where_words(record: Reaching) -> str:
    """全部站点, or the sites by name."""
    tree = Tree()
    if record.reach == Reach.ALL:
        words = _("全部站点")
    else:
        names = [tree.by_site[key].name for key in record.site_ids if key in tree.by_site]
        words = "、".join(names)
    left_out = [tree.by_site[key].name for key in record.except_ids if key in tree.by_site]
    if left_out:
        words += _("（{names}除外）").format(names="、".join(left_out))
    return words


def where_start(record: Reaching) -> dict[str, Any]:
    """How the form of `WhereForm` begins for a record."""
    is_all = record.reach == Reach.ALL
    return {
        "where": Reach.ALL.value if is_all else Reach.CHOSEN.value,
        "chosen": [] if is_all else record.site_ids,
        "excepted": record.except_ids,
    }


def issuer_of(request: HttpRequest) -> str:
    """Whom a new text begins with as issuer: the person's own unit."""
    unit = person_of(request).unit
    return unit.name if unit is not None else ""


def tone_of(record: Alert | AlertTemplate | Any) -> str:
    return TONES.get(record.state, "")
