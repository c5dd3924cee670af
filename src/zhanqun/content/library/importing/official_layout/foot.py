"""What stands below the text (版记与落款): attachments named, signature, date, copies."""

import re

from zhanqun.content.library.dates import find_dates
from zhanqun.content.library.importing.official_layout.lines import Line, joined, lines_of
from zhanqun.content.library.importing.official_layout.organs import split_organs, without_spacing
from zhanqun.content.library.importing.official_layout.parts import Layout

LONGEST_SIGNATURE = 60
LONGEST_SIGNER = 24
LINES_TO_NOTE = 3

_ATTACHMENT = re.compile(r"附\s*件\s*[:：]\s*(.+)")
_ITEM = re.compile(r"\d{1,2}\s*[.．、]\s*(.+)")
_NOTE = re.compile(r"[（(]\s*([^（）()]{2,60})\s*[）)]")
_COPIED = re.compile(r"抄\s*送\s*[:：]\s*(.+)")
_PRINTED_END = re.compile(r"\s*印\s*发\s*$")
_SEAL = re.compile(r"[（(]\s*(?:加?\s*盖?\s*(?:印章|公章)|盖章|章|印)\s*[）)]")
# An order is signed by a person: 市长　张某.
_PERSON = re.compile(r"[^，。；：]{0,12}(?:长|主任|总理|书记|主席)[\s\u3000]+\S.*")


def read_foot(layout: Layout) -> None:
    """Fill what the body of the document ends with; the body keeps it all."""
    lines = list(lines_of(layout.body))
    at = None if layout.written_on else _read_signature(lines, layout)
    layout.attachments = _attachments(lines[:at])
    if at is not None:
        layout.note = _note(lines[at + 1 : at + 1 + LINES_TO_NOTE])
    _read_copies(lines, layout)


def _read_signature(lines: list[Line], layout: Layout) -> int | None:
    """The first line that is nothing but a date, or organs and a date, with the organs above."""
    for at, line in enumerate(lines):
        text = _SEAL.sub("", line.text).strip()
        found = find_dates(text) if len(text) <= LONGEST_SIGNATURE and not line.in_table else []
        if len(found) != 1 or text[found[0].end :].strip("）) 　印"):
            continue
        before = text[: found[0].start].strip("（( 　")
        organs = split_organs(without_spacing(before))
        if before and not organs:
            continue
        first = at
        if not before:
            first, organs = _organs_above(lines, at)
        layout.written_on = found[0].day
        layout.signed_by = organs or _person_above(lines, at)
        layout.organs = layout.organs or organs
        signed = lines[first : at + 1] if layout.signed_by else [line]
        _set_right(signed)
        return at
    return None


def _organs_above(lines: list[Line], at: int) -> tuple[int, list[str]]:
    """Names on the lines just above; each organ of a joint issue may have one of its own."""
    names: list[str] = []
    while at and not lines[at - 1].in_table:
        text = _SEAL.sub("", lines[at - 1].text).strip()
        found = split_organs(without_spacing(text))
        if not found or len(text) > LONGEST_SIGNATURE:
            break
        names = [*found, *names]
        at -= 1
    return at, names


def _person_above(lines: list[Line], at: int) -> list[str]:
    text = lines[at - 1].text if at else ""
    is_person = len(text) <= LONGEST_SIGNER and _PERSON.fullmatch(text)
    return [" ".join(text.split())] if is_person else []


def _set_right(lines: list[Line]) -> None:
    """Signature and date stand at the right, however the file came by it."""
    for line in lines:
        if line.para.tag == "p" and not line.para.align:
            line.para.align = "right"


def _attachments(lines: list[Line]) -> list[str]:
    """Names in 附件：1.… 2.…; the heading 附件 over an attachment itself is none."""
    for at, line in enumerate(lines):
        match = _ATTACHMENT.fullmatch(line.text)
        if match is None:
            continue
        first = _ITEM.fullmatch(match[1])
        if first is None:
            return [match[1].rstrip("。；;")]
        names = [first[1]]
        for following in lines[at + 1 :]:
            item = _ITEM.fullmatch(following.text)
            if item is None:
                break
            names.append(item[1])
        return [name.strip().rstrip("。；;") for name in names]
    return []


def _note(lines: list[Line]) -> str:
    """附注, such as （此件公开发布）."""
    for line in lines:
        if match := _NOTE.fullmatch(line.text):
            return match[1]
    return ""


def _read_copies(lines: list[Line], layout: Layout) -> None:
    """抄送机关, 印发机关 and 印发日期, in paragraphs or in the table that sets them."""
    for at, line in enumerate(lines):
        if match := _COPIED.fullmatch(line.text):
            layout.copied_to = match[1].strip().rstrip("。")
        if _PRINTED_END.search(line.text):
            text = _PRINTED_END.sub("", line.text)
            found = find_dates(text)
            if len(found) != 1 or text[found[0].end :].strip():
                continue
            above = lines[at - 1].text if at and line.in_table else ""
            organ = text[: found[0].start].strip() or above
            layout.printed_by = joined(organ) if split_organs(joined(organ)) else ""
            layout.printed_on = found[0].day
