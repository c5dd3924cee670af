"""Files at the desk: opening a private one, uploading from the editor."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from zhanqun.content.library.import_files import address_of
from zhanqun.content.library.pasting import clean_paste
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view

# Shown by the browser itself; everything else is downloaded.
SHOWN = ("image/", "application/pdf", "video/", "audio/", "text/plain", "text/vtt")
# Enough to see that a paste is too large; the rest of it is not read.
PASTE_BYTES_READ = 64 * 1024 * 1024


@desk_view("GET")
@xframe_options_sameorigin
def file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file under the address that it will have in public: /f/key/name."""
    found = reading.files_visible_to(person(request), key)
    attachments.check_may_open(found)
    response = FileResponse(
        found.file.open("rb"),
        content_type=found.content_type,
        filename=found.name,
        as_attachment=not found.content_type.startswith(SHOWN),
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@desk_view("GET")
def derived(request: HttpRequest, key: str, folder: str, name: str) -> HttpResponseBase:
    """A smaller picture or a segment, where a preview asks for it: /f/key/r/960.avif."""
    found = reading.files_visible_to(person(request), key)
    attachments.check_may_open(found)
    wanted = f"{folder}/{name}"
    made = next((row for row in found.derivatives if row.name == wanted), None)
    if made is None:
        raise Http404(wanted)
    response = FileResponse(attachments.open_derived(found, wanted), content_type=made.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@desk_view("POST")
def upload(request: HttpRequest, uid: UUID) -> JsonResponse:
    """A picture put into the text by the editor; answers its address (编辑器插图)."""
    sent = request.FILES.get("file")
    try:
        article = reading.article_to_change(person(request), uid)
        if sent is None:
            return JsonResponse({"message": _("没有收到文件。")}, status=400)
        kept = store(sent, article.unit, person(request))
    except DomainError as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.status)
    return JsonResponse({"location": address_of(kept)})


@desk_view("POST")
def paste(request: HttpRequest, uid: UUID) -> JsonResponse:
    """What was pasted into the editor, cleaned, and what was left out of it (粘贴清理)."""
    try:
        article = reading.article_to_change(person(request), uid)
        pasted = clean_paste(
            html=_sent_bytes(request, "html").decode("utf-8", "replace"),
            rtf=_sent_bytes(request, "rtf"),
            unit=article.unit,
            by=person(request),
            now=clock.now(),
        )
    except DomainError as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.status)
    return JsonResponse({"html": pasted.html, "dropped": pasted.dropped})


def _sent_bytes(request: HttpRequest, name: str) -> bytes:
    """A part of what was sent. It comes as a file, since a form's field may not be that large."""
    sent = request.FILES.get(name)
    if sent is None:
        return b""
    return bytes(sent.read(PASTE_BYTES_READ))


def store(sent: Any, unit: Unit, by: User) -> Attachment:
    """Keep an uploaded file. Raises FileRefused."""
    return attachments.store_attachment(
        name=sent.name,
        content=sent.file,
        unit=unit,
        by=by,
        now=clock.now(),
    )
