"""Forms of the question library (问答库表单): they parse; services decide."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.states import QuestionState
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User

ANSWER_LENGTH, TOPIC_LENGTH, TOPICS_MOST = 5000, 20, 8
_BETWEEN = re.compile(r"[\s,，、;；]+")


class UnitField(forms.ModelChoiceField):
    """Units by their short names, indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * (obj.depth - 1) + str(obj)


class QuestionListForm(forms.Form):
    """What the list is narrowed by (筛选)."""

    q = forms.CharField(label=_("问题或主题词"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False)
    unit = UnitField(Unit.objects.none(), label=_("负责单位"), required=False)
    review = forms.BooleanField(label=_("待复核"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "list_%s"} | kwargs)
        self.fields["state"].choices = [("", _("全部")), *QuestionState.choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.units_open(on)  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What is valid; the rest of a broken address narrows nothing."""
        self.is_valid()
        return self.cleaned_data


class QuestionForm(forms.Form):
    """A question as it is written (编写问答)."""

    question = forms.CharField(
        label=_("问题"),
        max_length=120,
        help_text=_("一句话，用群众的说法，如“路灯坏了找谁修？”。"),
    )
    answer = forms.CharField(
        label=_("答案"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("先说结论，再说依据和办法。不写来信人和个别情况。"),
    )
    topics = forms.CharField(
        label=_("主题词"),
        required=False,
        max_length=200,
        help_text=_("用空格或顿号隔开，最多8个，如“路灯 报修”。问答按第一个主题词归类。"),
    )
    unit = UnitField(Unit.objects.none(), label=_("负责单位"))
    review_on = forms.DateField(
        label=_("复核日期"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("到期前14天提醒单位负责人复核。"),
    )

    def __init__(self, *args: Any, by: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = units.units_covered(by, policies.KEEPERS)
        self.fields["unit"].queryset = units.units_open(on).filter(pk__in=kept)  # type: ignore[attr-defined]

    def clean_topics(self) -> list[str]:
        words = list(dict.fromkeys(filter(None, _BETWEEN.split(self.cleaned_data["topics"]))))
        if len(words) > TOPICS_MOST:
            raise forms.ValidationError(_("主题词最多8个，请减少。"))
        if any(len(word) > TOPIC_LENGTH for word in words):
            raise forms.ValidationError(_("一个主题词最多20个字，请用空格隔开。"))
        return words


class ReviewForm(forms.Form):
    """It is still right (复核无误)."""

    review_on = forms.DateField(
        label=_("下次复核"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
