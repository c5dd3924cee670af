"""A picture in the sizes that screens need, in AVIF and WebP (图片多规格)."""

import io
from collections.abc import Iterator

from PIL import Image, ImageCms

from zhanqun.core.attachments.deriving.made import Made

# Across, in pixels: a phone, a column of text, the same on a dense screen.
WIDTHS = (480, 960, 1600)
# Below it an icon: the original does.
WIDTH_MIN = 160
# Speed 8 takes a quarter of the default's time for about a tenth more bytes.
FORMATS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("avif", "image/avif", {"quality": 58, "speed": 8}),
    ("webp", "image/webp", {"quality": 78, "method": 4}),
)
_SRGB = ImageCms.createProfile("sRGB")


def renditions_of(content: bytes) -> list[Made]:
    """The picture's renditions, smallest first; none of what moves or is an icon.

    content: as it is kept, upright already. Colours become sRGB, CMYK too. A format whose largest
    is no smaller than the original is left out as a whole. Raises OSError, ValueError.
    """
    with Image.open(io.BytesIO(content)) as picture:
        widths = widths_for(picture.width)
        if not widths or getattr(picture, "n_frames", 1) > 1 or picture.mode[0] in "IF":
            return []
        height = picture.height * widths[-1] // picture.width + 1
        # A JPEG is read at a half, quarter or eighth where that is enough.
        picture.draft(None, (widths[-1], height))
        largest = _sized(_in_srgb(picture), widths[-1])
    pictures = {width: _sized(largest, width) for width in widths}
    return [made for form in FORMATS for made in _of_form(pictures, form, len(content))]


def widths_for(width: int) -> list[int]:
    """Every step below the picture's own width, and that itself as far as the largest step."""
    if width < WIDTH_MIN:
        return []
    return [step for step in WIDTHS if step < width] + [width] * (width <= WIDTHS[-1])


def _of_form(
    pictures: dict[int, Image.Image], form: tuple[str, str, dict[str, object]], size_bytes: int
) -> Iterator[Made]:
    ending, content_type, options = form
    made = [
        Made(f"r/{width}.{ending}", content_type, _written(picture, ending, options), width)
        for width, picture in pictures.items()
    ]
    if len(made[-1].content) < size_bytes:
        yield from made


def _in_srgb(picture: Image.Image) -> Image.Image:
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "RGB"
    profile = picture.info.get("icc_profile")
    if picture.mode not in ("RGB", "CMYK") or not profile:
        return picture.convert(mode)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, own, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a damaged profile, or one of another mode
        return picture.convert(mode)
    assert converted is not None  # since it is not done in place
    return converted


def _sized(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _written(picture: Image.Image, ending: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    picture.save(out, ending.upper(), icc_profile=b"", exif=b"", **options)
    return out.getvalue()
