"""Every date of the operators' page 办理时限 is what the rules say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from zhanqun.core.casework.clocks import Channel, Clock, shipped_clocks
from zhanqun.core.casework.events import EventKind as E
from zhanqun.core.casework.projecting import due_of, fold
from zhanqun.core.workcalendar.tests.shared import shipped_calendar
from zhanqun.foundation import clock

PAGE = Path(__file__).resolve().parents[5] / "docs" / "zh" / "办理时限.md"
STAMPS = {"提交": "submitted", "签收": "signed", "双方确认": "confirmed"}
ACTS = re.compile(r"(\d{4}-\d\d-\d\d) (延期|停止|恢复|重新起算|放假|重办|改定)(\w*)")
KINDS = {
    "延期": E.EXTENDED,
    "停止": E.PAUSED,
    "恢复": E.RESUMED,
    "重新起算": E.RESTARTED,
    "重办": E.REOPENED,
}


@dataclass(frozen=True)
class Happened:
    kind: str
    at: datetime
    facts: dict[str, Any]


def examples() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [row for row in rows if re.match("[一二三四五六七八九十]+$", row[0])]


@pytest.mark.parametrize("row", examples(), ids=lambda row: row[0])
def test_given_a_worked_example_of_the_page_then_the_rules_say_the_same(row):
    _name, label, channel, began, course, until = row
    rule = rule_called(label)
    calendar = shipped_calendar()
    for day, act, _amount in ACTS.findall(course):
        if act == "放假":
            known = calendar.exceptions | {date.fromisoformat(day): False}
            years = calendar.years | {date.fromisoformat(day).year}
            calendar = replace(calendar, exceptions=known, years=years)

    due = due_of(fold(events(rule, channel, began, course)), calendar)

    assert until == f"{due.on}{' 暂定' if due.is_provisional else ''}"


def test_the_page_has_its_sixteen_examples():
    assert len(examples()) == 16


def rule_called(label: str) -> Clock:
    return next(one for one in shipped_clocks().values() if one.label == label)


def facts_of(rule: Clock) -> dict[str, Any]:
    return {"clock": rule.code, "amount": rule.amount, "unit": rule.unit, "norm": rule.norm}


def events(rule: Clock, channel: str, began: str, course: str) -> Iterator[Happened]:
    moment, stamp = began.rsplit(" ", 1)
    at = datetime.fromisoformat(moment).replace(tzinfo=clock.BEIJING)
    code = next(one.value for one in Channel if one.label == channel)
    start_on = rule.start_on(code, {STAMPS[stamp]: at})
    opened = {"start_on": str(start_on), "respond_by": at.isoformat()}
    yield Happened(E.OPENED, at, facts_of(rule) | opened)
    for day, act, what in ACTS.findall(course):
        then = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=clock.BEIJING)
        if act == "改定":
            begins = {"begins_on": day} if rule_called(what).from_setting else {}
            yield Happened(E.CLOCK_SET, then, facts_of(rule_called(what)) | begins)
        elif act in KINDS:
            yield Happened(KINDS[act], then, {"amount": int(what or 0), "start_on": day})
