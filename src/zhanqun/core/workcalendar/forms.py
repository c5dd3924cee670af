"""Forms of the working calendar: they parse; services decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.units.api import Unit
from zhanqun.core.workcalendar.reading import NoticeText
from zhanqun.core.workcalendar.rules import TermUnit
from zhanqun.core.workcalendar.services import NoticeFacts
from zhanqun.ui.desk.fields import DAY

TEXT_LENGTH_MAX = 20_000
AMOUNT_MAX = 1000
ANNUAL, SINGLE = "annual", "single"
FIRST_YEAR, LAST_YEAR = 2007, 2100


class NoticeForm(forms.Form):
    """A notice as pasted; what its text tells is filled in by the first look at it."""

    text = forms.CharField(
        label=_("通知全文"),
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("从中国政府网复制，连同标题和落款一起粘贴。"),
    )
    unit = forms.ModelChoiceField(
        label=_("适用范围"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("民族节日等地方放假选所在地政府，对其下属单位都有效。"),
    )
    url = forms.URLField(label=_("网址"), max_length=300, required=False, assume_scheme="https")
    year = forms.IntegerField(
        label=_("年份"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=[(ANNUAL, _("全年安排")), (SINGLE, _("调整个别日期"))],
        required=False,
    )
    title = forms.CharField(label=_("标题"), max_length=200, required=False)
    number = forms.CharField(label=_("发文字号"), max_length=60, required=False)
    issued_on = forms.DateField(label=_("成文日期"), widget=DAY, required=False)
    is_checked = forms.BooleanField(label=_("已对照原文核对"), required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    # What the page asks for before the text was read.
    FIRST = ("text", "unit", "url")

    def __init__(self, *args: Any, units: QuerySet[Unit], is_national: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.required = not is_national
        field.empty_label = str(_("全国")) if is_national else None

    def facts(self, read: NoticeText, year: int) -> NoticeFacts:
        """What was filled in, and for the rest what the text tells."""
        said = self.cleaned_data
        usual = ANNUAL if read.is_annual else SINGLE
        return NoticeFacts(
            text=said["text"],
            year=year,
            is_annual=(said["kind"] or usual) == ANNUAL,
            title=said["title"] or read.title or str(_("放假通知")),
            number=said["number"] or read.number,
            issued_on=said["issued_on"] or read.issued_on,
            url=said["url"],
            unit=said["unit"],
        )


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("撤回原因"), max_length=200)


class CountForm(forms.Form):
    start = forms.DateField(label=_("起算日"), widget=DAY)
    amount = forms.IntegerField(label=_("期限"), min_value=0, max_value=AMOUNT_MAX)
    unit = forms.ChoiceField(label=_("单位"), choices=TermUnit.choices)
    region = forms.ModelChoiceField(
        label=_("适用日历"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("全国"),
    )

    def __init__(self, *args: Any, regions: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = regions
        if not regions.exists():
            del self.fields["region"]
