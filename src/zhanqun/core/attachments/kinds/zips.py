"""Zip-based files (压缩包与新版Office): told apart by their members, measured before they are kept.

Nothing is unpacked to disk, and no declared size is believed: what really comes out is counted.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _
from lxml import etree

from zhanqun.core.attachments.kinds.plain import Check, Unfit, head_of, mismatch

MB = 1024 * 1024
ENTRIES_MAX = 5_000
# The table of contents of so many entries; a longer one is not even read.
DIRECTORY_BYTES_MAX = 2 * MB
UNPACKED_BYTES_MAX = 500 * MB
# Beyond this size, no honest file shrinks to less than a hundredth.
SUSPECT_BYTES, SUSPECT_RATIO = 100 * MB, 100
CHUNK_BYTES = 64 * 1024
HEAD_BYTES = 16
RELATIONS_BYTES_MAX = MB

_ZIP_HEAD = (b"PK\x03\x04", b"PK\x05\x06")
_DIRECTORY_END = b"PK\x05\x06"
_DIRECTORY_END_BYTES, _COMMENT_BYTES = 22, 65_535
_LOCAL_HEADER_BYTES = 30
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError,
           NotImplementedError)  # fmt: skip
_ARCHIVE_HEADS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh",
                  b"\xfd7zXZ\0")  # fmt: skip
_ARCHIVE_ENDINGS = ("zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "cab", "iso", "jar")
# Packages of these endings are documents, though zips too.
_DOCUMENT_ENDINGS = ("docx", "xlsx", "pptx", "ofd", "wps", "et", "dps", "odt", "ods", "odp")
_MACRO_PARTS = re.compile(r"(?:vbaProject\.bin$|/macrosheets/)", re.IGNORECASE)

BROKEN = _("文件损坏或不完整，打不开，请重新导出或打包后再上传")
BOMB = _("解压后过大，可能是恶意文件（“解压炸弹”）")
PASSWORD = _("有密码，请去掉密码后再上传")
MACROS = _("含有宏（可能携带病毒），请在Office或WPS中另存为不含宏的格式后再上传")


@dataclass(frozen=True)
class Member:
    """One file of a package: its name with "/", its real size in bytes, its first bytes."""

    name: str
    size: int
    head: bytes = b""

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower()


def archive(file: IO[bytes]) -> None:
    """A zip of ordinary files (压缩包). Raises Unfit for a bomb, a password, another archive in it,
    and names that lead out of the folder."""
    for member in measured(file):
        if is_archive(member):
            why = _("压缩包里还有压缩包“{name}”，请解开后重新打成一个包")
            raise Unfit(str(why).format(name=member.name))
        if leads_out(member.name):
            why = _("压缩包里的路径“{name}”指向文件夹之外，请重新打包")
            raise Unfit(str(why).format(name=member.name))


def office(folder: str) -> Check:
    """A package of Office Open XML whose main part lies in `folder` ("word", "xl", "ppt")."""

    def check(file: IO[bytes]) -> None:
        names = {member.name for member in measured(file)}
        if not _main_part(file, names).startswith(folder + "/"):
            raise mismatch(file)
        if any(_MACRO_PARTS.search(name) for name in names):
            raise Unfit(MACROS)

    return check


def ofd(file: IO[bytes]) -> None:
    """An OFD document (版式文档): OFD.xml lies at its root. Source: GB/T 33190-2016, 7."""
    if "OFD.xml" not in {member.name for member in measured(file)}:
        raise mismatch(file)


def listed(file: IO[bytes]) -> list[Member]:
    """The files of a zip with their declared sizes, for showing; folders left out."""
    with _opened(file) as package:
        rows = [info for info in package.infolist() if not info.is_dir()]
        return [Member(zip_name(info), info.file_size) for info in rows]


def measured(file: IO[bytes]) -> list[Member]:
    """Every member, really inflated and counted, within limits.

    Raises Unfit where the file is no zip, broken, encrypted or a bomb.
    """
    if not head_of(file, 4).startswith(_ZIP_HEAD):
        raise mismatch(file)
    found: list[Member] = []
    total = 0
    with _opened(file) as package:
        for info in package.infolist():
            size, head = _measure(file, info, UNPACKED_BYTES_MAX - total)
            total += size
            if not info.is_dir():
                found.append(Member(zip_name(info), size, head))
    return found


def zip_name(info: zipfile.ZipInfo) -> str:
    """Name of an entry; without the UTF-8 mark it is what Chinese Windows wrote: GB18030."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_archive(member: Member) -> bool:
    if member.ending in _ARCHIVE_ENDINGS:
        return True
    return member.head.startswith(_ARCHIVE_HEADS) and member.ending not in _DOCUMENT_ENDINGS


def leads_out(name: str) -> bool:
    """Whether a name would leave the folder that it is unpacked to."""
    return bool(re.match(r"[\\/]|[a-zA-Z]:", name)) or ".." in re.split(r"[\\/]", name)


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    _check_directory(file)
    file.seek(0)
    try:
        package = zipfile.ZipFile(file)
    except _BROKEN as failure:
        raise Unfit(BROKEN) from failure
    rows = package.infolist()
    if len(rows) > ENTRIES_MAX:
        raise too_many(len(rows))
    if any(info.flag_bits & _ENCRYPTED for info in rows):
        raise Unfit(PASSWORD)
    if sum(info.file_size for info in rows) > UNPACKED_BYTES_MAX:
        raise Unfit(BOMB)
    return package


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a table of contents beyond all reason before it is read into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _DIRECTORY_END_BYTES - _COMMENT_BYTES))
    tail = file.read()
    start = tail.rfind(_DIRECTORY_END)
    record = tail[start : start + _DIRECTORY_END_BYTES]
    if start < 0 or len(record) < _DIRECTORY_END_BYTES:
        raise Unfit(BROKEN)
    entries, directory_bytes = struct.unpack("<HI", record[10:16])
    if entries > ENTRIES_MAX or directory_bytes > DIRECTORY_BYTES_MAX:
        raise too_many(entries)


def too_many(entries: int) -> Unfit:
    why = _("里面的条目超过{limit}个，请分成几个文件")
    return Unfit(str(why).format(limit=ENTRIES_MAX, entries=entries))


def _measure(file: IO[bytes], info: zipfile.ZipInfo, left: int) -> tuple[int, bytes]:
    """Real size of one member, and its first bytes; `left`: how many bytes may still come out."""
    size, checksum, head = 0, 0, b""
    try:
        for chunk in _inflated(file, info):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            head = head or chunk[:HEAD_BYTES]
            suspect = size > SUSPECT_BYTES and size > SUSPECT_RATIO * info.compress_size
            if size > left or suspect:
                raise Unfit(BOMB)
    except _BROKEN as failure:
        raise Unfit(BROKEN) from failure
    if size != info.file_size or checksum != info.CRC:
        raise Unfit(BROKEN)
    return size, head


def _inflated(file: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member holds, in pieces, whatever the table of contents says of its size."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER_BYTES)
    name_bytes, extra_bytes = struct.unpack("<HH", header[26:30])
    file.seek(name_bytes + extra_bytes, 1)
    left = info.compress_size
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"compression {info.compress_type}")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and (packed := file.read(min(left, CHUNK_BYTES))):
        left -= len(packed)
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            yield stream.decompress(packed, 1024 * 1024)
            packed = stream.unconsumed_tail
    if info.compress_type == zipfile.ZIP_DEFLATED:
        yield stream.flush()


def _main_part(file: IO[bytes], names: set[str]) -> str:
    """Name of the part that holds the document; "" where the package names none."""
    if "_rels/.rels" not in names:
        return ""
    with zipfile.ZipFile(file) as package:
        if package.getinfo("_rels/.rels").file_size > RELATIONS_BYTES_MAX:
            raise Unfit(BROKEN)
        source = package.read("_rels/.rels")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as failure:
        raise Unfit(BROKEN) from failure
    for relation in root.iter("{*}Relationship"):
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
            return target
    return ""
