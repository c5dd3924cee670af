"""Runs of one paragraph made tidy (段内文字): spaces, line ends, equal looks joined."""

import re
from collections.abc import Iterator

from zhanqun.content.library.characters import clean_text
from zhanqun.content.library.rich_text_blocks import UNDERLINE, Run

LINE_END_SIGHT = 64

SPACES = re.compile(r"[ \t\f\r\n]+")
_BLANKS = re.compile(" {2,}")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def tidied(runs: list[Run], drop_marks: int = 0) -> list[Run]:
    """Merge runs of one look, collapse spaces, trim lines; underlined blanks of forms stay."""
    merged: list[Run] = []
    for run in runs:
        if run.is_text:
            run = _spaced(run, drop_marks)
            if merged and _same_look(merged[-1], run):
                run = run.with_text(merged.pop().text + run.text)
        merged.append(run)
    merged = _join_lines(merged) if any("\n" in run.text for run in merged) else merged
    return _trimmed(merged)


def _spaced(run: Run, drop_marks: int) -> Run:
    text = clean_text(run.text)
    if not run.marks & UNDERLINE:
        text = text.replace("\xa0", " ")
    if "\n" in text or "\t" in text or "  " in text or "\r" in text or "\f" in text:
        text = SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", text)
    marks = run.marks & ~drop_marks
    if text.isspace() and not (marks & UNDERLINE):
        return Run(text, href=run.href)
    return Run(text, marks, run.href, run.anchor)


def _same_look(one: Run, other: Run) -> bool:
    return (
        one.is_text
        and one.marks == other.marks
        and one.href == other.href
        and one.anchor == other.anchor
    )


def _join_lines(runs: list[Run]) -> list[Run]:
    """Line ends of the source: nothing between two Han characters, a space elsewhere."""
    text = "".join(run.text if run.is_text else "\0" for run in runs)
    joined, at = [], 0
    for run in runs:
        if not run.is_text:
            joined.append(run)
            at += 1
            continue
        characters = [
            _line_end(text, at + offset) if character == "\n" else character
            for offset, character in enumerate(run.text)
        ]
        at += len(run.text)
        joined.append(run.with_text("".join(characters)))
    return [run for run in joined if run.text or not run.is_text]


def _line_end(text: str, at: int) -> str:
    before = text[max(at - LINE_END_SIGHT, 0) : at].rstrip("\n ")[-1:]
    after = text[at : at + LINE_END_SIGHT].lstrip("\n ")[:1]
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def _trimmed(runs: list[Run]) -> list[Run]:
    """Drop spaces at the ends of lines and double spaces between runs."""
    kept: list[Run] = []
    for run in runs:
        if run.is_text and (not kept or kept[-1].is_break):
            run = run.with_text(_lstrip(run))
        elif run.is_text and kept[-1].is_text and kept[-1].text.endswith(" "):
            run = run.with_text(run.text.lstrip(" "))
        if run.is_break:
            _strip_end(kept)
        if run.text or not run.is_text:
            kept.append(run)
    _strip_end(kept)
    return _merged(kept)


def _lstrip(run: Run) -> str:
    return run.text if run.marks & UNDERLINE else run.text.lstrip(" \u3000")


def _strip_end(runs: list[Run]) -> None:
    while runs and runs[-1].is_text and not runs[-1].marks & UNDERLINE:
        text = runs[-1].text.rstrip(" \u3000")
        if text:
            runs[-1] = runs[-1].with_text(text)
            return
        runs.pop()


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and run.is_text and _same_look(merged[-1], run):
            run = run.with_text(merged.pop().text + run.text)
        merged.append(run)
    return [run.with_text(clean_text(_BLANKS.sub(" ", run.text))) for run in merged]


def split_at_double_breaks(runs: list[Run], *, keep_whole: bool) -> Iterator[list[Run]]:
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.is_break:
            breaks += 1
            continue
        if part and breaks:
            if breaks > 1 and not keep_whole:
                yield part
                part = []
            else:
                part.append(Run(is_break=True))
        breaks = 0
        part.append(run)
    if any(run.image or run.text for run in part):
        yield part
