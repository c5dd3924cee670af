"""Forms of the search's desk pages: they parse; services decide (检索管理)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.search.editing.models import WORD_CHARS_MAX, HotWordKind, SynonymKind
from zhanqun.ui.desk.fields import DAY, Lines

EVERY_SITE = ("", _("全部网站"))


def site_choices(sites: Iterable[SiteProfile], *, with_all: bool) -> list[tuple[str, Any]]:
    """Sites by name; the whole cluster where the person may choose it."""
    rows: list[tuple[str, Any]] = [(str(site.site_id), site.name) for site in sites]
    return [EVERY_SITE, *rows] if with_all else rows


class SynonymForm(forms.Form):
    kind = forms.ChoiceField(label=_("类型"), choices=SynonymKind.choices)
    source = forms.CharField(
        label=_("来源依据"), max_length=200, required=False, help_text=_("如机构改革方案的文号。")
    )
    words = Lines(
        label=_("词语"),
        help_text=_("每行一个，搜其中任何一个都能找到其余的；机构更名的，现名写第一行。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("同义词表格"),
        help_text=_(".xlsx 或 CSV，第一行写列名：词语（用、分开）、类型、来源依据。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class BetForm(forms.Form):
    queries = Lines(label=_("搜索词"), help_text=_("每行一个；搜的正是这个词时才显示。"))
    site = forms.ChoiceField(label=_("显示在"), required=False)
    title = forms.CharField(label=_("标题"), max_length=120)
    url = forms.CharField(
        label=_("地址"),
        max_length=500,
        help_text=_("完整地址；本站群的页面要已经发布。"),
        widget=forms.URLInput,
    )
    text = forms.CharField(label=_("说明"), max_length=200, required=False)
    since = forms.DateField(label=_("开始日期"), widget=DAY, required=False)
    until = forms.DateField(
        label=_("结束日期"), widget=DAY, required=False, help_text=_("当天仍显示；不填则长期显示。")
    )

    def __init__(self, *args: Any, sites: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites

    def facts(self) -> dict[str, Any]:
        """What the service takes; site_id None for the whole cluster."""
        said = dict(self.cleaned_data)
        site = said.pop("site")
        return said | {"site_id": int(site) if site else None}


class HotWordForm(forms.Form):
    word = forms.CharField(label=_("词"), max_length=WORD_CHARS_MAX)
    kind = forms.ChoiceField(
        label=_("处理"), choices=HotWordKind.choices, initial=HotWordKind.PINNED
    )
    site = forms.ChoiceField(label=_("网站"), required=False)

    def __init__(self, *args: Any, sites: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites

    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        site = said.pop("site")
        return said | {"site_id": int(site) if site else None}
