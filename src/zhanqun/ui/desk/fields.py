"""Form fields that desk pages of several rooms use (表单字段)."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import Jinja2
from django.utils.translation import gettext as _

# Draws the fields of lists: choosing among a hundred units took Django's own templates longer than
# finding the rows.
FAST_RENDERER = Jinja2()
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Lines(forms.CharField):
    """Several texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


LINK = re.compile(r"(?P<name>.+?)[\s\u3000]+(?P<url>(?:https?://|/)\S+)")


class LinesOfLinks(forms.CharField):
    """Links, one a line: the name, a space, the address. As data: [[name, address], …]."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(" ".join(pair) for pair in value)
        return value

    def to_python(self, value: Any) -> list[list[str]]:  # type: ignore[override]
        if isinstance(value, list):
            value = self.prepare_value(value)
        return [link_in(line) for line in _lines(value)]

    def validate(self, value: Any) -> None:
        """Every line was checked when it was read; none is required unless it says so."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"])


class GroupsOfLinks(LinesOfLinks):
    """Titled groups of links; a line without an address begins a group. As data:
    [[title, [[name, address], …]], …]."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            lines = ([title, *map(" ".join, links)] for title, links in value)
            return "\n".join(line for group in lines for line in group)
        return value

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]
        if isinstance(value, list):
            value = self.prepare_value(value)
        groups: list[Any] = []
        for line in _lines(value):
            if LINK.fullmatch(line):
                if not groups:
                    raise ValidationError(_("请先写一行组名，再写组里的链接。"))
                groups[-1][1].append(link_in(line))
            else:
                groups.append([line, []])
        return groups


class LinesOfFacts(LinesOfLinks):
    """Facts, one a line: the label, a colon, the text. As data: [[label, text], …]."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join("：".join(pair) for pair in value)
        return value

    def to_python(self, value: Any) -> list[list[str]]:  # type: ignore[override]
        if isinstance(value, list):
            value = self.prepare_value(value)
        return [_fact_in(line) for line in _lines(value)]


def link_in(line: str) -> list[str]:
    match = LINK.fullmatch(line)
    if match is None:
        raise ValidationError(_("“%(line)s”不是“名称 网址”的形式。"), params={"line": line})
    return [match["name"], match["url"]]


def _fact_in(line: str) -> list[str]:
    label, colon, text = line.replace(":", "：", 1).partition("：")
    if not (label.strip() and colon and text.strip()):
        raise ValidationError(_("“%(line)s”不是“项目：内容”的形式。"), params={"line": line})
    return [label.strip(), text.strip()]


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in (value or "").splitlines() if line.strip()]
