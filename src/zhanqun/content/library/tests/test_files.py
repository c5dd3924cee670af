"""Files at the desk: one's own only, large ones in parts, and their state beside their name."""

import base64
import io
import tracemalloc
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zhanqun.content.library.api import Article, working_copy
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import derivatives
from zhanqun.core.attachments.tests.files import FILES, compound, packed, pdf
from zhanqun.core.attachments.tests.test_derivatives import noise

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"


def at_the_desk(town, username="officer"):
    client = Client()
    client.force_login(town.people[username])
    return client


def keep(town, name="名单.pdf", content=None, unit=None, by="officer"):
    return attachments.store_attachment(
        name=name,
        content=content or pdf(),
        unit=unit or town.bureau,
        by=town.people[by],
        now=town.now,
    )


def save(town, article, **sent):
    content = {
        "title": article.title,
        "body": article.body,
        "source": "交通运输局",
        "base_revision": Article.objects.get(pk=article.pk).latest_revision_id,
        "act": "save",
    }
    return at_the_desk(town).post(f"/desk/articles/{article.uid}/", content | sent, follow=True)


def files_of(article):
    return working_copy(Article.objects.get(pk=article.pk)).files


def test_p066_given_a_file_of_another_unit_then_it_is_neither_chosen_listed_nor_fetched(town):
    theirs = keep(town, "内部名单.pdf", unit=town.other, by="stranger")
    article = town.draft()

    page = save(town, article, file=str(theirs.uid), cover=str(theirs.uid))

    assert page.status_code == 200
    assert "内部名单" not in page.content.decode()
    assert files_of(article) == []
    for path in (f"/f/{theirs.key}/{quote(theirs.name)}", f"/f/{theirs.key}/a.pdf"):
        assert at_the_desk(town).get(path).status_code == 404
        assert Client().get(path).status_code == 302
    for person in ("reviewer", "signer", "manager", "system", "auditor"):
        assert at_the_desk(town, person).get(path).status_code == 404, person
    assert at_the_desk(town, "stranger").get(path).status_code == 200


def test_p066_given_a_picture_made_smaller_then_only_who_may_open_the_file_gets_it(town):
    kept = keep(town, "大桥.jpg", noise(size=(600, 300), quality=90))
    derivatives.derive(attachment_id=kept.pk, now=town.now)
    address = f"/f/{kept.key}/r/480.avif"
    own, other = (at_the_desk(town, who).get(address) for who in ("officer", "stranger"))
    assert (own.status_code, own["Content-Type"], other.status_code) == (200, "image/avif", 404)
    assert at_the_desk(town).get(f"/f/{kept.key}/r/1.avif").status_code == 404


def test_p066_given_a_private_file_then_readers_get_it_only_while_a_live_page_refers_to_it(town):
    file = keep(town)
    path = f"/f/{file.key}/{quote(file.name)}"
    assert at_the_desk(town, "stranger").get(path).status_code == 404

    town.published(files=[file.uid])

    assert at_the_desk(town, "stranger").get(path).status_code == 200


def announce(client, name, size):
    answer = client.post(
        "/desk/files/uploads/",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(size),
            "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
        },
    )
    return answer["Location"]


def send(client, place, content):
    return client.patch(
        place,
        content,
        content_type="application/offset+octet-stream",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
    )


def test_given_a_file_that_came_in_parts_then_saving_makes_it_an_attachment(town):
    client, content, article = at_the_desk(town), pdf(), town.draft()
    place = announce(client, "大名单.pdf", len(content))
    send(client, place, content)

    page = save(town, article, uploaded=place.rstrip("/").rsplit("/", 1)[1])

    assert "大名单.pdf" in page.content.decode()
    (uid,) = files_of(article)
    assert attachments.Attachment.objects.get(uid=uid).unit == town.bureau


def test_given_a_file_that_is_not_all_there_then_the_page_says_so_and_keeps_the_words(town):
    client, article = at_the_desk(town), town.draft()
    place = announce(client, "大名单.pdf", 1000)
    send(client, place, b"%PDF")

    page = save(
        town,
        article,
        body="<p>写了一上午的正文。</p>",
        uploaded=place.rstrip("/").rsplit("/", 1)[1],
    )

    assert page.status_code == 400
    assert "“大名单.pdf”还没有传完" in page.content.decode()
    assert "写了一上午的正文" in page.content.decode()


def test_given_somebody_elses_upload_then_it_is_not_taken(town):
    content, article = pdf(), town.draft()
    place = announce(at_the_desk(town, "stranger"), "内部名单.pdf", len(content))
    send(at_the_desk(town, "stranger"), place, content)

    page = save(town, article, uploaded=place.rstrip("/").rsplit("/", 1)[1])

    assert "没有找到这次上传" in page.content.decode()
    assert files_of(article) == []


class Sent(io.RawIOBase):
    """A form with one file of so many bytes, made while it is read."""

    def __init__(self, fields, name, size):
        head = b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        )
        file = f'--x\r\nContent-Disposition: form-data; name="new_files"; filename="{name}"'
        head, end = head + file.encode() + b"\r\n\r\n", b"\r\n--x--\r\n"
        self.parts = [io.BytesIO(head), size, io.BytesIO(end)]
        self.size = len(head) + size + len(end)

    def read(self, size=-1):
        while self.parts:
            if isinstance(self.parts[0], int):
                piece = bytes(min(size, self.parts[0]))
                self.parts[0] -= len(piece)
            else:
                piece = self.parts[0].read(size)
            if piece:
                return piece
            self.parts.pop(0)
        return b""


def test_given_a_file_of_300_mb_over_the_limit_then_it_is_refused_in_little_memory(
    town, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    article = town.draft()
    fields = {
        "title": "改过的标题",
        "body": "<p>写了一上午的正文。</p>",
        "base_revision": article.latest_revision_id,
        "act": "save",
    }
    sent = Sent(fields, "大名单.pdf", 350 * MB)
    tracemalloc.start()
    page = at_the_desk(town).generic(
        "POST",
        f"/desk/articles/{article.uid}/",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=sent.size,
        **{"wsgi.input": sent},
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    text = page.content.decode()
    assert page.status_code == 400
    assert "文件“大名单.pdf”不能上传：超过50 MB（文档的上限）" in text
    assert "改过的标题" in text and "写了一上午的正文" in text
    assert peak < 40 * MB


BAD = {
    "坏的.pdf": (b"%PDF-1.7 cut", "PDF损坏或不完整"),
    "有密码.docx": (compound({"EncryptedPackage": b"x"}), "有密码，请去掉密码后再上传"),
    "套娃.zip": (packed({"内层.zip": FILES["zip"]}), "压缩包里还有压缩包“内层.zip”"),
    "程序.jpg": (b"MZ\x90\0", "内容与扩展名不符，内容像是程序"),
}


@pytest.mark.parametrize("name", BAD)
def test_given_a_bad_file_in_the_form_then_the_page_says_why_and_nothing_typed_is_lost(town, name):
    content, why = BAD[name]
    article = town.draft()
    sent = [SimpleUploadedFile(name, content), SimpleUploadedFile("好的.txt", b"x")]

    page = save(town, article, body="<p>写了一上午的正文。</p>", new_files=sent)

    text = page.content.decode()
    assert page.status_code == 400
    assert f"文件“{name}”不能上传：{why}" in text
    assert "写了一上午的正文" in text and "好的.txt" in text
    assert files_of(article) == []


def test_given_files_then_the_form_shows_their_state_and_what_a_zip_holds(town, settings):
    zipped = keep(town, "资料.zip", packed({"表/一.docx": FILES["docx"], "说明.txt": "x"}))
    settings.ZHANQUN_CLAMD = "/nobody.ctl"
    waiting = keep(town, "长" * 400 + ".txt", b"x")
    article = town.draft(files=[zipped.uid, waiting.uid])

    page = at_the_desk(town).get(f"/desk/articles/{article.uid}/").content.decode()

    assert "压缩包内容（2个文件）" in page and "表/一.docx" in page
    assert "未查毒" in page and "待查毒" in page
    assert "文件名太长，已缩短" in page
    assert f"/f/{zipped.key}/" in page and f"/f/{waiting.key}/" not in page
    refused = at_the_desk(town).get(f"/f/{waiting.key}/a.txt")
    assert refused.status_code == 409
    assert "在隔离区（待查毒），现在不能打开" in refused.content.decode()
