"""Smaller pictures in newer formats, and segments of videos, made once a file may go out."""

import io

import pytest
from PIL import Image, ImageCms

from zhanqun.core.attachments import derivatives, tasks
from zhanqun.core.attachments.deriving import renditions_of
from zhanqun.core.attachments.deriving.renditions import widths_for
from zhanqun.core.attachments.models import Attachment
from zhanqun.core.attachments.tests.files import FILES, TURNED, animation, picture


def noise(mode="RGB", size=(1000, 500), form="JPEG", **options):
    """A picture with something in it, which no format makes small by itself."""
    grain = Image.effect_noise((size[0] // 8, size[1] // 8), 80).resize(size)
    out = io.BytesIO()
    grain.convert("RGB").convert(mode).save(out, form, **options)
    return out.getvalue()


def opened(made):
    return Image.open(io.BytesIO(made.content))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(100, []), (300, [300]), (480, [480]), (1280, [480, 960, 1280]), (12000, [480, 960, 1600])],
)
def test_given_a_width_then_the_steps_below_it_and_itself_are_made(width, widths):
    assert widths_for(width) == widths


def test_given_a_photograph_then_both_formats_are_made_and_are_smaller():
    content = noise(quality=90)
    made = renditions_of(content)
    assert [one.name for one in made] == [
        "r/480.avif", "r/960.avif", "r/1000.avif", "r/480.webp", "r/960.webp", "r/1000.webp",
    ]  # fmt: skip
    assert all(len(one.content) < len(content) for one in made)
    assert [opened(one).size for one in made[:2]] == [(480, 240), (960, 480)]
    assert opened(made[0]).format == "AVIF"


def test_given_a_picture_of_12000_pixels_then_its_renditions_are_of_the_screens_size():
    content = picture("JPEG", (12000, 3000))
    assert [opened(one).size for one in renditions_of(content)[:3]] == [
        (480, 120), (960, 240), (1600, 400),
    ]  # fmt: skip


def test_given_colours_for_the_press_then_renditions_have_those_of_screens():
    made = renditions_of(noise("CMYK"))
    assert {opened(one).mode for one in made} == {"RGB"}


def test_given_a_wide_colour_space_then_colours_are_changed_into_those_of_screens():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    made = renditions_of(noise(icc_profile=lab.tobytes()))
    assert made and all("icc_profile" not in opened(one).info for one in made)


def test_given_a_transparent_picture_then_it_stays_transparent():
    image = Image.effect_noise((500, 300), 90).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((500, 300)))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert {opened(one).mode for one in renditions_of(out.getvalue())} == {"RGBA"}


def test_given_a_moving_picture_then_it_is_left_as_it_is():
    assert renditions_of(animation("WEBP")) == []


@pytest.fixture
def photograph(store):
    return store("照片.jpg", noise(size=(600, 300), quality=90))


def test_given_a_picture_without_scanner_then_its_job_waits_and_makes_it_smaller(
    photograph, derived_jobs
):
    assert derived_jobs() == [photograph.pk]
    photograph.refresh_from_db()
    names = [row.name for row in photograph.derivatives]
    assert names == ["r/480.avif", "r/600.avif", "r/480.webp", "r/600.webp"]
    with derivatives.open_derived(photograph, "r/480.avif") as file:
        assert len(file.read()) == photograph.derivatives[0].size_bytes
    with pytest.raises(FileNotFoundError):
        derivatives.open_derived(photograph, "r/../../x")


def test_given_a_picture_in_quarantine_then_nothing_is_made_until_it_is_released(
    scanned, store, run_jobs, derived_jobs
):
    kept = store("照片.jpg", picture("JPEG", (600, 300)))
    assert derived_jobs() == []
    derivatives.derive(attachment_id=kept.pk, now=kept.uploaded_at)
    assert Attachment.objects.get(pk=kept.pk).derived_at is None
    run_jobs()
    assert derived_jobs() == [kept.pk]


def test_given_a_lost_job_then_the_next_minutes_run_makes_up_for_it(photograph):
    Attachment.objects.update(uploaded_at="2026-01-01T00:00Z")
    tasks.derive_again(0)
    photograph.refresh_from_db()
    assert photograph.derivatives and photograph.derived_at


def test_given_a_turned_picture_then_its_renditions_stand_upright(store, derived_jobs):
    kept = store("竖拍.jpg", picture("JPEG", (900, 300), orientation=TURNED))
    derived_jobs()
    kept.refresh_from_db()
    with derivatives.open_derived(kept, kept.derivatives[0].name) as file:
        assert Image.open(file).size == (300, 900)


def test_given_a_document_then_no_job_waits(store, derived_jobs):
    store("文件.pdf", FILES["pdf"])
    assert derived_jobs() == []
