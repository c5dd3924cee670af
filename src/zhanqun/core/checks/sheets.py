"""Word lists as files (词表文件): CSV, TXT and .xlsx in, CSV and .xlsx out."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks.kinds import Level
from zhanqun.core.checks.models import Entry
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.sheets import TooLarge, Unreadable, xlsx_lines, xlsx_of

BYTES_MAX = 10 * 1024 * 1024
ROWS_MAX = 100_000
UNPACKED_BYTES_MAX = 100 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")

# Columns by the names they go by; the first is the one we write.
COLUMNS = {
    "wrong": ("查找的词", "wrong", "错误", "错词", "错误表述", "错误写法", "词", "规范名称"),
    "right": ("建议", "right", "正确", "建议词", "正确表述", "正确写法"),
    "level": ("级别", "level"),
    "contexts": ("允许语境", "contexts"),
    "is_quotable": ("引号内不报", "quotable"),
    "ended_on": ("停用日期", "ended_on"),
    "source": ("来源依据", "source", "seen_in", "出处", "来源"),
    "kind": ("错误类型", "kind", "类型"),
}
_NAMES = {name: column for column, names in COLUMNS.items() for name in names}
WRITTEN = ("wrong", "right", "level", "contexts", "is_quotable", "ended_on", "source")
_LEVELS = {"严重": Level.BLOCK, "提醒": Level.WARN, "仅供参考": Level.HINT}
# Kinds of error that are severe whatever the level of the list.
SEVERE_KINDS = frozenset(("国名", "国号", "领导人", "政治"))
_BETWEEN_WORDS = re.compile(r"\s+|=+>?|→|-+>")
_BETWEEN_CONTEXTS = re.compile(r"[|｜；;]")
# A sheet program would take these for a formula.
_FORMULA = tuple("=+-@\t\r")


class UnreadableFile(DomainError):
    """The file is none that holds a list."""

    code = "checks.unreadable_file"
    message = _("文件无法读取。请用 CSV、TXT（每行“错误 正确”）或 .xlsx，编码为 UTF-8 或 GB18030。")


class FileTooLarge(DomainError):
    """More than one import takes."""

    code = "checks.file_too_large"
    message = _("文件过大：一次最多 10 MB、10 万行。请分成几个文件导入。")


class NoWords(DomainError):
    """The table has no column of words."""

    code = "checks.no_words"
    message = _("没有找到词条。表格第一行应有“查找的词”和“建议”两列（或 wrong、right）。")


@dataclass
class SheetRow:
    """One row: its line in the file, from 1, and what it says."""

    line: int
    wrong: str
    right: str = ""
    level: str = ""
    contexts: list[str] = field(default_factory=list)
    is_quotable: bool = False
    ended_on: date | None = None
    source: str = ""


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """Read a file by its kind. Raises UnreadableFile, FileTooLarge, NoWords."""
    if len(content) > BYTES_MAX:
        raise FileTooLarge
    if content.startswith(b"PK"):
        lines = _xlsx_lines(content)
    elif name.lower().endswith(".txt"):
        lines = _txt_lines(_decoded(content))
    else:
        lines = _csv_lines(_decoded(content))
    rows = list(_rows(lines))
    if not rows:
        raise NoWords
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableFile


def _txt_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    yield 0, ["wrong", "right"]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, _BETWEEN_WORDS.split(line.strip(), maxsplit=1)


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for cells in reader:
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise UnreadableFile from error


def _delimiter(text: str) -> str:
    return max(",\t;", key=text.partition("\n")[0].count)


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = xlsx_lines(content, unpacked_most=UNPACKED_BYTES_MAX)
        yield from ((number, cells) for number, cells in lines if any(cells))
    except TooLarge as error:
        raise FileTooLarge from error
    except Unreadable as error:
        raise UnreadableFile from error


def _rows(lines: Iterable[tuple[int, list[str]]]) -> Iterator[SheetRow]:
    """Rows below a header; a table without one has 查找的词 and 建议 first."""
    columns: list[str] = []
    for count, (number, cells) in enumerate(lines):
        if count > ROWS_MAX:
            raise FileTooLarge
        texts = [_unquoted(cell.strip()) for cell in cells]
        if not columns:
            columns = [_NAMES.get(text.lower(), "") for text in texts]
            if "wrong" in columns:
                continue
            columns = ["wrong", "right"]
        said = dict(zip(columns, texts, strict=False))
        if said.get("wrong"):
            yield _row(number, said)


def _unquoted(cell: str) -> str:
    """A cell without the mark by which `written_csv` kept it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _row(number: int, said: dict[str, str]) -> SheetRow:
    level = _LEVELS.get(said.get("level", ""), said.get("level", ""))
    if not level and said.get("kind") in SEVERE_KINDS:
        level = Level.BLOCK
    return SheetRow(
        line=number,
        wrong=said["wrong"],
        right=said.get("right", ""),
        level=str(level) if level in Level.values else "",
        contexts=[p for p in _BETWEEN_CONTEXTS.split(said.get("contexts", "")) if p.strip()],
        is_quotable=said.get("is_quotable", "") in ("是", "1", "true", "yes"),
        ended_on=_day(said.get("ended_on", "")),
        source=said.get("source", "")[:200],
    )


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def written_csv(entries: Iterable[Entry]) -> bytes:
    """Entries as CSV in UTF-8 with a mark, which sheet programs need."""
    output = io.StringIO()
    writer = csv.writer(output)
    for cells in _written(entries):
        writer.writerow("'" + cell if cell.startswith(_FORMULA) else cell for cell in cells)
    return output.getvalue().encode("utf-8-sig")


def written_xlsx(entries: Iterable[Entry]) -> bytes:
    """Entries as a workbook whose cells are all text, never formulas."""
    head, *rows = _written(entries)
    return b"".join(xlsx_of(head, rows))


def _written(entries: Iterable[Entry]) -> Iterator[list[str]]:
    yield [COLUMNS[name][0] for name in WRITTEN]
    levels = {str(level): word for word, level in _LEVELS.items()}
    for entry in entries:
        yield [
            entry.wrong,
            entry.right,
            levels.get(entry.level, ""),
            "|".join(entry.contexts),
            "是" if entry.is_quotable else "",
            entry.ended_on.isoformat() if entry.ended_on else "",
            entry.source,
        ]
