"""The head of a document (版头) and its title: marks, number, signer, title, recipients."""

import re
from dataclasses import dataclass

from zhanqun.content.library.dates import find_dates
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.importing.official_layout.lines import (
    Line,
    joined,
    line_of,
    lines_of_table,
)
from zhanqun.content.library.importing.official_layout.organs import split_organs, title_of
from zhanqun.content.library.importing.official_layout.parts import Layout
from zhanqun.content.library.rich_text_blocks import Block, Para, Rule, Table

HEAD_LINES = 16
LONGEST_HEAD_LINE = 60
LONGEST_HEAD_TABLE = 6

_KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|条例|规定|办法"
    "|细则|方案|规划|计划|预案|要点|公示|说明|解读|总结|讲话|指南|目录|清单|标准|规范|章程"
)
TITLE_END = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_MARK_END = re.compile(r"文\s*件$")
_SENTENCE_END = re.compile("[。；！？;!?]$")
_COPY_NUMBER = re.compile(r"(?:No\.?|№)?\s*(\d{6})", re.IGNORECASE)
_SECRECY = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆]\s*.{0,8})?")
_URGENCY = re.compile(r"特\s*急|加\s*急|特\s*提|平\s*急")
_SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*(.*)")
# What stands under 令, 公告 and 纪要: a number without the organ's code.
_BARE_NUMBER = re.compile(
    r"[（(]?\s*(?:第\s*[\d一二三四五六七八九十百]+\s*[号期]"
    r"|(?:\d{4}\s*年\s*|[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*)第?\s*\d+\s*[号期])\s*[）)]?"
)
_NUMBERED_WITH_NAME = re.compile(r"(?:令|公告)$")
_NUMBERED_BY_ISSUE = re.compile(r"(?:纪要|公报|简报|通报|通告)$")


@dataclass(frozen=True)
class _Number:
    """Where the number stands: the first and the last of its lines."""

    first: int
    last: int


def read_head(blocks: list[Block], layout: Layout) -> int:
    """Fill what stands above the text; returns how many blocks that takes."""
    lines = _head_lines(blocks)
    recipients_from = lines[-1].block + 1 if lines else 0
    layout.recipients = _recipients(blocks, recipients_from)
    plain = [line for line in lines if not _take_mark(line.text, layout)]
    number = _number(plain, layout)
    used = _before_text(plain, layout) if number is None else _around(plain, number, layout)
    return plain[used - 1].block + 1 if used else 0


def _head_lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for at, block in enumerate(blocks[:HEAD_LINES]):
        if isinstance(block, Rule):
            continue
        found = _lines_of_block(block, at)
        if not found or any(_is_text(line.text) for line in found):
            break
        lines += found
    return lines


def _lines_of_block(block: Block, at: int) -> list[Line]:
    """A paragraph is one line; a small table that sets mark or number is one line a cell."""
    if isinstance(block, Para):
        text = line_of(block)
        return [Line(text, at, block)] if text else []
    cells = list(lines_of_table(block, at)) if isinstance(block, Table) else []
    sets_head = any(
        _MARK_END.search(cell.text) or _SIGNER.match(cell.text) or _parsed(cell.text)
        for cell in cells
    )
    return cells if sets_head and len(cells) <= LONGEST_HEAD_TABLE else []


def _is_text(line: str) -> bool:
    is_long = len(line) > LONGEST_HEAD_LINE or bool(_SENTENCE_END.search(line))
    return is_long or _is_recipients(line)


def _is_recipients(line: str) -> bool:
    return line.endswith(("：", ":")) and "。" not in line and not _SIGNER.match(line)


def _recipients(blocks: list[Block], start: int) -> str:
    for block in blocks[start : start + 2]:
        line = line_of(block)
        if _is_recipients(line):
            return line.rstrip("：:")
    return ""


def _take_mark(line: str, layout: Layout) -> bool:
    """Take 份号, 密级, 紧急程度 and a line of 签发人; False for any other line."""
    if match := _SIGNER.fullmatch(line):
        layout.signer = match[1].strip()
        return True
    parts = [line] if _is_mark(line) else line.split()
    if not all(map(_is_mark, parts)):
        return False
    for part in parts:
        if match := _COPY_NUMBER.fullmatch(part):
            layout.copy_number = match[1]
        elif _SECRECY.fullmatch(part):
            layout.secrecy = joined(part)
        else:
            layout.urgency = joined(part)
    return True


def _is_mark(part: str) -> bool:
    return any(mark.fullmatch(part) for mark in (_COPY_NUMBER, _SECRECY, _URGENCY))


def _parsed(text: str) -> bool:
    try:
        normalise(_without_signer(text))
    except NotADocumentNumber:
        return False
    return True


def _without_signer(line: str) -> str:
    return re.split(r"\s*签\s*发\s*人", line)[0].strip().strip("（）()")


def _number(lines: list[Line], layout: Layout) -> _Number | None:
    for at, line in enumerate(lines):
        above = joined(lines[at - 1].text) if at else ""
        is_bare = bool(_BARE_NUMBER.fullmatch(line.text))
        if is_bare and _NUMBERED_WITH_NAME.search(above):
            if _take_number(above + joined(line.text).strip("（）()"), layout):
                return _Number(at - 1, at)
        elif is_bare and _NUMBERED_BY_ISSUE.search(above):
            layout.number_text = joined(line.text).strip("（）()")
            return _Number(at, at)
        elif _take_number(_without_signer(line.text), layout):
            _take_signer(line.text, layout)
            return _Number(at, at)
    return None


def _take_number(text: str, layout: Layout) -> bool:
    try:
        layout.number, layout.number_warnings = normalise(text)
    except NotADocumentNumber:
        return False
    layout.number_text = text
    return True


def _take_signer(line: str, layout: Layout) -> None:
    if match := _SIGNER.search(line):
        layout.signer = match[1].strip()


def _around(lines: list[Line], number: _Number, layout: Layout) -> int:
    """Fill title and organs from the lines about the number; returns lines used."""
    before = [line.text for line in lines[: number.first]]
    after = [line.text for line in lines[number.last + 1 :]]
    under_title = joined("".join(before))
    if under_title and not _MARK_END.search(under_title) and TITLE_END.search(under_title):
        layout.title = title_of(before)
        return number.last + 1 + _line_of_date(after, layout)
    marks = [joined(_MARK_END.sub("", line)) for line in before]
    layout.organs = [organ for mark in marks for organ in split_organs(mark)]
    used = _lines_to_title_end(after)
    layout.title = title_of(after[:used]) or _title_of_number(layout)
    return number.last + 1 + used


def _title_of_number(layout: Layout) -> str:
    """An order or announcement without a title of its own goes by its number."""
    is_title = layout.number is not None and layout.number.form in {"order", "announcement"}
    if layout.number is None or not is_title:
        return ""
    organ = re.sub("(?:令|公告)$", "", layout.number.code)
    layout.organs = layout.organs or split_organs(organ)
    return layout.number.text


def _line_of_date(after: list[str], layout: Layout) -> int:
    """Organ and date under the head of 纪要 and 简报; returns whether the line was used."""
    line = after[0] if after else ""
    found = find_dates(line)
    organs = split_organs(line[: found[0].start]) if len(found) == 1 else []
    if not organs or line[found[0].end :].strip():
        return 0
    layout.organs, layout.written_on = organs, found[0].day
    return 1


def _lines_to_title_end(lines: list[str]) -> int:
    """Lines that the title takes: up to the kind of document, else one."""
    for used in range(1, len(lines) + 1):
        if TITLE_END.search(joined("".join(lines[:used]))):
            return used
    return min(1, len(lines))


def _before_text(lines: list[Line], layout: Layout) -> int:
    """Lines of a title without number: a heading or a centred line, and its second line.

    Only a title that has not come to its kind goes on into the next line.
    """
    marks = 0
    while len(lines) > marks + 1 and _MARK_END.search(lines[marks].text):
        layout.organs += split_organs(joined(_MARK_END.sub("", lines[marks].text)))
        marks += 1
    rest = lines[marks:]
    first = rest[0].para if rest else None
    if first is None or (first.tag == "p" and first.align != "center"):
        return 0
    texts = [line.text for line in rest]
    used = 1
    if _goes_on(texts):
        wanted = _lines_to_title_end(texts)
        centred = (line.para.align == first.align for line in rest[:wanted])
        used = wanted if all(centred) else 1
    layout.title = title_of(texts[:used])
    return marks + used


def _goes_on(lines: list[str]) -> bool:
    """Whether the title's first line needs the next: 关于 without its kind, or organs alone."""
    if "关于" in lines[0]:
        return not TITLE_END.search(lines[0])
    below = lines[1] if len(lines) > 1 else ""
    return "关于" in below and bool(split_organs(lines[0]))
