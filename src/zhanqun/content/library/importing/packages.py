"""Opening what people upload (上传文件的读取): zip files within limits, kinds by content."""

import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy
from lxml import etree

from zhanqun.foundation.errors import DomainError

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
# A part of markup takes many times its size once it is parsed.
MAX_XML_BYTES = 48 * 1024 * 1024
_BLOCK = 1 << 20
_ENTRY_MARK = b"PK\x01\x02"
# What reading a damaged zip raises.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    OSError,
    EOFError,
    NotImplementedError,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 Strict uses other names for the same elements.
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)


class BrokenFile(DomainError):
    """The file cannot be opened (文件损坏)."""

    code = "library.broken_file"
    message = gettext_lazy(
        "文件已损坏或不完整，无法打开（{reason}）。请在原程序中重新打开，另存后再上传。"
    )


class EncryptedFile(DomainError):
    """The file has a password (文件已加密)."""

    code = "library.encrypted_file"
    message = gettext_lazy("文件设有密码，无法读取。请取消密码后另存，再上传。")


class OldOfficeFile(DomainError):
    """A binary .doc, .xls or .wps, whatever its name says (旧版格式)."""

    code = "library.old_office_file"
    message = gettext_lazy(
        "这是旧版 {kind} 格式的文件（改扩展名并不改变格式）。请用 WPS 或 Word 打开，"
        "“另存为”{wanted} 后再上传。"
    )


class WrongKindOfFile(DomainError):
    """Another kind of file than expected (文件类型不符)."""

    code = "library.wrong_kind_of_file"
    message = gettext_lazy("需要 {wanted} 文件，上传的却是 {kind}。")


class TooLarge(DomainError):
    """Unpacked, the file would be beyond all reason (解压后过大)."""

    code = "library.unpacks_too_large"
    message = gettext_lazy(
        "文件解压后过大（{entries} 个条目，{megabytes} MB），超过上限"
        "（{max_entries} 个条目，{max_megabytes} MB，其中正文不超过 48 MB），为安全起见不予打开。"
    )


@dataclass(frozen=True)
class Relationship:
    """Where a part points: `target` is a part's name, or an address when `external`."""

    target: str
    kind: str
    external: bool


class Package:
    """A zip-based office file, read part by part within limits."""

    def __init__(self, data: bytes, wanted: str) -> None:
        self._archive = open_zip(data, wanted)
        self._names = set(self._archive.namelist())

    def main_part(self) -> str:
        """Name of the part that holds the document, the sheet book or the slides."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument":
                return relationship.target
        raise BrokenFile(reason="[Content_Types]/_rels")

    def has(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Bytes of a part. Raises BrokenFile, TooLarge."""
        return read_entry(self._archive, name)

    def xml(self, name: str) -> etree._Element:
        """Root of a part, parsed without entities or network. Raises BrokenFile, TooLarge."""
        if self.has(name) and self._archive.getinfo(name).file_size > MAX_XML_BYTES:
            raise _too_large(self._archive.infolist())
        source = self.read(name)
        for strict, usual in _STRICT_NAMES:
            source = source.replace(strict, usual)
        try:
            root = etree.fromstring(source, xml_parser())
        except etree.XMLSyntaxError as error:
            raise BrokenFile(reason=name) from error
        if root.getroottree().docinfo.doctype:
            raise BrokenFile(reason=f"{name}: DOCTYPE")
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What `part` ("" for the package) points to, by relationship id."""
        path = PurePosixPath(part)
        name = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
        if not self.has(name):
            return {}
        found = {}
        for element in self.xml(name).iter(_RELATIONSHIP):
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            found[element.get("Id") or ""] = Relationship(
                target if external else _absolute(target, path.parent),
                (element.get("Type") or "").rsplit("/", 1)[-1],
                external,
            )
        return found


def read_entry(archive: zipfile.ZipFile, name: "str | zipfile.ZipInfo") -> bytes:
    """An entry's bytes, block by block: read in one piece it inflates whatever it says it holds.

    Raises BrokenFile, TooLarge.
    """
    blocks, size = [], 0
    try:
        with archive.open(name) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > MAX_UNPACKED_BYTES:
                    raise _too_large(archive.infolist())
                blocks.append(block)
    except UNREADABLE as error:
        raise BrokenFile(reason=getattr(name, "filename", name)) from error
    return b"".join(blocks)


def check_readable(archive: zipfile.ZipFile) -> None:
    """Read every entry once, before a library does so in one piece. Raises like `read_entry`."""
    for entry in archive.infolist():
        read_entry(archive, entry)


def xml_parser() -> etree.XMLParser:
    """Parser for hostile XML: no entities, no network, no DTD."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
    )


def open_zip(data: bytes, wanted: str) -> zipfile.ZipFile:
    """Open a zip within limits.

    wanted: what the person was to upload, for the message.
    Raises EncryptedFile, OldOfficeFile, WrongKindOfFile, BrokenFile, TooLarge.
    """
    if data.startswith(OLE):
        raise old_office_refusal(data, wanted)
    if not data.startswith(b"PK"):
        raise _not_a_zip(data, wanted)
    marks = data.count(_ENTRY_MARK)
    if marks > 2 * MAX_ENTRIES:  # before so many are read one by one
        raise _too_large([], marks)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*UNREADABLE, ValueError) as error:
        raise BrokenFile(reason="zip") from error
    # Read by blocks, an entry never gives more bytes than it says, so their sum is the limit.
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED_BYTES:
        raise _too_large(entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFile
    return archive


def _too_large(entries: list[zipfile.ZipInfo], count: int = 0) -> TooLarge:
    return TooLarge(
        entries=count or len(entries),
        megabytes=sum(entry.file_size for entry in entries) >> 20,
        max_entries=MAX_ENTRIES,
        max_megabytes=MAX_UNPACKED_BYTES >> 20,
    )


def is_locked(data: bytes) -> bool:
    """Whether an OLE file holds an Office document under a password."""
    return "EncryptedPackage".encode("utf-16-le") in data


def is_old_word(data: bytes) -> bool:
    """Whether an OLE file is a Word or WPS text (.doc, .wps)."""
    return "WordDocument".encode("utf-16-le") in data


def is_open_text(data: bytes) -> bool:
    """Whether a zip is an OpenDocument text (.odt)."""
    return b"application/vnd.oasis.opendocument.text" in data[:200]


def old_office_refusal(data: bytes, wanted: str) -> DomainError:
    """Why an OLE file is refused: it is encrypted, or an old format."""
    if is_locked(data):
        return EncryptedFile()
    streams = {"WordDocument": "Word（.doc）", "Workbook": "Excel（.xls）", "Book": "Excel（.xls）",
               "PowerPoint Document": "PowerPoint（.ppt）"}  # fmt: skip
    kind = next(
        (name for stream, name in streams.items() if stream.encode("utf-16-le") in data), "Office"
    )
    return OldOfficeFile(kind=kind, wanted=wanted)


def kind_of(data: bytes) -> str:
    """Kind of a file by its first bytes: "zip", "ole", "pdf", "rtf", "html", "image", "other"."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    if start.startswith(b"%pdf"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if re.match(rb"<(?:!doctype|html|head|body|meta|table|div|p|!--)", start):
        return "html"
    if re.match(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", data):
        return "image"
    return "other"


def _not_a_zip(data: bytes, wanted: str) -> DomainError:
    kind = kind_of(data)
    if kind == "other":
        return BrokenFile(reason=f"{len(data)} B")
    names = {"pdf": "PDF", "rtf": "RTF", "html": "HTML", "image": "JPG/PNG/GIF"}
    return WrongKindOfFile(wanted=wanted, kind=names[kind])


def _absolute(target: str, folder: PurePosixPath) -> str:
    """Name of a part from a relationship's target, with ".." resolved."""
    path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else folder / target
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
