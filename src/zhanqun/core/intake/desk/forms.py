"""Forms of the door's desk: they parse; services decide."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake import entry_days
from zhanqun.core.intake.channels import Channel
from zhanqun.core.intake.kinds import Kind, kind_of
from zhanqun.core.intake.models import PlainQuestion
from zhanqun.core.intake.schema import CHOSEN, Field, FieldKind
from zhanqun.core.units.api import Unit
from zhanqun.ui.desk.fields import DAY, Lines


class AnswerForm(forms.Form):
    title = forms.CharField(
        label=_("进展"), max_length=60, initial=_("已答复"), help_text=_("回执上显示的状态。")
    )
    text = forms.CharField(
        label=_("答复"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("不予受理的理由"),
        max_length=500,
        help_text=_("写在回执上，来件人看得到：说明依据，并告诉应找哪里。"),
    )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("问题"),
        max_length=100,
        help_text=_("人人都会、读出来也听得懂；不要考方言、信仰、专业知识。"),
    )
    answers = Lines(label=_("答案"), help_text=_("每行一个都算对的写法，如“7”和“七”。"))
    is_active = forms.BooleanField(label=_("启用"), required=False, initial=True)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        others = PlainQuestion.objects.filter(text=text).exclude(text=self.initial.get("text"))
        if others.exists():
            raise forms.ValidationError(_("已经有这个问题。"))
        return text


class RetentionForm(forms.Form):
    days = forms.IntegerField(
        label=_("保存天数"),
        min_value=30,
        max_value=36_500,
        help_text=_("最后一次办理之后满这些天，内容和附件清除，编号和时间留下；没有办结的不清除。"),
    )


class EntryForm(forms.Form):
    """The fields of a kind, after where it came from and when (登记).

    is_day_sure: asked only where the day is long ago.
    """

    channel = forms.ChoiceField(label=_("渠道"))
    received_on = forms.DateField(label=_("收到日期"), widget=DAY)
    is_day_sure = forms.BooleanField(label=_("确认收到日期"), required=False)
    unit = forms.ModelChoiceField(label=_("受理单位"), queryset=Unit.objects.none())

    def __init__(
        self, *args: Any, kind: Kind, units: QuerySet[Unit], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["unit"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = units
        self.kind, self.today = kind, today
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ChoiceField)
        channel.choices = [(one, Channel(one).label) for one in kind.by_staff]
        self.fields["received_on"].help_text = kind.received_hint
        for one in kind.schema.fields():
            self.fields[_name(one)] = _field(one)
        if not self._is_long_ago():
            del self.fields["is_day_sure"]

    def _is_long_ago(self) -> bool:
        try:
            day = forms.DateField().clean(self.data.get("received_on"))
        except forms.ValidationError:
            return False
        return entry_days.needs_sureness(day, self.today)

    @property
    def says_sure(self) -> bool:
        return bool(self.cleaned_data.get("is_day_sure"))

    def payload(self) -> dict[str, str]:
        """What was typed for the kind's own fields, which its schema checks."""
        return {one.name: self.data.get(_name(one), "") for one in self.kind.schema.fields()}

    def take_errors(self, errors: dict[str, str]) -> None:
        for name, said in errors.items():
            known = (one for one in (f"field-{name}", name) if one in self.fields)
            self.add_error(next(known, None), said)

    def take_fault_of_day(self) -> None:
        """Where the service was not asked, since something else is missing."""
        day = self.cleaned_data.get("received_on")
        said = day and entry_days.fault_of(day, self.today, is_sure=self.says_sure)
        if said:
            self.add_error("received_on", said)


def suited_kind(code: str, typed: Mapping[str, str]) -> Kind:
    """The kind as it is for what staff chose so far. Raises KindUnknown."""
    kind = kind_of(code)
    values = {one.name: typed.get(_name(one), "") for one in kind.schema.fields()}
    return kind.suited_to(values, None)


def _name(one: Field) -> str:
    """Apart from this form's own names."""
    return f"field-{one.name}"


def _field(one: Field) -> forms.Field:
    """How the desk asks it; what is right is for the schema to say, in the same words for all."""
    facts: dict[str, Any] = {"label": one.label, "required": False}
    if one.kind in CHOSEN:
        choices = [("", _("请选择")), *((choice.value, choice.label) for choice in one.choices)]
        return forms.ChoiceField(choices=choices, **facts)
    if one.kind == FieldKind.AREA:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), **facts)
    if one.kind == FieldKind.DAY:
        return forms.CharField(widget=DAY, **facts)
    return forms.CharField(**facts)
