"""Files: allowed by content, cleaned, private until a live page refers to them."""

import io
from uuid import uuid4

import pytest
from PIL import Image

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import FileRefused
from zhanqun.core.attachments.kinds import KINDS
from zhanqun.core.attachments.services import LIMIT_BYTES
from zhanqun.core.attachments.tests.files import FILES, TURNED, animation, package, picture
from zhanqun.core.audit import api as audit


@pytest.fixture
def store(town):
    def store(name, content):
        return attachments.store_attachment(
            name=name,
            content=content,
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )

    return store


def kept(attachment):
    with attachment.file.open("rb") as file:
        return file.read()


# --- Kinds by content ----------------------------------------------------------------------


def test_given_every_allowed_kind_then_there_is_a_sample_of_it():
    assert set(FILES) == set(KINDS)


@pytest.mark.parametrize("ending", FILES)
def test_given_a_file_of_an_allowed_kind_then_its_content_fits(ending):
    assert KINDS[ending].fits(FILES[ending])


PROGRAM = b"MZ\x90\0" + bytes(60)
PAGE = b"  <html><script>alert(1)</script></html>"
OTHERS = {
    "a program": (PROGRAM, set(KINDS)),
    "a web page": (PAGE, set(KINDS)),
    "a script": (b"#!/bin/sh\nrm -rf /\n", set(KINDS)),
    "zero bytes": (bytes(64), set(KINDS)),
    "a sheet": (FILES["xlsx"], {"docx", "ofd", "pdf", "doc", "txt", "jpg"}),
    "a Word file": (FILES["docx"], {"xlsx", "ofd", "xls", "csv", "png"}),
    "a broken package": (FILES["docx"][:40], {"docx", "xlsx", "ofd", "zip"}),
    "a sound file": (b"RIFF\x24\0\0\0WAVEfmt ", {"webp", "mp4"}),
    "a picture": (FILES["png"], {"jpg", "gif", "webp", "pdf", "txt"}),
}


@pytest.mark.parametrize("what", OTHERS)
def test_given_content_of_another_kind_then_it_does_not_fit_the_ending(what):
    content, endings = OTHERS[what]

    assert [ending for ending in endings if KINDS[ending].fits(content)] == []


REFUSED = {
    "an unknown ending": ("通知.exe", PROGRAM, "不支持"),
    "a page": ("通知.html", PAGE, "不支持"),
    "a drawing with scripts": ("图.svg", b"<svg/>", "不支持"),
    "no ending": ("通知", b"%PDF-", "扩展名"),
    "only an ending": (".pdf", b"%PDF-", "扩展名"),
    "nothing in it": ("空.txt", b"", "空的"),
    "another content": ("通知.pdf", PROGRAM, "内容与扩展名不符"),
    "a broken picture": ("图.png", FILES["png"][:60], "损坏"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_given_a_bad_file_then_it_is_refused_with_its_name_and_nothing_is_kept(store, what):
    name, content, why = REFUSED[what]

    with pytest.raises(FileRefused, match=why) as refusal:
        store(name, content)

    assert refusal.value.facts["name"] in str(refusal.value)
    assert not attachments.Attachment.objects.exists()


def test_given_a_file_above_the_limit_then_it_is_refused(store):
    assert store("大.txt", b"x" * 1000)

    with pytest.raises(FileRefused, match="50 MB"):
        store("太大.txt", b"x" * (LIMIT_BYTES + 1))


# --- Names ---------------------------------------------------------------------------------

NAMES = {
    "示政发〔2021〕3号  附件“一”.pdf": "示政发〔2021〕3号  附件“一”.pdf",
    "C:\\Users\\王\\桌面\\名单.pdf": "名单.pdf",
    "../../etc/名单.pdf": "名单.pdf",
    "名单\u202efdp.pdf": "名单fdp.pdf",
    "名\x00单\n.pdf": "名单.pdf",
    " 名单.pdf. ": "名单.pdf",
    "䶮㙍𬭚.pdf": "䶮㙍𬭚.pdf",
    # 73 characters of three bytes fit into 220 bytes; a file system takes 255, endings included.
    "长" * 300 + ".pdf": "长" * 73 + ".pdf",
    "l" * 300 + ".pdf": "l" * 180 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_given_a_name_from_outside_then_it_is_kept_without_path_and_tricks(store, name):
    attachment = store(name, FILES["pdf"])

    assert attachment.name == NAMES[name]
    assert attachment.key in attachment.file.name
    assert attachment.name not in attachment.file.name


# --- Pictures ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_given_a_picture_with_camera_data_then_it_is_kept_without(store, form):
    content = picture(form)
    assert b"SecretCam" in content

    attachment = store(f"现场.{form.lower()}", content)

    with Image.open(io.BytesIO(kept(attachment))) as image:
        assert dict(image.getexif()) == {}
        assert image.format == form
    assert b"SecretCam" not in kept(attachment)


def test_given_a_comment_and_a_description_in_a_jpeg_then_they_are_gone(store):
    content = picture(comment=b"secret comment", xmp=b"<x>secret xmp</x>")
    assert b"secret" in content

    assert b"secret" not in kept(store("现场.jpg", content))


def test_given_a_phones_picture_with_a_second_one_inside_then_both_lose_the_place(store):
    extra = Image.new("RGB", (8, 8), "blue")
    content = picture("MPO", save_all=True, append_images=[extra])
    assert b"SecretCam" in content

    attachment = store("现场.jpg", content)

    assert b"SecretCam" not in kept(attachment)
    with Image.open(io.BytesIO(kept(attachment))) as image:
        assert image.format == "JPEG"


def test_given_a_picture_taken_sideways_then_it_is_kept_upright(store):
    attachment = store("现场.jpg", picture(size=(40, 20), orientation=TURNED))

    assert (attachment.width, attachment.height) == (20, 40)
    with Image.open(io.BytesIO(kept(attachment))) as image:
        assert image.size == (20, 40)


def test_given_a_picture_with_a_transparent_colour_then_it_stays_transparent(store):
    image = Image.new("P", (4, 4), 0)
    image.putpalette([255, 255, 255, 0, 0, 0])
    out = io.BytesIO()
    image.save(out, "PNG", transparency=0)

    with Image.open(io.BytesIO(kept(store("章.png", out.getvalue())))) as image:
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_given_a_moving_picture_then_it_still_moves_and_has_no_camera_data(store, form):
    attachment = store(f"动图.{form.lower()}", animation(form))

    assert b"SecretCam" not in kept(attachment)
    with Image.open(io.BytesIO(kept(attachment))) as image:
        assert image.n_frames == 3


# --- Private and public --------------------------------------------------------------------


def test_given_a_new_file_then_it_is_private_in_the_trail_and_has_no_address(store):
    attachment = store("名单.pdf", FILES["pdf"])

    assert not attachments.public_attachments().exists()
    with pytest.raises(ValueError, match="accessible via a URL"):
        _address = attachment.file.url
    entry = audit.entries_about("zq_attachments.attachment", str(attachment.uid)).get()
    assert entry.after["sha256"] == attachment.sha256


def test_given_two_pages_that_refer_to_a_file_then_it_is_private_after_the_second_lets_go(store):
    one, two = store("一.pdf", FILES["pdf"]), store("二.pdf", FILES["pdf"])

    assert attachments.refer_to("article:a", [one.uid, two.uid]) == []
    assert attachments.refer_to("article:b", [one.uid]) == []
    assert attachments.refer_to("article:a", [one.uid, two.uid]) == []
    assert set(attachments.public_attachments()) == {one, two}

    assert attachments.refer_to("article:a", []) == [two]
    assert set(attachments.public_attachments()) == {one}
    assert attachments.refer_to("article:b", []) == [one]
    assert not attachments.public_attachments().exists()


def test_given_a_file_that_does_not_exist_then_referring_to_it_does_nothing(store):
    assert attachments.refer_to("article:a", [uuid4()]) == []
    assert not attachments.public_attachments().exists()


# --- Who sees which files ------------------------------------------------------------------


def test_given_a_file_of_a_unit_then_it_is_visible_as_the_table_says(store, town):
    """Whoever works in the unit or supervises it; administrators of the whole tree do not."""
    store("名单.pdf", FILES["pdf"])

    seen = {
        name
        for name, person in town.people.items()
        if attachments.attachments_visible_to(person).exists()
    }

    assert seen == {
        "officer", "reviewer", "liaison", "signer", "secrecy", "supervisor",
    }  # fmt: skip


def test_given_a_package_of_anything_then_it_is_a_zip_and_nothing_else():
    content = package("evil/word.xml")

    assert [ending for ending, kind in KINDS.items() if kind.fits(content)] == ["zip"]
