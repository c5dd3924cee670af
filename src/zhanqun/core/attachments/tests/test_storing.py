"""Files as they are kept: cleaned, hashed, private until a live page refers to them."""

import hashlib
import io
from uuid import uuid4

import pytest
from PIL import Image

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import (
    FILES,
    TURNED,
    animation,
    picture,
    picture_with_texts,
)
from zhanqun.core.audit import api as audit


def kept(attachment):
    with attachment.file.open("rb") as file:
        return file.read()


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


def test_p063_given_a_phones_picture_with_place_thumbnail_and_number_then_none_is_kept(store):
    content = picture(size=(400, 200), orientation=TURNED)
    thumbnail = picture(size=(8, 4), comment=b"secret thumbnail")
    with_thumbnail = content[:2] + b"\xff\xed" + _length(thumbnail) + thumbnail + content[2:]

    attachment = store("现场.jpg", with_thumbnail)

    assert (attachment.width, attachment.height) == (200, 400)
    for secret in (b"SecretCam", b"SN-0001", b"GPS", b"Exif", b"secret thumbnail"):
        assert secret in with_thumbnail or secret == b"GPS"
        assert secret not in kept(attachment)
    with Image.open(io.BytesIO(kept(attachment))) as image:
        assert dict(image.getexif()) == {}


def _length(content):
    return (len(content) + 2).to_bytes(2, "big")


def test_p063_given_a_png_with_texts_then_none_is_kept(store):
    content = picture_with_texts()
    assert b"secret author" in content

    with Image.open(io.BytesIO(kept(store("图.png", content)))) as image:
        assert image.text == {}


def test_given_what_follows_a_pictures_end_then_it_is_left_behind(store):
    attachment = store("现场.jpg", picture() + b"a film of the same moment")

    assert b"a film" not in kept(attachment)


def test_given_a_cleaned_file_then_both_hashes_are_kept_and_in_the_trail(store):
    content = picture()

    attachment = store("现场.jpg", content)

    assert attachment.received_sha256 == hashlib.sha256(content).hexdigest()
    assert attachment.sha256 == hashlib.sha256(kept(attachment)).hexdigest()
    entry = audit.entries_about("zq_attachments.attachment", str(attachment.uid)).get()
    assert entry.after["received_sha256"] == attachment.received_sha256


def test_given_a_picture_of_more_points_than_memory_holds_then_it_is_refused(store):
    huge = Image.new("1", (20_000, 20_000))
    out = io.BytesIO()
    huge.save(out, "PNG")
    assert len(out.getvalue()) < 100_000

    with pytest.raises(attachments.FileRefused, match="像素太多"):
        store("图.png", out.getvalue())


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
        shown_ms = []
        for frame in range(3):
            image.seek(frame)
            image.load()
            shown_ms.append(image.info["duration"])
    assert shown_ms == [80, 160, 240]


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
