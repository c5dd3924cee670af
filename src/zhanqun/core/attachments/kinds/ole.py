"""Old Office and WPS files (旧版Office、WPS): OLE files, told apart by their streams."""

import struct
from collections.abc import Iterator
from typing import IO

import olefile

from zhanqun.core.attachments.kinds.plain import Check, Unfit, head_of, mismatch
from zhanqun.core.attachments.kinds.zips import BROKEN, MACROS, PASSWORD

_HEAD = olefile.MAGIC
# What reading a damaged or hostile OLE file raises.
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, struct.error, RecursionError)
_WORD, _SLIDES, _SHEETS = "WordDocument", "PowerPoint Document", ("Workbook", "Book")
_MACRO_STORAGES = ("VBA", "_VBA_PROJECT_CUR", "_VBA_PROJECT")
# [MS-DOC] 2.5.2: fEncrypted. [MS-XLS] 2.4.117: FilePass. [MS-PPT] 2.3.2: headerToken.
_DOC_FLAGS_AT, _DOC_ENCRYPTED = 10, 0x0100
_XLS_FILE_PASS, _XLS_RECORDS = 0x002F, 40
_PPT_TOKEN_AT, _PPT_ENCRYPTED = 12, b"\xdf\xc4\xd1\xf3"
# [MS-PPT] 2.4.11: VBAInfoAtom; after its header a reference, then whether there are macros.
_PPT_MACROS = b"\x02\x00\x00\x04\x0c\x00\x00\x00"


def ole(*streams: str) -> Check:
    """An OLE file that holds one of `streams`. Raises Unfit for passwords and macros."""

    def check(file: IO[bytes]) -> None:
        if not head_of(file).startswith(_HEAD):
            raise mismatch(file)
        file.seek(0)
        try:
            with olefile.OleFileIO(file) as opened:
                _check(opened, streams, file)
        except _BROKEN as failure:
            raise Unfit(BROKEN) from failure

    return check


def refuse_encrypted(file: IO[bytes]) -> None:
    """Raise Unfit where a docx, xlsx or pptx is an OLE file: with a password it becomes one."""
    if not head_of(file).startswith(_HEAD):
        return
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as opened:
            if opened.exists("EncryptedPackage"):
                raise Unfit(PASSWORD)
    except _BROKEN as failure:
        raise Unfit(BROKEN) from failure


def _check(opened: olefile.OleFileIO, streams: tuple[str, ...], file: IO[bytes]) -> None:
    if opened.exists("EncryptedPackage"):
        raise Unfit(PASSWORD)
    if not any(opened.exists(name) for name in streams):
        raise mismatch(file)
    if any(_is_encrypted(opened, name) for name in streams if opened.exists(name)):
        raise Unfit(PASSWORD)
    if _has_macros(opened):
        raise Unfit(MACROS)


def _is_encrypted(opened: olefile.OleFileIO, name: str) -> bool:
    if name == _WORD:
        head = opened.openstream(name).read(_DOC_FLAGS_AT + 2)
        (flags,) = struct.unpack_from("<H", head, _DOC_FLAGS_AT)
        return bool(flags & _DOC_ENCRYPTED)
    if name == _SLIDES:
        user = opened.openstream("Current User").read(64) if opened.exists("Current User") else b""
        return user[_PPT_TOKEN_AT : _PPT_TOKEN_AT + 4] == _PPT_ENCRYPTED
    return _XLS_FILE_PASS in _records(opened.openstream(name).read(64 * 1024))


def _records(stream: bytes) -> Iterator[int]:
    """Kinds of the first records of a sheet book."""
    at = 0
    for _number in range(_XLS_RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind
        at += 4 + size


def _has_macros(opened: olefile.OleFileIO) -> bool:
    parts = {part for path in opened.listdir(streams=True, storages=True) for part in path}
    if parts & set(_MACRO_STORAGES):
        return True
    if not opened.exists(_SLIDES):
        return False
    stream = opened.openstream(_SLIDES).read()
    start = stream.find(_PPT_MACROS)
    return start >= 0 and stream[start + 12 : start + 16] == b"\x01\x00\x00\x00"
