"""Uploads in parts, over the wire: resumed where they broke off, one's own only, within limits."""

import base64
import fcntl
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from zhanqun.core.attachments import receiving
from zhanqun.core.attachments.api import FileRefused
from zhanqun.core.attachments.models import PartialUpload
from zhanqun.core.attachments.receiving import NotComplete, UploadUnknown
from zhanqun.core.attachments.tests.files import FILES
from zhanqun.foundation import clock

TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"
CONTENT = FILES["pdf"]
SIZE = len(CONTENT)


@pytest.fixture
def client(town):
    return of(town, "officer")


def of(town, person):
    client = Client()
    client.force_login(town.people[person])
    return client


def announce(client, name="名单.pdf", size=SIZE, **headers):
    metadata = f"page L2Rlc2s=,filename {base64.b64encode(name.encode()).decode()}"
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata} | headers
    return client.post("/desk/files/uploads/", headers=headers)


def send(client, place, content, offset, content_type=PART, **headers):
    headers = TUS | {"Upload-Offset": str(offset)} | headers
    return client.patch(place, content, content_type=content_type, headers=headers)


def offset_of(client, place):
    answer = client.head(place, headers=TUS)
    assert answer["Cache-Control"].find("no-store") >= 0
    return int(answer["Upload-Offset"])


def uid_of(place):
    return PartialUpload.objects.get(uid=place.rstrip("/").rsplit("/", 1)[1]).uid


def take(town, place):
    return receiving.take_upload(
        uid=uid_of(place), unit=town.bureau, by=town.people["officer"], now=town.now
    )


def test_given_a_file_in_three_parts_then_it_is_kept_whole(town, client):
    place = announce(client)["Location"]
    for start in range(0, len(CONTENT), 300):
        answer = send(client, place, CONTENT[start : start + 300], start)
        assert answer.status_code == 204, answer.content

    attachment = take(town, place)

    assert attachment.name == "名单.pdf"
    assert attachment.received_sha256 == attachment.sha256
    with attachment.file.open("rb") as file:
        assert file.read() == CONTENT
    assert client.head(place, headers=TUS).status_code == 404


def test_given_a_line_that_broke_then_it_goes_on_where_the_server_says(town, client):
    place = announce(client)["Location"]
    send(client, place, CONTENT[:100], 0)

    for wrong in (0, 99, 101):
        answer = send(client, place, CONTENT[wrong:], wrong)
        assert answer.status_code == 409
        assert "请从第100字节继续" in answer.content.decode()
    assert offset_of(client, place) == 100
    assert send(client, place, CONTENT[100:], 100)["Upload-Offset"] == str(len(CONTENT))
    assert take(town, place).size_bytes == len(CONTENT)


def test_given_a_sender_that_hangs_up_in_a_part_then_what_came_is_kept(town, client):
    uid = uid_of(announce(client)["Location"])
    pieces = iter([CONTENT[:50], b""])

    there = receiving.receive_part(
        uid=uid, offset=0, read=lambda size: next(pieces), by=town.people["officer"]
    )

    assert there == 50


def test_given_more_than_was_announced_then_the_rest_is_not_written(town, client):
    place = announce(client, size=100)["Location"]

    send(client, place, CONTENT + b"more", 0)

    assert offset_of(client, place) == 100


def test_given_an_unfinished_file_then_it_is_not_kept_and_not_lost(town, client):
    place = announce(client)["Location"]
    send(client, place, CONTENT[:100], 0)

    with pytest.raises(NotComplete, match="还没有传完"):
        take(town, place)

    assert offset_of(client, place) == 100


def test_given_a_whole_file_that_is_no_pdf_then_it_is_refused(town, client):
    place = announce(client, size=4)["Location"]
    send(client, place, b"MZ\x90\0", 0)

    with pytest.raises(FileRefused, match="内容与扩展名不符"):
        take(town, place)


REFUSED = {
    "too large": ({"size": 51 * 1024 * 1024}, 400, "超过50 MB"),
    "300 MB over the limit": ({"size": 350 * 1024 * 1024}, 400, "超过50 MB"),
    "of a kind that is not taken": ({"name": "a.exe"}, 400, "不支持"),
    "empty": ({"size": 0}, 400, "空的"),
    "of another protocol": ({"Tus-Resumable": "0.2.2"}, 412, ""),
    "without a length": ({"Upload-Length": ""}, 400, ""),
    "with a length that is none": ({"Upload-Length": "-1"}, 400, ""),
    "without a name": ({"Upload-Metadata": ""}, 400, ""),
    "with a name that is none": ({"Upload-Metadata": "filename 😀"}, 400, ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_given_a_bad_announcement_then_it_is_refused_before_a_byte_is_sent(client, what):
    asked, status, words = REFUSED[what]

    answer = announce(client, **asked)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not PartialUpload.objects.exists()


def test_given_a_part_of_another_type_then_it_is_refused(client):
    place = announce(client)["Location"]

    assert send(client, place, b"x", 0, content_type="text/plain").status_code == 415
    assert send(client, place, b"x", "no").status_code == 400
    assert client.patch(place, b"x", content_type=PART).status_code == 412


def test_given_another_persons_upload_then_it_does_not_exist(town, client):
    place = announce(client)["Location"]
    stranger = of(town, "stranger")

    assert stranger.head(place, headers=TUS).status_code == 404
    assert send(stranger, place, b"x", 0).status_code == 404
    assert stranger.delete(place, headers=TUS).status_code == 404
    with pytest.raises(UploadUnknown):
        receiving.take_upload(
            uid=uid_of(place), unit=town.other, by=town.people["stranger"], now=town.now
        )
    assert offset_of(client, place) == 0


def test_given_who_writes_nothing_then_they_send_nothing(town):
    assert announce(of(town, "auditor")).status_code == 403
    assert Client().post("/desk/files/uploads/").status_code == 403


def test_given_a_name_with_a_path_and_a_line_break_then_it_never_becomes_a_place(
    town, client, private_root
):
    place = announce(client, name="../../etc/pass\nwd.pdf")["Location"]
    send(client, place, CONTENT, 0)

    assert take(town, place).name == "passwd.pdf"
    assert not (private_root.parent / "etc").exists()


def test_given_two_windows_then_the_second_is_told_to_wait(client, private_root):
    place = announce(client)["Location"]
    with (private_root / "parts" / str(uid_of(place))).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        assert send(client, place, CONTENT, 0).status_code == 423

    assert send(client, place, CONTENT, 0).status_code == 204


def test_given_a_person_who_gives_up_then_the_bytes_go(
    client, private_root, django_capture_on_commit_callbacks
):
    place = announce(client)["Location"]
    path = private_root / "parts" / str(uid_of(place))
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(place, headers=TUS).status_code == 204

    assert not path.exists()
    assert client.head(place, headers=TUS).status_code == 404


def test_given_a_week_without_a_part_then_the_upload_is_deleted(
    client, private_root, django_capture_on_commit_callbacks
):
    now = clock.now()
    kept, left = (announce(client)["Location"] for _upload in range(2))
    path = private_root / "parts" / str(uid_of(left))
    PartialUpload.objects.update(begun_at=now - timedelta(days=8))
    old = (now - timedelta(days=8)).timestamp()
    os.utime(path, (old, old))

    with django_capture_on_commit_callbacks(execute=True):
        assert receiving.delete_abandoned(now=now) == 1

    assert not path.exists()
    assert offset_of(client, kept) == 0


def test_given_too_many_unfinished_then_the_next_is_refused(client, monkeypatch):
    monkeypatch.setattr(receiving, "OPEN_MAX", 2)
    answers = [announce(client).status_code for _upload in range(3)]

    assert answers == [201, 201, 429]


def test_given_more_bytes_on_the_way_than_there_is_room_for_then_the_next_is_refused(client):
    names = [f"录像{number}.mp4" for number in range(8)]
    answers = [announce(client, name, 300 * 1024 * 1024).status_code for name in names]

    assert answers == [201] * 6 + [429] * 2


def test_given_the_question_what_is_spoken_then_it_is_answered(client):
    answer = client.options("/desk/files/uploads/")

    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {"creation", "expiration", "termination"}
    assert answer["Tus-Max-Size"] == str(300 * 1024 * 1024)
    unknown = client.head(f"/desk/files/uploads/{uuid4()}/", headers=TUS)
    assert unknown.status_code == 404
