"""The form of an issue (公报表单): facts, contents and what is to be added, in one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.services.gazette import LINES_MOST, IssueFacts, Line

HEADING_LENGTH = 40


class IssueForm(forms.Form):
    """Which issue it is. cover and paper: a file that replaces the one there is."""

    year = forms.IntegerField(label=_("年份"), min_value=1949, max_value=2100)
    number = forms.IntegerField(label=_("期号"), min_value=1, max_value=400)
    dated = forms.DateField(
        label=_("出版日期"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    cover = forms.FileField(label=_("封面图片（选填）"), required=False)
    paper = forms.FileField(label=_("纸质版PDF（选填）"), required=False)
    heading = forms.CharField(
        label=_("加入的文件放在栏目"),
        required=False,
        max_length=HEADING_LENGTH,
        initial=_("市政府文件"),
        widget=forms.TextInput(attrs={"list": "headings"}),
    )
    q = forms.CharField(
        label=_("找文件"), required=False, max_length=60, help_text=_("标题里的字，或者发文字号。")
    )

    def facts(self, lines: Iterable[Line], cover: UUID | None, paper: UUID | None) -> IssueFacts:
        said = self.cleaned_data
        return IssueFacts(
            year=said["year"],
            number=said["number"],
            dated=said["dated"],
            lines=tuple(lines),
            cover=cover,
            paper=paper,
        )


def lines_typed(data: Any) -> list[Line]:
    """The contents as sent: for each document its place, its heading, or that it goes.

    A place that is no number counts as last.
    """
    kept = [uid for uid in _uids(data.getlist("line")) if f"{uid}-remove" not in data]
    kept.sort(key=lambda uid: _place(data.get(f"{uid}-place", "")))
    lines = [Line(uid, _heading(data.get(f"{uid}-heading", ""))) for uid in kept]
    heading = _heading(data.get("heading", ""))
    lines += [Line(uid, heading) for uid in _uids(data.getlist("add"))]
    return lines[:LINES_MOST]


def _uids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _heading(text: str) -> str:
    return storable(text)[:HEADING_LENGTH]


def storable(text: str) -> str:
    """What was typed outside a form's own checks, without the one sign a database has not."""
    return text.replace("\x00", "")


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 10**6


def start_of(row: Any) -> dict[str, Any]:
    return {"year": row.year, "number": row.number, "dated": row.dated}
