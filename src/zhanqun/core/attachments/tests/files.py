"""Small real files for tests, made on the spot."""

import io
import zipfile

from PIL import Image

PLACE = {1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 9.0, 0.0)}  # GPS latitude, longitude
UPRIGHT, TURNED = 1, 6


def picture(form="JPEG", size=(40, 20), *, orientation=UPRIGHT, colour="red", **options):
    """A picture of one colour that carries a camera's data."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update(PLACE)
    out = io.BytesIO()
    options |= {"exif": exif.tobytes()} if form in ("JPEG", "PNG", "WEBP", "MPO") else {}
    image.save(out, form, **options)
    return out.getvalue()


def animation(form):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    options = {"exif": _camera()} if form in ("WEBP", "PNG") else {}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


def _camera():
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    return exif.tobytes()


def package(*names):
    """A zip with members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


OFFICE_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FILES = {
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "docx": package("[Content_Types].xml", "word/document.xml"),
    "xlsx": package("[Content_Types].xml", "xl/workbook.xml"),
    "ofd": package("OFD.xml", "Doc_0/Document.xml"),
    "zip": package("a.txt"),
    "doc": OFFICE_OLD,
    "xls": OFFICE_OLD,
    "txt": "纯文本，含生僻字䶮。".encode(),
    "csv": "标题,日期\n通知,2026-06-16\n".encode("gb18030"),
    "jpg": picture(),
    "jpeg": picture(),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "mp4": b"\0\0\0\x18ftypmp42" + bytes(12),
}
