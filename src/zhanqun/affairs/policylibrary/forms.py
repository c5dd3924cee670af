"""Forms of the policy library at the desk (政策文件表单): they parse; services decide."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.policylibrary.models import Rules
from zhanqun.affairs.policylibrary.rules import NORMATIVE
from zhanqun.affairs.policylibrary.services import RelationFacts
from zhanqun.affairs.policylibrary.states import DecisionKind, RelationKind
from zhanqun.content.library.api import Validity
from zhanqun.content.sites import api as sites
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit

_BETWEEN = re.compile(r"[\s,，、;；]+")


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class UnitField(forms.ModelChoiceField):
    """Units by their short names, indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * (obj.depth - 1) + str(obj)


class ListForm(forms.Form):
    """What the list of documents is narrowed by (筛选)."""

    q = forms.CharField(label=_("标题或文号"), required=False, max_length=60)
    validity = forms.ChoiceField(label=_("有效性"), required=False)
    unit = UnitField(Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部"))
    review = forms.BooleanField(label=_("待评估"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "list_%s"} | kwargs)
        choices = [("", _("全部")), *Validity.choices]
        self.fields["validity"].choices = choices  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units.units_open(on)  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What is valid; the rest of a broken address narrows nothing."""
        self.is_valid()
        return self.cleaned_data


class RelationForm(forms.Form):
    """What this document does to an older one (登记关系)."""

    kind = forms.ChoiceField(label=_("本文件"), choices=RelationKind.choices)
    number = forms.CharField(
        label=_("旧文件的发文字号"),
        required=False,
        max_length=60,
        help_text=_("括号、空格不论，如“青交[2015]3号”。没有文号的填名称。"),
    )
    title = forms.CharField(label=_("旧文件的名称"), required=False, max_length=200)
    effective_on = _day(_("生效日期"), required=False, help_text=_("不填则为本文件的施行日期。"))
    note = forms.CharField(
        label=_("所涉条款"),
        required=False,
        max_length=200,
        help_text=_("修改、部分废止的写明条款，如“第三条、第五条”，公开可见。"),
    )

    @property
    def facts(self) -> RelationFacts:
        return RelationFacts(**self.cleaned_data)


class RemovalForm(forms.Form):
    relation = forms.UUIDField()


class DecisionForm(forms.Form):
    """What is decided when a term ends (评估有效期)."""

    kind = forms.ChoiceField(label=_("结论"), choices=DecisionKind.choices)
    on = _day(
        _("日期"),
        help_text=_("继续有效填新的有效期末日，到期失效填有效的最后一天，宣布废止填废止之日。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=300)


class RequireForm(forms.Form):
    """Which unit is to interpret it (要求解读)."""

    unit = UnitField(Unit.objects.none(), label=_("解读单位"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.units_open(on)  # type: ignore[attr-defined]


class WaiverForm(forms.Form):
    reason = forms.CharField(label=_("不再解读的理由"), max_length=300)


class RulesForm(forms.ModelForm):
    """Terms and duties as the installation sets them (规则)."""

    normative_genres = forms.CharField(
        label=_("规范性文件的体裁"),
        required=False,
        max_length=300,
        help_text=_("用顿号隔开；体裁分类在其中的文件有有效期，也须解读。"),
    )
    interpreted_columns = forms.ModelMultipleChoiceField(
        sites.Column.objects.none(),
        label=_("还须解读的栏目"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("首发在这些栏目的文件，发布后也生成解读任务。"),
    )

    def __init__(self, *args: Any, instance: Rules, **kwargs: Any) -> None:
        genres = "、".join(instance.normative_genres or NORMATIVE)
        chosen = instance.interpreted_columns.all() if instance.pk else []
        kwargs["initial"] = {"normative_genres": genres, "interpreted_columns": chosen}
        super().__init__(*args, **kwargs | {"instance": instance})
        columns = sites.Column.objects.filter(column_type=sites.ColumnType.DOCUMENTS)
        self.fields["interpreted_columns"].queryset = columns.order_by("path")  # type: ignore[attr-defined]

    class Meta:
        model = Rules
        fields = ("normal_years", "trial_years", "interpretation_days", "normative_genres")

    def clean_normative_genres(self) -> list[str]:
        words = _BETWEEN.split(self.cleaned_data["normative_genres"])
        return list(dict.fromkeys(filter(None, words)))
