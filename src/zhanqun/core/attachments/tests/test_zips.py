"""Packages: measured by what really comes out, names as Chinese Windows writes them."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from functools import cache

import pytest

from zhanqun.core.attachments.api import FileRefused
from zhanqun.core.attachments.kinds import zips
from zhanqun.core.attachments.tests.files import FILES, office, package, packed

MB = 1024 * 1024
GB = 1024 * MB
SECONDS, MEMORY_BYTES = 1.0, 40 * MB


@cache
def deflated_zeros(size):
    """A raw stream of zeros, made without holding them."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(MB)
    return b"".join(press.compress(block) for _mb in range(size // MB)) + press.flush()


def bomb(declared, name="word/document.xml"):
    """A docx whose main part inflates to 1 GB, whatever its table of contents says of it."""
    honest = office(name)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        rows = [(row.filename, archive.read(row)) for row in archive.infolist()]
    out, directory = b"", b""
    for row, content in rows:
        stream = deflated_zeros(GB) if row == name else zlib.compress(content)[2:-4]
        size = declared if row == name else len(content)
        sums = struct.pack("<III", zlib.crc32(content), len(stream), size)
        head = struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sums
        raw = row.encode()
        directory += (
            b"PK\x01\x02\x14\0"
            + head
            + struct.pack("<HHHHHII", len(raw), 0, 0, 0, 0, 0, len(out))
            + raw
        )
        out += b"PK\x03\x04" + head + struct.pack("<HH", len(raw), 0) + raw + stream
    end = struct.pack("<HHHHIIH", 0, 0, len(rows), len(rows), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end


def many_entries(number):
    """A zip of so many empty files, and one whose closing record tells of three only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(number):
            archive.writestr(zipfile.ZipInfo(f"{at}"), b"")
    return out.getvalue()


def lying_end(content):
    start = content.rfind(b"PK\x05\x06")
    return content[: start + 8] + struct.pack("<HH", 3, 3) + content[start + 12 :]


BOMBS = {
    "1 GB, told": ("通知.docx", lambda: bomb(GB)),
    "1 GB, told as 1 KB": ("通知.docx", lambda: bomb(1024)),
    "1 GB, told as 100 MB": ("通知.docx", lambda: bomb(100 * MB)),
    "1 GB in an ordinary zip": ("资料.zip", lambda: bomb(1024)),
    "100,000 entries": ("资料.zip", lambda: many_entries(100_000)),
    "60,000 entries, told as three": ("资料.zip", lambda: lying_end(many_entries(60_000))),
}


@pytest.mark.parametrize("what", BOMBS)
def test_p067_given_a_bomb_then_it_is_refused_within_a_second_and_in_little_memory(store, what):
    name, content = BOMBS[what]
    file = io.BytesIO(content())
    tracemalloc.start()
    began = time.process_time()

    with pytest.raises(FileRefused, match="解压后过大|条目超过5000个|损坏"):
        store(name, file)

    seconds = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < SECONDS
    assert peak < MEMORY_BYTES


def test_given_a_size_that_is_not_what_comes_out_then_the_file_counts_as_broken(store):
    content = package("a.txt")
    row = content.rfind(b"PK\x01\x02")
    lying = content[: row + 24] + struct.pack("<I", 3) + content[row + 28 :]

    with pytest.raises(FileRefused, match="损坏"):
        store("资料.zip", lying)


NESTED = {
    "a zip": {"内层.zip": FILES["zip"]},
    "a zip by another name": {"内层.dat": FILES["zip"]},
    "another packer's": {"内层/资料.rar": b"Rar!\x1a\x07\x00"},
    "a packed tape": {"资料.tar.gz": b"\x1f\x8b\x08"},
}


@pytest.mark.parametrize("what", NESTED)
def test_given_an_archive_in_an_archive_then_it_is_refused_and_named(store, what):
    with pytest.raises(FileRefused, match="压缩包里还有压缩包") as refusal:
        store("资料.zip", packed(NESTED[what]))

    assert next(iter(NESTED[what])) in str(refusal.value)


def test_given_documents_and_pages_in_an_archive_then_it_is_kept_with_its_list(store):
    inside = {"表/一.docx": FILES["docx"], "网页.html": "<html>", "空/": "", "说明.txt": "x"}

    attachment = store("资料.zip", packed(inside))

    size = len(FILES["docx"])
    assert attachment.listing == [["表/一.docx", size], ["网页.html", 6], ["说明.txt", 1]]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a\\..\\..\\b"])
def test_given_a_path_that_leaves_the_folder_then_the_archive_is_refused(store, name):
    with pytest.raises(FileRefused, match="指向文件夹之外"):
        store("资料.zip", packed({name: "x"}))


def test_given_an_archive_with_a_password_then_it_is_refused(store):
    content = package("a.txt")
    local, central = content.find(b"PK\x03\x04"), content.rfind(b"PK\x01\x02")
    locked = bytearray(content)
    locked[local + 6] |= 1
    locked[central + 8] |= 1

    with pytest.raises(FileRefused, match="有密码"):
        store("资料.zip", bytes(locked))


def test_given_names_as_chinese_windows_writes_them_then_the_list_shows_them(store):
    # The second byte of 乗 in GBK is a backslash; 𫚖 has four bytes in GB18030.
    names = ["通知/乗车.txt", "名单𫚖.txt"]
    content = packed({"1" * len(name.encode("gb18030")): "x" for name in names})
    for name in names:
        raw = name.encode("gb18030")
        content = content.replace(b"1" * len(raw), raw) if len(raw) > 11 else content
    attachment = store("资料.zip", content)

    assert sorted(row[0] for row in attachment.listing) == sorted(names)


def test_given_a_long_list_then_only_the_beginning_is_kept(store):
    listing = store("资料.zip", many_entries(600)).listing

    assert len(listing) == 500


def test_given_a_name_without_any_encoding_then_it_stays_as_it_is():
    info = zipfile.ZipInfo("名单.txt")
    info.flag_bits = 0x800
    assert zips.zip_name(info) == "名单.txt"
    assert zips.zip_name(zipfile.ZipInfo("\u20ac.txt")) == "\u20ac.txt"
