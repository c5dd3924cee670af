"""Forms of the word lists: they parse; services decide (检查词库)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks.kinds import Level, ListKind
from zhanqun.core.checks.models import WORD_LENGTH_MAX, Entry, Leader
from zhanqun.core.units.api import Unit
from zhanqun.ui.desk.fields import DAY, Lines

TEXT_LENGTH_MAX = 100_000


class NewListForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=ListKind.choices)
    name = forms.CharField(label=_("名称"), max_length=60)
    source = forms.CharField(
        label=_("来源依据"), max_length=200, required=False, help_text=_("检查结果里会显示。")
    )
    level = forms.ChoiceField(label=_("级别"), choices=Level.choices, initial=Level.WARN)


class ListForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    source = forms.CharField(label=_("来源依据"), max_length=200, required=False)
    level = forms.ChoiceField(
        label=_("级别"), choices=Level.choices, help_text=_("没有单独设级别的词条按此级别。")
    )
    is_active = forms.BooleanField(label=_("启用"), required=False)


class EntryForm(forms.Form):
    wrong = forms.CharField(label=_("查找的词"), max_length=WORD_LENGTH_MAX)
    right = forms.CharField(
        label=_("建议"), max_length=120, required=False, help_text=_("没有固定改法的不填。")
    )
    level = forms.ChoiceField(
        label=_("级别"), choices=[("", _("同词表")), *Level.choices], required=False
    )
    ended_on = forms.DateField(
        label=_("停用日期"), widget=DAY, required=False, help_text=_("机构撤并、更名的日期。")
    )
    source = forms.CharField(label=_("来源依据"), max_length=200, required=False)
    contexts = Lines(
        label=_("允许语境"),
        required=False,
        help_text=_("每行一个更长的短语，词在其中时不报。"),
    )
    is_quotable = forms.BooleanField(label=_("引号、书名号内不报"), required=False)
    state = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in Entry.FACTS}


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("词表文件"),
        help_text=_("CSV、.xlsx，或每行“错误 正确”的 TXT；编码 UTF-8 或 GB18030。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )


class LeaderForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=20)
    title = forms.CharField(
        label=_("职务"), max_length=100, help_text=_("几个职务用顿号分开，如：市委副书记、市长。")
    )
    order = forms.IntegerField(label=_("排序"), min_value=1, max_value=9999)
    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=Unit.objects.none(), required=False, empty_label=_("（不填）")
    )
    valid_from = forms.DateField(label=_("任职起"), widget=DAY)
    valid_until = forms.DateField(
        label=_("任职止"),
        widget=DAY,
        required=False,
        help_text=_("职务变动时在这里填最后一天，再为新职务新增一条。"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    @staticmethod
    def start_of(row: Leader) -> dict[str, Any]:
        names = ("name", "title", "order", "unit", "valid_from", "valid_until")
        return {name: getattr(row, name) for name in names}


class AllowForm(forms.Form):
    phrase = forms.CharField(
        label=_("允许语境"),
        max_length=120,
        help_text=_("词在这个短语里时不再报；要比命中的词长。"),
    )


class KeepForm(forms.Form):
    answer = forms.CharField(label=_("答复"), max_length=300, required=False)


class TryForm(forms.Form):
    text = forms.CharField(
        label=_("待查文字"),
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
