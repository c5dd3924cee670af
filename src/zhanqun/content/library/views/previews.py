"""Files in the browser (附件预览): how a PDF or an OFD looks, and the words in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.import_files import address_of
from zhanqun.content.library.views import reading
from zhanqun.content.library.views.reading import person
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view

PAGES_AT_ONCE = 10
WORDS_SHOWN = 200_000


class FileMissing(DomainError):
    """The row is there, the bytes are not (文件缺失): a backup brought back in part."""

    code = "library.file_missing"
    message = gettext_lazy("文件“{name}”的内容不在服务器上，请联系系统管理员从备份恢复。")
    status = 404


@desk_view("GET")
def file_view(request: HttpRequest, key: str) -> HttpResponse:
    """One file as it looks; appearance only, since no seal or signature is verified."""
    file = reading.files_visible_to(person(request), key)
    attachments.check_may_open(file)
    content = _content_of(file)
    context: dict[str, Any] = {
        "title": file.name,
        "crumbs": [{"url": reverse("library:articles"), "label": _("我的稿件")}],
        "file": file,
        "address": address_of(file),
        "is_pdf": file.content_type == "application/pdf",
        "words": _words(file, content)[:WORDS_SHOWN],
    }
    if file.content_type == "application/ofd":
        context |= _ofd_pages(content, _page_asked_for(request))
    return render(request, "library/file_view.html", context)


def _content_of(file: Attachment) -> bytes:
    try:
        with file.file.open("rb") as stream:
            return bytes(stream.read())
    except FileNotFoundError as failure:
        raise FileMissing(name=file.name) from failure


def _ofd_pages(content: bytes, first: int) -> dict[str, Any]:
    try:
        drawing = attachments.draw_ofd(content, first=first, limit=PAGES_AT_ONCE)
    except attachments.NotDrawn as refusal:
        return {"errors": [str(refusal)]}
    after = first + len(drawing.pages)
    return {
        "pages": drawing.pages,
        "count": drawing.count,
        "before": max(first - PAGES_AT_ONCE, 1) if first > 1 else 0,
        "after": after if after <= drawing.count else 0,
    }


def _words(file: Attachment, content: bytes) -> str:
    """Words found when the file was kept, else those that every reader sees."""
    if file.text:
        return file.text
    parts = attachments.read_words(file.name, file.content_type, content)
    return "\n".join(part.text for part in parts if not part.where)


def _page_asked_for(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
