"""Files that came with a letter (来信附件): saved, never opened in the browser."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from zhanqun.affairs.letters import queries
from zhanqun.affairs.letters.views import reading
from zhanqun.core.attachments import api as attachments
from zhanqun.ui.desk import desk_view


@desk_view("GET")
def file(request: HttpRequest, uid: UUID, key: str) -> HttpResponseBase:
    letter = reading.letter_of(request, uid)
    files = queries.files_of(letter, request.user)
    found = next((one for one in files if one.key == key), None)
    if found is None:
        raise Http404
    attachments.check_may_open(found)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
