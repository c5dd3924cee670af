"""Which original an article translates (中文原文): linked, compared, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhanqun.content.library import translations
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view


@desk_view("POST")
def translation(request: HttpRequest, uid: UUID) -> HttpResponse:
    reading.article_to_change(person(request), uid)
    try:
        messages.success(request, _perform(request, uid))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("library:edit", uid=uid)


def _perform(request: HttpRequest, uid: UUID) -> str:
    """Carry out what the button says; returns what was done."""
    by, now, act = person(request), clock.now(), request.POST.get("act", "")
    if act == "compared":
        translations.confirm_translation(uid=uid, by=by, now=now)
        return _("已记下：译文与现在的中文原文一致。")
    if act == "unlink":
        translations.unlink_translation(uid=uid, by=by, now=now)
        return _("已取消原文登记。")
    address = request.POST.get("address", "")
    row = translations.link_translation(uid=uid, address=address, by=by, now=now)
    return _("已登记中文原文《{title}》。").format(title=row.source.title)
