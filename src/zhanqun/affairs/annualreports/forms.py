"""Forms of annual reports at the desk (年报表单)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.annualreports import layout
from zhanqun.affairs.annualreports.figures import shown
from zhanqun.affairs.annualreports.models import Report
from zhanqun.affairs.annualreports.texts import LENGTH, PARTS

NOTE_LENGTH = 300


class TextsForm(forms.Form):
    """Sections one, five and six (文字部分)."""

    def __init__(self, data: Any, *, report: Report) -> None:
        super().__init__(data, initial=report.texts)
        for part in PARTS:
            self.fields[part.code] = forms.CharField(
                label=part.title,
                help_text=part.hint,
                required=False,
                max_length=LENGTH,
                widget=forms.Textarea(attrs={"rows": 6}),
            )


class HandForm(forms.Form):
    """Figures that another system counts, each with its source (手工填报)."""

    def __init__(self, data: Any, *, report: Report) -> None:
        known = {row.place: row for row in report.entered.all()}
        initial: dict[str, Any] = {}
        for at, place in enumerate(layout.BY_HAND):
            if row := known.get(place):
                initial |= {f"number_{at}": shown(row.number), f"note_{at}": row.note}
        super().__init__(data, initial=initial)
        for at, place in enumerate(layout.BY_HAND):
            _form, row_name, column = layout.names()[place]
            self.fields[f"number_{at}"] = _number(place, f"{row_name}：{column}")
            self.fields[f"note_{at}"] = forms.CharField(label=_("数字来源"), max_length=NOTE_LENGTH)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"number_{at}"], self[f"note_{at}"]) for at in range(len(layout.BY_HAND))]

    def figures(self) -> dict[str, tuple[Decimal, str]]:
        said = self.cleaned_data
        return {
            place: (Decimal(said[f"number_{at}"]), said[f"note_{at}"])
            for at, place in enumerate(layout.BY_HAND)
        }


class FigureForm(forms.Form):
    """One figure corrected by hand (更正数字)."""

    note = forms.CharField(
        label=_("更正原因"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("和数字放在一起，看报告的人都看得到。"),
    )

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = _number(place, _("改为"))
        self.order_fields(["number", "note"])


class RemarkForm(forms.Form):
    """Why the doubts may stand (核对说明)."""

    remark = forms.CharField(
        label=_("核对说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("存疑各项怎样核实的。没有存疑的可以不写。"),
    )


class ReasonForm(forms.Form):
    """Why a report is corrected (更正原因)."""

    reason = forms.CharField(
        label=_("更正原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class NothingForm(forms.Form):
    """A button (按钮)."""


class BeginForm(forms.Form):
    """Which report is begun (开始编写)."""

    publisher = forms.UUIDField()
    year = forms.IntegerField(min_value=2000, max_value=2999)


def _number(place: str, label: Any) -> forms.Field:
    if place == layout.FEES:
        return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=6)
    return forms.IntegerField(label=label, min_value=0, max_value=99_999_999)
