"""What a check is given and what it says (检查结果)."""

from dataclasses import dataclass

BLOCK, WARN, HINT = "block", "warn", "hint"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain words to be checked.

    field: stable key of the place: "title", "body", "number", "file:<uid>" and the like.
    where: the place in Chinese, for people ("正文", "附件《名册.xlsx》隐藏工作表“工资”").
    text: words without markup; inline tags leave no gap, blocks are lines.
    """

    field: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a check found.

    code: stable, such as "privacy.id_number" or "wording.state_name". level: BLOCK stops the
    gate unless overridden, WARN is shown to who decides, HINT is low confidence.
    start, end: of `matched` in the passage's text, in characters. message: what to do, Chinese.
    suggestion: words that may safely replace `matched`, or "" where a person must think.
    source: the list and the source it cites, or the norm. entry_uid: of the list's entry, or "".
    """

    code: str
    level: str
    field: str
    where: str
    start: int
    end: int
    matched: str
    message: str
    suggestion: str = ""
    source: str = ""
    entry_uid: str = ""
