"""Zip packages of strangers (压缩包结构): opened within limits, by the bytes really inflated."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from lxml import etree

MAX_ENTRIES = 20_000
MAX_XML_BYTES = 48 * 1024 * 1024
MAX_INFLATED_BYTES = 256 * 1024 * 1024

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENTRY_MARK = b"PK\x01\x02"
_BLOCK = 1 << 20


class TooMuch(Exception):
    """The package would inflate beyond all reason."""


class _Counted(io.RawIOBase):
    """A member's stream that ends the reading where the package's budget is used up."""

    def __init__(self, package: "Package", stream: IO[bytes]) -> None:
        self._package, self._stream = package, stream

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(_BLOCK if size < 0 else min(size, _BLOCK))
        self._package.spend(len(block))
        return block


class Package:
    """Members of a zip by name. What is read counts against one budget of inflated bytes."""

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY_MARK) > 2 * MAX_ENTRIES:  # before so many are read one by one
            raise TooMuch
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.entries = self._archive.infolist()
        if len(self.entries) > MAX_ENTRIES:
            raise TooMuch
        self._names = {entry.filename: entry for entry in self.entries}
        self._left = MAX_INFLATED_BYTES

    def has(self, name: str) -> bool:
        return name in self._names

    def names(self, start: str = "") -> list[str]:
        return sorted(name for name in self._names if name.startswith(start))

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooMuch

    def stream(self, name: str) -> _Counted:
        """A member to be read in one pass. Raises LookupError, BadZipFile, RuntimeError."""
        return _Counted(self, self._archive.open(self._names[name]))

    def read(self, name: str, limit: int = MAX_XML_BYTES) -> bytes:
        """A member's bytes. Raises TooMuch above `limit` bytes, and like `stream`."""
        stream, blocks, size = self.stream(name), [], 0
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise TooMuch
            blocks.append(block)
        return b"".join(blocks)

    def xml(self, name: str) -> etree._Element:
        """Root of a part, without entities, network or DTD."""
        return etree.fromstring(self.read(name), _parser())

    def xml_if_there(self, name: str) -> etree._Element | None:
        return self.xml(name) if self.has(name) else None

    def elements(self, name: str, *tags: str) -> Iterator[tuple[str, etree._Element]]:
        """Start and end of the elements of a large part, which is never held whole."""
        for event, element in etree.iterparse(
            self.stream(name),
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            yield event, element
            if event == "end":
                element.clear()

    def related(self, part: str, kind: str = "") -> dict[str, str]:
        """Names of the parts that `part` points to, by relationship id, of one kind or all."""
        path = PurePosixPath(part)
        rows = self.xml_if_there(str(path.parent / "_rels" / f"{path.name}.rels"))
        if rows is None:
            return {}
        return {
            row.get("Id") or "": _absolute(row.get("Target") or "", path.parent)
            for row in rows.iter(_RELATIONSHIP)
            if (row.get("Type") or "").endswith(f"/{kind}" if kind else "")
            and row.get("TargetMode") != "External"
        }


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


def _absolute(target: str, folder: PurePosixPath) -> str:
    path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else folder / target
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
