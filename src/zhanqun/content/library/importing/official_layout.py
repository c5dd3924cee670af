"""The layout of official documents (公文格式): which paragraph is number, title, date.

Source: GB/T 9704-2012 7.2 and 7.3, and the form government sites give it, with the number
under the title.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from zhanqun.content.library.dates import find_dates
from zhanqun.content.library.document_numbers import (
    DocumentNumber,
    NotADocumentNumber,
    normalise,
)
from zhanqun.content.library.rich_text_blocks import Block, Para

HEAD_LINES = 16
LONGEST_HEAD_LINE = 60
LONGEST_SIGNATURE = 60

_KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|条例|规定|办法"
    "|细则|方案|规划|计划|预案|要点|公示|说明|解读|总结|讲话|指南|目录|清单|标准|规范|章程"
)
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_MARK_END = re.compile(r"文件$")
_OUTSIDE_TITLE = re.compile(
    r"\d{6}|(?:绝密|机密|秘密)[★☆]?.{0,6}|特急|加急|特提|平急|签发人[:：].*"
)
_TITLE_ORGANS = re.compile(r"(.{2,60}?)(?:关于|转发|批转|印发|公布|发布)")
_ORGAN_END = re.compile(
    "(?:政府|办公厅|办公室|委员会|委|部|厅|局|院|署|会|中心|处|室|指挥部|组|行|社|办|站|所|队|校|公司)$"
)
_SENTENCE_END = re.compile("[。；！？;!?]$")


@dataclass
class Layout:
    """What was recognised. `body` is the text without mark, number and title."""

    organs: list[str] = field(default_factory=list)
    number: DocumentNumber | None = None
    number_text: str = ""
    number_warnings: tuple[str, ...] = ()
    title: str = ""
    recipients: str = ""
    written_on: date | None = None
    body: list[Block] = field(default_factory=list)


def recognise(blocks: list[Block]) -> Layout:
    """Read head and signature of a document; what is not there stays empty."""
    layout = Layout()
    head = _head_lines(blocks)
    layout.recipients = _recipients(blocks, len(head))
    at = _number_line(head, layout)
    if at is None:
        used = _title_lines(head, blocks)
        layout.title = "".join(head[:used])
        layout.body = blocks[used:]
    else:
        used = at + 1 + _head_around_number(head, at, layout)
        layout.body = blocks[used:]
    _read_signature(layout)
    if organs := organs_of_title(layout.title):
        layout.organs = organs
    return layout


def organs_of_title(title: str) -> list[str]:
    """Organs a title begins with: 国务院办公厅、中央军委办公厅关于……"""
    match = _TITLE_ORGANS.match(title)
    return split_organs(match[1]) if match else []


def split_organs(text: str) -> list[str]:
    """Names of organs in a list of them, or nothing where one is no organ."""
    names = [name for name in re.split(r"[、，,;；\s]+", text.strip()) if name]
    return names if names and all(_ORGAN_END.search(name) for name in names) else []


def without_repeated_head(blocks: list[Block], title: str, number: str) -> list[Block]:
    """Drop the paragraphs at the top that only repeat title and number."""
    wanted, used = _joined(title), 0
    seen = ""
    while used < len(blocks) and seen != wanted:
        line = _joined(_line(blocks[used]))
        if not line or not wanted.startswith(seen + line):
            break
        seen += line
        used += 1
    if seen != wanted:
        return blocks
    if number and used < len(blocks) and _joined(_line(blocks[used])).strip("（）()") == number:
        used += 1
    return blocks[used:]


def plain_title(blocks: list[Block]) -> str:
    """First line of a text without official layout, if it reads like a title."""
    line = _line(blocks[0]) if blocks else ""
    is_sentence = line.endswith(("。", "；", "：", ":", "，"))
    return "" if is_sentence or len(line) > LONGEST_HEAD_LINE else line


def _line(block: Block) -> str:
    if not isinstance(block, Para):
        return ""
    return "".join("" if run.is_break else run.text for run in block.runs).strip()


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _head_lines(blocks: list[Block]) -> list[str]:
    lines = []
    for block in blocks[:HEAD_LINES]:
        line = _line(block)
        is_text = len(line) > LONGEST_HEAD_LINE or _SENTENCE_END.search(line)
        if not line or is_text or _is_recipients(line):
            break
        lines.append(line)
    return lines


def _is_recipients(line: str) -> bool:
    return line.endswith(("：", ":")) and not line.startswith("签发人")


def _recipients(blocks: list[Block], start: int) -> str:
    for block in blocks[start : start + 2]:
        line = _line(block)
        if _is_recipients(line):
            return line.rstrip("：:")
    return ""


def _number_line(head: list[str], layout: Layout) -> int | None:
    for at, line in enumerate(head):
        text = re.split(r"\s*签发人", line)[0].strip().strip("（）()")
        try:
            layout.number, layout.number_warnings = normalise(text)
        except NotADocumentNumber:
            continue
        layout.number_text = text
        return at
    return None


def _head_around_number(head: list[str], at: int, layout: Layout) -> int:
    """Fill title and organs from the lines about the number; return lines used after it."""
    before = [line for line in head[:at] if not _OUTSIDE_TITLE.fullmatch(line)]
    after = head[at + 1 :]
    joined = _joined("".join(before))
    if joined and not _MARK_END.search(joined) and _TITLE_END.search(joined):
        layout.title = joined
        return 0
    marks = [_joined(_MARK_END.sub("", line)) for line in before]
    layout.organs = [organ for mark in marks for organ in split_organs(mark)]
    signer = bool(after) and after[0].startswith("签发人")
    lines = after[1:] if signer else after
    used = _lines_to_title_end(lines)
    layout.title = _joined("".join(lines[:used]))
    return used + signer


def _lines_to_title_end(lines: list[str]) -> int:
    """Lines that the title takes: up to the kind of document, else one."""
    for used in range(1, len(lines) + 1):
        if _TITLE_END.search(_joined("".join(lines[:used]))):
            return used
    return min(1, len(lines))


def _title_lines(head: list[str], blocks: list[Block]) -> int:
    """Lines of a title without number: a heading or a centred line, and its second line.

    Only a title that says 关于 and has not come to its kind goes on into the next line.
    """
    first = blocks[0] if head else None
    if not isinstance(first, Para) or (first.tag == "p" and first.align != "center"):
        return 0
    if "关于" in head[0] and not _TITLE_END.search(head[0]):
        used = _lines_to_title_end(head)
        centred = (isinstance(b, Para) and b.align == first.align for b in blocks[:used])
        return used if all(centred) else 1
    return 1


def _read_signature(layout: Layout) -> None:
    """Signature and date (落款、成文日期): the first line that is nothing but these."""
    lines = [_line(block) for block in layout.body]
    for at, line in enumerate(lines):
        found = find_dates(line) if len(line) <= LONGEST_SIGNATURE else []
        if len(found) != 1 or line[found[0].end :].strip("）) 　印"):
            continue
        before = line[: found[0].start].strip("（( 　")
        signer = before or (lines[at - 1] if at else "")
        organs = split_organs(_without_spacing(signer))
        if before and not organs:
            continue
        layout.written_on = found[0].day
        layout.organs = layout.organs or organs
        return


def _without_spacing(name: str) -> str:
    """A name whose letters were set apart (国 务 院) in one piece."""
    parts = name.split()
    return "".join(parts) if parts and all(len(part) == 1 for part in parts) else name
