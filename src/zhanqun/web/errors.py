"""Refusals and failures as pages (错误页): what happened, what is kept, what to do.

One place turns a `DomainError` into a status and words. The person's text comes back on the
page in a form that can be sent again, so a refusal never costs anybody their work.
"""

import sys
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.http.request import RawPostDataException
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.foundation.errors import DomainError

# The database is away, or the connection to it broke.
DATABASE_AWAY = (OperationalError, InterfaceError)
# Marks and buttons of forms, which nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "act", "next"}
RETRY_SECONDS = 30


class AccessEnded(DomainError):
    """Sent by someone whose login or last appointment ended meanwhile."""

    code = "desk.access_ended"
    message = gettext_lazy(
        "您的登录已失效，或已没有可以进入后台的任职。您填写的内容没有丢失，就在本页。"
    )
    status = 403


@dataclass(frozen=True)
class Kept:
    """One field that the person sent, to be shown and sent again."""

    name: str
    value: str

    @property
    def rows(self) -> int:
        return min(12, 1 + self.value.count("\n") + len(self.value) // 60)


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page for a refusal that the view did not show beside its own form."""
    facts: dict[str, Any] = {"title": _("没有办成"), "message": str(refusal), "code": refusal.code}
    if isinstance(refusal, AccessEnded):
        return _page(request, "web/kept_plain.html", facts | {"is_closed": True}, refusal.status)
    return _page(request, "web/refused.html", facts, refusal.status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of an older login, or of another site: shown, never sent again from here."""
    facts = {
        "title": _("没有办成"),
        "message": _("本页打开以后登录已经变过，不能直接提交。您填写的内容没有丢失，就在本页。"),
        "code": "desk.csrf",
        "is_closed": True,
    }
    return _page(request, "web/kept_plain.html", facts, 403)


def database_away(request: HttpRequest) -> HttpResponse:
    """503: nothing was changed, the text is on the page, press again in a moment.

    Drawn without the database: no session, no account, no menu.
    """
    facts = {
        "title": _("系统暂时不能保存"),
        "message": _("数据库暂时连接不上。您填写的内容没有丢失，都在本页；请稍候再按“重新提交”。"),
        "code": "database.away",
    }
    response = _page(request, "web/kept_plain.html", facts, 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: the last resort, also for failures outside of views."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return database_away(request)
    facts = {
        "title": _("系统出错了"),
        "message": _("这是系统的问题，已经记录下来。请返回上一页再试；仍不行请告诉系统管理员。"),
    }
    return HttpResponseServerError(render_to_string("web/failed.html", facts))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: whether it never was or may not be seen is not told."""
    facts = {
        "title": _("没有这一页"),
        "message": _("地址不对，内容已不在，或者您没有查看它的权限。"),
    }
    return HttpResponse(render_to_string("web/failed.html", facts), status=404)


def _page(request: HttpRequest, template: str, facts: dict[str, Any], status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"code": facts["code"], "message": facts["message"]}, status=status)
    sent = request.method == "POST"
    facts |= {"kept": _kept(request) if sent else [], "lost_files": sent and _had_files(request)}
    return HttpResponse(render_to_string(template, facts, request=request), status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _kept(request: HttpRequest) -> list[Kept]:
    try:
        sent = request.POST
    except (RawPostDataException, ValueError):
        return []
    return [
        Kept(name, value)
        for name, values in sent.lists()
        if name not in NOT_TYPED and "password" not in name
        for value in values
    ]


def _had_files(request: HttpRequest) -> bool:
    return bool(getattr(request, "FILES", None))
