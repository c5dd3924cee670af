"""The state of the index on every node, and building it anew (索引状态)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhanqun.delivery.search.desk import reading
from zhanqun.delivery.search.editing import policies, services
from zhanqun.delivery.search.models import SearchNode
from zhanqun.delivery.search.queries import SILENCE
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of

LAG_SECONDS_MAX = 5


@dataclass(frozen=True)
class NodeState:
    """A node with words for its state; tone as of state tags."""

    node: SearchNode
    label: str
    tone: str
    lag_seconds: int | None

    @property
    def is_building(self) -> bool:
        return self.node.of > 0


@desk_view("GET", "POST")
def state(request: HttpRequest) -> HttpResponse:
    policies.check_may_read(request.user)
    now = clock.now()
    if request.method == "POST":
        services.request_rebuild(by=person_of(request), now=now)
        messages.success(request, _("各节点即将在后台重建索引，重建期间检索照常。"))
        return redirect("search:state")
    context = reading.context(
        request,
        "state",
        nodes=[state_of(node, now) for node in SearchNode.objects.order_by("name")],
        may_rebuild=policies.may_rebuild(request.user),
    )
    return render(request, "search/desk/state.html", context)


def state_of(node: SearchNode, now: datetime) -> NodeState:
    """How a node does at a moment."""
    lag = int((node.reported_at - node.followed_to).total_seconds()) if node.followed_to else None
    if now - node.reported_at > SILENCE:
        label, tone = _("没有报告"), "bad"
    elif node.of:
        label, tone = _("正在重建"), "wait"
    elif node.trouble:
        label, tone = _("异常"), "bad"
    elif lag is None or lag > LAG_SECONDS_MAX:
        label, tone = _("落后"), "wait"
    else:
        label, tone = _("正常"), "good"
    return NodeState(node, label, tone, lag)
