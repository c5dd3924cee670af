"""Forms of the desk's own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.core.units import api as units
from zhanqun.web.trail_words import WORDS

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
ALL = ("", _("全部"))
SUCCEEDED, FAILED = "succeeded", "failed"


class TrailSearch(forms.Form):
    """Who, what, when, on which record (审计查询)."""

    who = forms.CharField(label=_("操作人"), required=False, max_length=60)
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    what = forms.ChoiceField(label=_("操作"), required=False, choices=[ALL, *WORDS.items()])
    record = forms.CharField(label=_("对象"), required=False, max_length=200)
    text = forms.CharField(label=_("理由或来源地址"), required=False, max_length=100)
    result = forms.ChoiceField(
        label=_("结果"), required=False, choices=[ALL, (SUCCEEDED, _("成功")), (FAILED, _("失败"))]
    )
    since = forms.DateField(label=_("从"), required=False, widget=DAY)
    until = forms.DateField(label=_("到"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = units.Unit.objects.order_by("path").values_list("pk", "name")
        self.fields["unit"].choices = [ALL, *rows]  # type: ignore[attr-defined]
