"""Replies and what each must give (答复类型): data, one kind for every row and ground of the table.

Source: 《政府信息公开条例》第三十三条至第四十条; 《行政复议法》第二十条、第二十三条.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhanqun.affairs.requests.outcomes import outcomes

DATA = Path(__file__).parent / "data/replies.yaml"
# 《行政复议法》(2023) in force: a refusal to disclose goes to reconsideration before court.
RECONSIDERATION_FIRST_SINCE = date(2024, 1, 1)
# Groups that refuse something by their very name; others where the publisher's court reads it so.
REFUSING = frozenset({"refused", "partial"})
MAY_BE_REFUSING = ("cannot_provide", "not_handled")
FIRST, BOTH = "first", "both"
CORRECTION, FEE = "correction", "fee"


@dataclass(frozen=True)
class PlaceFact:
    """What is filled in (填写项). rows: of its field."""

    name: str
    label: str
    hint: str
    rows: int


@dataclass(frozen=True)
class ReplyKind:
    """A reply (答复类型). outcome: its row of `outcomes`. paper: what it is called (文种).

    must, may: names of places. gives: information goes with it. needs: a step that must be behind
    it. text: its paragraphs, with places. unverified: no text of a norm seen that says so.
    """

    code: str
    outcome: str
    label: str
    paper: str
    norm: str
    must: tuple[str, ...]
    text: tuple[str, ...]
    may: tuple[str, ...] = ()
    gives: bool = False
    needs: str = ""
    unverified: bool = False

    @property
    def group(self) -> str:
        return outcomes()[self.outcome].group

    @property
    def places(self) -> tuple[str, ...]:
        return (*self.must, *self.may, "more")


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


@cache
def reply_kinds() -> dict[str, ReplyKind]:
    """By code, in the order of the official table."""
    lists = ("must", "may", "text")
    rows = (
        row | {name: tuple(row[name]) for name in lists if name in row} for row in _data()["kinds"]
    )
    return {row["code"]: ReplyKind(**row) for row in rows}


@cache
def places() -> dict[str, PlaceFact]:
    return {name: PlaceFact(name, **facts) for name, facts in _data()["places"].items()}


def opening() -> str:
    words: str = _data()["opening"]
    return words


def remedy_of(kind: ReplyKind, on: date, first_groups: tuple[str, ...] = ()) -> str:
    """Which remedies a reply of that day names: FIRST or BOTH (救济途径).

    first_groups: besides refusals, those against which reconsideration comes first here: whether
    无法提供 and 不予处理 are 不予公开 in the sense of the law is read differently (unverified).
    Source: 《行政复议法》第二十三条第一款第（四）项.
    """
    is_refusal = kind.group in REFUSING or kind.group in first_groups
    return FIRST if is_refusal and on >= RECONSIDERATION_FIRST_SINCE else BOTH


def remedy_words(remedy: str) -> str:
    words: str = _data()["remedies"][remedy]
    return words
