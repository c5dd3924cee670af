"""Uploads in parts (分片上传): the core of tus 1.0, with creation, expiration and termination.

Source: tus resumable upload protocol 1.0.0, https://tus.io/protocols/resumable-upload.
"""

import base64
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from zhanqun.core.attachments import receiving
from zhanqun.core.attachments.kinds import LARGEST_BYTES
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PART_TYPE = "application/offset+octet-stream"


@desk_view("OPTIONS", "POST")
def uploads(request: HttpRequest) -> HttpResponse:
    """OPTIONS: what is spoken here. POST: announce a file; answers where its parts go."""
    if request.method == "OPTIONS":
        return _answer(204, Tus_Version=VERSION, Tus_Extension=EXTENSIONS,
                       Tus_Max_Size=LARGEST_BYTES)  # fmt: skip
    name, size_bytes = _name_of(request), _number(request, "Upload-Length")
    if not _speaks_our_version(request):
        return _answer(412, Tus_Version=VERSION)
    if name is None or size_bytes is None:
        return _answer(400)
    try:
        upload = receiving.begin_upload(
            name=name, size_bytes=size_bytes, by=_person(request), now=clock.now()
        )
    except DomainError as refusal:
        return _refused(refusal)
    expires = http_date(receiving.expires_at(upload).timestamp())
    place = reverse("attachments:upload", args=[upload.uid])
    return _answer(201, Location=place, Upload_Expires=expires)


@desk_view("HEAD", "PATCH", "DELETE")
def upload(request: HttpRequest, uid: UUID) -> HttpResponse:
    """HEAD: how far it is. PATCH: the next part. DELETE: the sender gives up."""
    if not _speaks_our_version(request):
        return _answer(412, Tus_Version=VERSION)
    try:
        if request.method == "PATCH":
            return _receive(request, uid)
        if request.method == "DELETE":
            receiving.drop_upload(uid=uid, by=_person(request))
            return _answer(204)
        found = receiving.upload_of(uid, _person(request))
    except DomainError as refusal:
        return _refused(refusal)
    return _answer(
        200, Upload_Offset=receiving.received_bytes(found), Upload_Length=found.size_bytes
    )


def _receive(request: HttpRequest, uid: UUID) -> HttpResponse:
    offset = _number(request, "Upload-Offset")
    if request.content_type != PART_TYPE:
        return _answer(415)
    if offset is None:
        return _answer(400)

    def read(size: int) -> bytes:
        try:
            return request.read(size)
        except UnreadablePostError:  # the line broke: what came is kept
            return b""

    there = receiving.receive_part(uid=uid, offset=offset, read=read, by=_person(request))
    return _answer(204, Upload_Offset=there)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _speaks_our_version(request: HttpRequest) -> bool:
    return request.headers.get("Tus-Resumable") == VERSION


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _name_of(request: HttpRequest) -> str | None:
    """The file's name, from metadata of the form `filename 5ZCN5Y2V,…`."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except ValueError:  # neither base64 nor UTF-8
                return None
    return None


def _answer(status: int, text: str = "", **headers: object) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Tus-Resumable"] = VERSION
    for name, value in headers.items():
        answer.headers[name.replace("_", "-")] = str(value)
    return answer


def _refused(refusal: DomainError) -> HttpResponse:
    """A refusal in words, which the page shows as they are."""
    return _answer(refusal.status, str(refusal))
