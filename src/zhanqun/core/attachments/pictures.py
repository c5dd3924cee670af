"""Pictures before they are kept (图片处理): upright, and without what the camera wrote."""

import io

from PIL import Image, ImageOps, ImageSequence

# A phone's JPEG with a second picture inside opens as MPO; only the first is wanted.
_WRITTEN_AS = {"MPO": "JPEG"}
_READ = ("JPEG", "PNG", "GIF", "WEBP")
# What of the side information changes how a picture looks.
_SHOWN = ("transparency",)
_OPTIONS: dict[str, dict[str, object]] = {"JPEG": {"quality": 90}}
# Beyond it a picture takes more memory than a server has to spare: 100 million points.
POINTS_MAX = 100_000_000


class BrokenPicture(Exception):
    """The bytes are no picture that can be opened."""


class HugePicture(Exception):
    """Unpacked, the picture has more points than can be handled."""


def without_traces(content: bytes) -> tuple[bytes, int, int]:
    """The picture written anew without EXIF, XMP, texts and thumbnails; width and height.

    Place, time and owner of the camera stay out of the public site; colours keep their profile.
    Whatever follows the picture's own end is left behind. Raises BrokenPicture, HugePicture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_READ) as picture:
            form = _WRITTEN_AS.get(picture.format or "", picture.format or "")
            frames = getattr(picture, "n_frames", 1) if form != "JPEG" else 1
            if picture.width * picture.height * frames > POINTS_MAX:
                raise HugePicture
            profile = picture.info.get("icc_profile")
            if frames > 1:
                return _moving(picture, form, profile), picture.width, picture.height
            upright = ImageOps.exif_transpose(picture)
            return _still(upright, form, profile), upright.width, upright.height
    except Image.DecompressionBombError as failure:
        raise HugePicture from failure
    except (OSError, ValueError, SyntaxError, EOFError) as failure:
        raise BrokenPicture from failure


def _still(picture: Image.Image, form: str, profile: bytes | None) -> bytes:
    picture.info = {key: picture.info[key] for key in _SHOWN if key in picture.info}
    return _written(picture, form, profile, **_OPTIONS.get(form, {}))


def _moving(picture: Image.Image, form: str, profile: bytes | None) -> bytes:
    """Every frame drawn anew, with its time on show."""
    frames, shown_ms = [], []
    loop = picture.info.get("loop")
    for frame in ImageSequence.Iterator(picture):
        drawn = frame.convert("RGBA")
        # Known of a WEBP only once the frame has been drawn.
        shown_ms.append(int(frame.info.get("duration", 100)))
        drawn.info = {}
        frames.append(drawn)
    options: dict[str, object] = {} if loop is None else {"loop": loop}
    first, *rest = frames
    return _written(
        first, form, profile, save_all=True, append_images=rest, duration=shown_ms, **options
    )


def _written(picture: Image.Image, form: str, profile: bytes | None, **options: object) -> bytes:
    if profile:
        options["icc_profile"] = profile
    out = io.BytesIO()
    picture.save(out, form, exif=b"", xmp=b"", **options)
    return out.getvalue()
