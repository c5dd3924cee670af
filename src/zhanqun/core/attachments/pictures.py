"""Pictures before they are kept (图片处理): upright, and without what the camera wrote."""

import io

from PIL import Image, ImageOps

# A phone's JPEG with a second picture inside opens as MPO; only the first is wanted.
_WRITTEN_AS = {"MPO": "JPEG"}
# What of the side information changes how a picture looks.
_SHOWN = ("transparency",)
_OPTIONS: dict[str, dict[str, object]] = {"JPEG": {"quality": 90}}


class BrokenPicture(Exception):
    """The bytes are no picture that can be opened."""


def without_traces(content: bytes) -> tuple[bytes, int, int]:
    """The picture written anew without EXIF, XMP, comments and thumbnails; width and height.

    Place, time and owner of the camera stay out of the public site; colours keep their profile.
    An animated GIF is returned as it is: the format holds no such data. Raises BrokenPicture.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            form = _WRITTEN_AS.get(picture.format or "", picture.format or "")
            is_animated = form != "JPEG" and getattr(picture, "is_animated", False)
            if is_animated and form == "GIF":
                return content, picture.width, picture.height
            kept = picture if is_animated else ImageOps.exif_transpose(picture)
            profile = picture.info.get("icc_profile")
            return _written(kept, form, profile, all_frames=is_animated), kept.width, kept.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as failure:
        raise BrokenPicture from failure


def _written(picture: Image.Image, form: str, profile: bytes | None, *, all_frames: bool) -> bytes:
    options = dict(_OPTIONS.get(form, {}))
    if all_frames:
        options["save_all"] = True
    else:
        picture.info = {key: picture.info[key] for key in _SHOWN if key in picture.info}
    if profile:
        options["icc_profile"] = profile
    out = io.BytesIO()
    picture.save(out, format=form, exif=b"", xmp=b"", **options)
    return out.getvalue()
