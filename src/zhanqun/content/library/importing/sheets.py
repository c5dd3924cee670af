"""Tables of documents (文件目录表): CSV and .xlsx, a document a row.

One bad row never costs the others: what is wrong with a row is written beside it.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.characters import clean_text, decode
from zhanqun.content.library.dates import Moment, NotADate, parse_cell
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.importing.histories import REPEALED, begins_on, steps_of
from zhanqun.content.library.importing.imported import ImportedText, OtherDate
from zhanqun.content.library.importing.packages import (
    UNREADABLE,
    BrokenFile,
    check_readable,
    open_zip,
)
from zhanqun.content.library.rich_text import clean_html
from zhanqun.content.library.states import Validity
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.sheets import original_of

MAX_ROWS = 100_000
LONGEST_CELL = 16 * 1024 * 1024
csv.field_size_limit(LONGEST_CELL)

# Columns by the names they go by; the first name of each is the official one, for messages.
COLUMNS = {
    "title": ("标题", "title", "文件名称", "文件标题", "信息标题", "名称"),
    "number": (
        "发文字号",
        "文号",
        "doc_no",
        "doc_number",
        "document_number",
        "文件编号",
        "number",
        "令号",
        "order_no",
    ),
    "organs": ("发文机关", "issuer", "发布机构", "发文单位", "制发机关", "发布单位", "organ"),
    "written": ("成文日期", "written_on", "生成日期", "成文时间", "发文日期", "text_date"),
    "published": ("发布日期", "published_on", "published_at", "发布时间", "公开日期", "pub_date"),
    "index_number": ("索引号", "index_no", "index_number", "信息索引号"),
    "topic": ("主题分类", "topic", "主题", "分类"),
    "body": ("正文", "body", "content", "内容", "html"),
    "url": ("链接", "url", "link", "网址", "原文链接", "地址"),
    "source": ("来源", "source", "信息来源"),
    "genre": ("体裁分类", "体裁", "文种", "效力级别", "genre", "kind"),
    "effective": ("施行日期", "生效日期", "实施日期", "effective_from"),
    "expires": ("失效日期", "废止日期", "有效期至", "expires_on"),
    "validity": ("有效性", "时效性", "效力状态", "validity"),
    "history": ("沿革", "历史沿革", "题注", "history"),
    "author": ("作者", "author", "责任编辑"),
}
REQUIRED = ("title",)

# How tables word the validity of documents.
_VALIDITIES = {
    **{str(label): str(value) for value, label in Validity.choices},
    **{str(value): str(value) for value in Validity.values},
    "现行有效": "in_force", "已失效": "expired", "已废止": "repealed", "部分失效": "partly",
    "尚未生效": "not_yet", "已被修改": "amended",
}  # fmt: skip

_NAMES = {name: column for column, names in COLUMNS.items() for name in names}
_LEGACY = re.compile(r"^(?:legacy[_ ]|旧库|原库|旧系统|原系统)", re.IGNORECASE)
_LEGACY_DATES = (
    (re.compile("written|成文", re.IGNORECASE), "written_on"),
    (re.compile("publish|发布", re.IGNORECASE), "published_on"),
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")

Cells = list[object]


class HeaderNotRecognised(DomainError):
    """The first row does not name the columns that are needed (表头不符)."""

    code = "library.header_not_recognised"
    message = gettext_lazy("表头缺少必需的列：{missing}。读到的列有：{found}。")


class TooManyRows(DomainError):
    """The table has more rows than one import takes (行数过多)."""

    code = "library.too_many_rows"
    message = gettext_lazy("表格超过 {limit} 行，请分成几个文件导入。")


@dataclass
class Row:
    """One row: its line in the file (from 1), what it says, what is wrong with it.

    ignored: cells of columns that nobody knows or that hold an old system's own values.
    """

    line: int
    text: ImportedText = field(default_factory=ImportedText)
    errors: list[str] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    """Cells of one line as read, or why it could not be read."""

    number: int
    cells: Cells
    error: str = ""


def read_csv(data: bytes, declared: str | None = None) -> list[Row]:
    """Read a CSV in UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs.

    Raises UndecodableText, HeaderNotRecognised, TooManyRows.
    """
    text = clean_text(decode(data, declared).text)
    return _rows(_csv_lines(text, _delimiter(text)), base_1904=False)


def read_xlsx(data: bytes) -> list[Row]:
    """Read the first sheet that has rows; dates count from the workbook's own base.

    Raises BrokenFile, EncryptedFile, OldOfficeFile, WrongKindOfFile, TooLarge,
    HeaderNotRecognised, TooManyRows.
    """
    # Takes half a second to load: only where a workbook is read, not in every process.
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.utils.exceptions import InvalidFileException

    with open_zip(data, "Excel（.xlsx）") as archive:
        check_readable(archive)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        base_1904 = book.epoch == CALENDAR_MAC_1904
        lines = [list(_sheet_lines(sheet)) for sheet in book.worksheets]
    except (*UNREADABLE, InvalidFileException, ValueError, SyntaxError) as error:
        raise BrokenFile(reason="xlsx") from error
    return _rows(iter(next(filter(None, lines), [])), base_1904=base_1904)


def _sheet_lines(sheet: object) -> Iterator[_Line]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, start=1):
        if any(cell not in {None, ""} for cell in cells):
            yield _Line(number, list(cells))


def _delimiter(text: str) -> str:
    header = text.lstrip("\n").partition("\n")[0]
    return max(",\t;", key=header.count)


def _csv_lines(text: str, delimiter: str) -> Iterator[_Line]:
    """Lines of a CSV; after a broken quotation reading goes on with the next line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    at = 0
    while at < len(lines):
        rest = (lines[number] for number in range(at, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        begin = at
        try:
            for cells in reader:
                if any(cells):
                    yield _Line(begin + 1, [original_of(cell) for cell in cells])
                begin = at + reader.line_num
            return
        except csv.Error:
            yield _Line(begin + 1, [], _("引号不成对或位置不对，这一行无法读取。"))
            at = begin + 1


def _rows(lines: Iterator[_Line], *, base_1904: bool) -> list[Row]:
    header = next(lines, _Line(1, []))
    names = [_text(cell) for cell in header.cells]
    columns = [_NAMES.get(_plain_name(name), "") for name in names]
    missing = [COLUMNS[column][0] for column in REQUIRED if column not in columns]
    if missing:
        found = "、".join(filter(None, names)) or _("（空）")
        raise HeaderNotRecognised(missing="、".join(missing), found=found)
    rows: list[Row] = []
    for line in lines:
        if len(rows) == MAX_ROWS:
            raise TooManyRows(limit=MAX_ROWS)
        rows.append(_row(line, names, columns, base_1904=base_1904))
    return rows


def _plain_name(name: str) -> str:
    return re.sub(r"\s+|[（(].*|[*:：]", "", name).lower()


def _row(line: _Line, names: list[str], columns: list[str], *, base_1904: bool) -> Row:
    row = Row(line.number)
    if line.error:
        row.errors.append(line.error)
        return row
    extra = len(line.cells) - len(names)
    if extra > 0 and any(_text(cell) for cell in line.cells[len(names) :]):
        row.errors.append(_("比表头多出 {count} 列，请检查分隔符和引号。").format(count=extra))
    known: dict[str, object] = {}
    for name, column, cell in zip(names, columns, line.cells, strict=False):
        if column and column not in known:
            known[column] = cell
        elif text := _text(cell):
            row.ignored[name] = text
    _read_facts(row, known, base_1904=base_1904)
    _compare_legacy_dates(row, base_1904=base_1904)
    return row


def _read_facts(row: Row, known: dict[str, object], *, base_1904: bool) -> None:
    imported = row.text
    for column in ("title", "index_number", "topic", "url", "source", "author"):
        setattr(imported, column, _text(known.get(column)))
    if not imported.title:
        row.errors.append(_("没有标题。"))
    organs = re.split(r"[、，,;；\s]+", _text(known.get("organs")))
    imported.issuing_organs = [organ for organ in organs if organ]
    _read_number(imported, _text(known.get("number")))
    if moment := _moment(row, "written", known.get("written"), base_1904=base_1904):
        imported.written_on = moment.day
    if moment := _moment(row, "published", known.get("published"), base_1904=base_1904):
        imported.published_on, imported.published_at = moment.day, moment.at
    imported.published_text = _text(known.get("published"))
    _read_body(imported, known.get("body"))
    _read_force(row, known, base_1904=base_1904)


def _read_force(row: Row, known: dict[str, object], *, base_1904: bool) -> None:
    """Genre, days in force, validity and history (效力、沿革)."""
    imported = row.text
    imported.genre = _text(known.get("genre"))
    for column, name in (("effective", "effective_from"), ("expires", "expires_on")):
        if moment := _moment(row, column, known.get(column), base_1904=base_1904):
            setattr(imported, name, moment.day)
    said = _text(known.get("validity"))
    imported.validity = _VALIDITIES.get(said, "")
    if said and not imported.validity:
        imported.warnings.append(_("“{words}”不是有效性，未导入。").format(words=said))
    number = imported.number.text if imported.number else ""
    imported.history, unread = steps_of(_text(known.get("history")), number)
    imported.effective_from = imported.effective_from or begins_on(imported.history)
    if not said and imported.history:
        ended = any(step.kind == REPEALED for step in imported.history)
        imported.validity = "" if ended else Validity.IN_FORCE
    if unread:
        words = "；".join(text[:40] for text in unread)
        imported.warnings.append(
            _("沿革有{n}处没有读懂：{words}").format(n=len(unread), words=words)
        )


def _read_number(imported: ImportedText, text: str) -> None:
    imported.number_text = text
    if not text:
        return
    try:
        imported.number, warnings = normalise(text)
    except NotADocumentNumber as refusal:
        imported.warnings.append(str(refusal))
    else:
        imported.warnings += warnings


def _read_body(imported: ImportedText, cell: object) -> None:
    source = "" if cell is None else str(cell)
    if not _MARKUP.search(source):
        source = "".join(f"<p>{escape(line)}</p>" for line in source.splitlines())
    cleaned = clean_html(source, imported.url or None)
    imported.body_html, imported.text = cleaned.html, cleaned.text
    imported.images, imported.dropped = cleaned.images, cleaned.dropped


def _moment(row: Row, column: str, cell: object, *, base_1904: bool) -> Moment | None:
    if not _text(cell):
        return None
    try:
        return parse_cell(cell, base_1904=base_1904)
    except NotADate as refusal:
        row.errors.append(f"{COLUMNS[column][0]}：{refusal}")
        return None


def _compare_legacy_dates(row: Row, *, base_1904: bool) -> None:
    """An old database's own dates are not believed; where they differ, that is told."""
    for name, value in row.ignored.items():
        if not _LEGACY.match(name):
            continue
        for pattern, attribute in _LEGACY_DATES:
            ours = getattr(row.text, attribute)
            if not pattern.search(name) or ours is None:
                continue
            try:
                theirs = parse_cell(value, base_1904=base_1904).day
            except NotADate:
                continue
            if theirs != ours:
                apart = (theirs - ours).days
                row.text.other_dates.append(OtherDate(name, ours, value, apart))
                message = _("“{name}”列为 {theirs}，与本表日期 {ours} 不同，已忽略该列。")
                row.text.warnings.append(message.format(name=name, theirs=theirs, ours=ours))


def _text(cell: object) -> str:
    """A cell as text; whole numbers without the decimal point a sheet gives them."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean_text(str(cell)).strip(" \u3000\xa0\n\t")
