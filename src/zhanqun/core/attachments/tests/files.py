"""Small real files for tests, made on the spot."""

import io
import struct
import zipfile

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

PLACE = {1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 9.0, 0.0)}  # GPS latitude, longitude
UPRIGHT, TURNED = 1, 6


def picture(form="JPEG", size=(40, 20), *, orientation=UPRIGHT, colour="red", **options):
    """A picture of one colour that carries a camera's data."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif[0xA431] = "SN-0001"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update(PLACE)
    out = io.BytesIO()
    options |= {"exif": exif.tobytes()} if form in ("JPEG", "PNG", "WEBP", "MPO") else {}
    image.save(out, form, **options)
    return out.getvalue()


def picture_with_texts():
    """A PNG with texts of every kind that the format has."""
    texts = PngInfo()
    texts.add_text("Author", "secret author")
    texts.add_text("Comment", "secret packed", zip=True)
    texts.add_itxt("Location", "secret place")
    return picture("PNG", pnginfo=texts)


def animation(form):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    options = {"exif": _camera()} if form in ("WEBP", "PNG") else {"comment": b"SecretCam"}
    frames[0].save(
        out, form, save_all=True, append_images=frames[1:], duration=[80, 160, 240], **options
    )
    return out.getvalue()


def _camera():
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    return exif.tobytes()


def package(*names, **contents):
    """A zip with members of these names; contents: those whose text matters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "<x/>"))
    return out.getvalue()


def packed(contents):
    """A zip of name → text or bytes."""
    return package(*contents, **contents)


def office(main, **more):
    """The least package of Office Open XML: its main part, and what points there."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Type="{kind}" Target="{main}"/></Relationships>'
    return packed({"[Content_Types].xml": "<x/>", "_rels/.rels": relations, main: "<x/>"} | more)


def pdf(change=None, **how):
    """A PDF of one page with a title; change: what else to do with it before it is written."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 100))
    document.docinfo["/Title"] = "名单"
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def compound(streams):
    """An OLE file with these streams, named by path: header, one table, directory, contents.

    Streams are filled up to 4096 bytes, so that none belongs in the table for small ones.
    """
    entries = [["Root Entry", 5, b"", []]]
    for path, content in streams.items():
        at = 0
        *folders, name = path.split("/")
        for folder in folders:
            at = _entry(entries, at, folder, 1, b"")
        _entry(entries, at, name, 2, content.ljust(4096, b"\0"))
    directory_sectors = -(-len(entries) // 4)
    table = [0xFFFFFFFD, *_chain(1, directory_sectors)]
    body, rows = b"", []
    for number, (name, kind, content, children) in enumerate(entries):
        start = len(table) if content else 0xFFFFFFFE
        content = content.ljust(-(-len(content) // 512) * 512, b"\0")
        table += _chain(len(table), len(content) // 512)
        body += content
        siblings = next((row[3] for row in entries if number in row[3]), [])
        after = siblings[siblings.index(number) + 1 :][:1] if siblings else []
        rows.append(_row(name, kind, after, children[:1], start, len(content)))
    empty = b"\0" * 64 + struct.pack("<HBB3I", 0, 0, 1, *[0xFFFFFFFF] * 3) + b"\0" * 48
    directory = b"".join(rows) + empty * (directory_sectors * 4 - len(rows))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
                          0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    assert len(header) == 512 and len(table) <= 128
    return (
        header + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory + body
    )


def _entry(entries, parent, name, kind, content):
    for number in entries[parent][3]:
        if entries[number][0] == name:
            return number
    entries.append([name, kind, content, []])
    entries[parent][3].append(len(entries) - 1)
    return len(entries) - 1


def _chain(first, count):
    return [*range(first + 1, first + count), 0xFFFFFFFE] if count else []


def _row(name, kind, after, below, start, size):
    raw = name.encode("utf-16-le") + b"\0\0"
    right, child = (after or [0xFFFFFFFF])[0], (below or [0xFFFFFFFF])[0]
    links = struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return raw.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)


def film(*tracks, inside=b""):
    """The least MP4 with these tracks, each kind and codec; film and sound unless told else."""
    tracks = tracks or (("vide", "avc1"), ("soun", "mp4a"))
    rows = [
        _box("trak", _box("mdia", _box("hdlr", bytes(8) + kind.encode() + bytes(12))
            + _box("minf", _box("stbl", _box("stsd", struct.pack(">II", 0, 1)
            + _box(codec, bytes(78)))))))
        for kind, codec in tracks
    ]  # fmt: skip
    moov = _box("moov", _box("mvhd", bytes(100)) + b"".join(rows) + inside)
    return _box("ftyp", b"isom" + bytes(4)) + _box("mdat", bytes(64)) + moov


def _box(kind, content):
    return struct.pack(">I", len(content) + 8) + kind.encode() + content


CAPTIONS = "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n大家好\n"
WORD_HEAD = b"\xec\xa5\xc1\x00" + b"\0" * 6
SHEET_HEAD = struct.pack("<HH", 0x0809, 16) + b"\0" * 16
OFFICE_OLD = compound({"WordDocument": WORD_HEAD})
FILES = {
    "pdf": pdf(),
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "ofd": package("OFD.xml", "Doc_0/Document.xml"),
    "zip": package("a.txt"),
    "doc": OFFICE_OLD,
    "wps": OFFICE_OLD,
    "xls": compound({"Workbook": SHEET_HEAD}),
    "ppt": compound({"PowerPoint Document": b"\x0f", "Current User": b"\0" * 20}),
    "txt": "纯文本，含生僻字䶮。".encode(),
    "csv": "标题,日期\n通知,2026-06-16\n".encode("gb18030"),
    "jpg": picture(),
    "jpeg": picture(),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "mp4": film(),
    "m4a": film(("soun", "mp4a")),
    "mp3": b"ID3\x04\0\0" + bytes(64),
    "vtt": CAPTIONS.encode(),
    "srt": b"1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>\xe4\xbd\xa0\xe5\xa5\xbd</i>\r\n",
}
