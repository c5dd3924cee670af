"""Forms of warnings and mourning: they parse; services decide."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.models import TEXT_LENGTH_MAX
from zhanqun.content.alerts.reach import Tree
from zhanqun.content.alerts.states import MessageStatus, Reach
from zhanqun.content.sites.api import Column, ColumnForm, ColumnState

MINUTES = "%Y-%m-%dT%H:%M"
EVENT_LEVELS = [(1, _("特别重大")), (2, _("重大")), (3, _("较大")), (4, _("一般"))]


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A moment in Beijing time, to the minute."""
    widget = forms.DateTimeInput(format=MINUTES, attrs={"type": "datetime-local"})
    formats = [MINUTES, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
    return forms.DateTimeField(label=label, widget=widget, input_formats=formats, **more)


def text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=TEXT_LENGTH_MAX, widget=area, **more)


def kinds() -> list[tuple[str, str]]:
    return [(row.code, row.zh) for row in facts().kinds.values()]


def levels() -> list[tuple[int, str]]:
    return [(row.number, f"{row.zh}（{row.roman}）") for row in facts().levels.values()]


class WhereForm(forms.Form):
    """On which sites (发布范围)."""

    where = forms.ChoiceField(label=_("在哪些站点显示"))
    chosen = forms.TypedMultipleChoiceField(
        label=_("选定的站点"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    excepted = forms.TypedMultipleChoiceField(
        label=_("例外，不显示的站点"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = Tree()
        rows = tree.rows.values()
        names = [(row.site_id, row.name) for row in rows]
        parents = {row.parent_id for row in rows}
        below = [
            (f"{Reach.BELOW}:{row.site_id}", _("{name}及其下级站点").format(name=row.name))
            for row in rows
            if row.pk in parents
        ]
        choices = [
            (Reach.ALL.value, _("全部站点")),
            *below,
            (Reach.CHOSEN.value, _("只在下面勾选的站点")),
        ]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        for name in ("chosen", "excepted"):
            self.fields[name].choices = names  # type: ignore[attr-defined]

    @property
    def reaching(self) -> dict[str, Any]:
        """The choice as services take it."""
        reach, _colon, site_id = self.cleaned_data["where"].partition(":")
        sites = [int(site_id)] if site_id else self.cleaned_data["chosen"]
        return {"reach": reach, "site_ids": sites, "except_ids": self.cleaned_data["excepted"]}


class AlertForm(WhereForm):
    """A warning on one page: what the law asks for first, the rest folded away."""

    kind = forms.ChoiceField(label=_("预警类别"))
    level = forms.TypedChoiceField(label=_("预警级别"), coerce=int, widget=forms.RadioSelect)
    area = forms.CharField(
        label=_("可能影响的范围"),
        max_length=300,
        required=False,
        help_text=_("用地名写，如“沿江三区”“青云江沿岸”。"),
    )
    onset_at = moment(_("起始时间"), required=False)
    expires_at = moment(_("失效时间"), required=False, help_text=_("到时自动从页面撤下。"))
    instruction = text(
        _("应当采取的措施"),
        required=False,
        help_text=_("第一行会显示在预警条上，先写要大家做什么。"),
    )
    alert_items = text(_("警示事项"), required=False, help_text=_("会发生什么、有多严重。"))
    issuer = forms.CharField(label=_("发布单位"), max_length=120)
    source = forms.CharField(
        label=_("信息来源"),
        max_length=300,
        required=False,
        help_text=_("气象预警只能转发：写明气象台的预警编号或网址。"),
    )
    status = forms.ChoiceField(
        label=_("信息类型"),
        choices=MessageStatus.choices,
        help_text=_("演练只走流程，前台不显示。"),
    )
    note = forms.CharField(label=_("调整说明"), max_length=300, required=False)
    topic = forms.ModelChoiceField(
        label=_("事件专题"), queryset=Column.objects.none(), required=False
    )
    english = forms.CharField(label=_("英文提示（外文版显示）"), max_length=300, required=False)
    geocodes = forms.CharField(
        label=_("行政区划代码"),
        max_length=300,
        required=False,
        help_text=_("12位，多个用逗号隔开。"),
    )
    polygon = forms.CharField(
        label=_("多边形"),
        required=False,
        help_text=_("“纬度,经度”用空格隔开，首尾相同。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    circle = forms.CharField(
        label=_("圆形"),
        max_length=60,
        required=False,
        help_text=_("“纬度,经度 半径公里数”。"),
    )
    response_level = forms.TypedChoiceField(
        label=_("应急响应级别"), coerce=int, empty_value=None, required=False
    )
    response_matter = forms.CharField(label=_("响应事项"), max_length=200, required=False)
    response_until = moment(_("预计期限"), required=False)
    response_measures = text(_("应急处置措施"), rows=2, required=False)

    FIRST = ("area", "onset_at", "expires_at")
    WRITING = ("instruction", "alert_items")
    WHO = ("issuer", "source")
    MORE = ("status", "topic", "english", "geocodes", "polygon", "circle")
    RESPONSE = ("response_level", "response_matter", "response_until", "response_measures")

    def __init__(self, *args: Any, kept: Collection[str] = (), **kwargs: Any) -> None:
        """kept: fields that an update takes over as they are."""
        super().__init__(*args, **kwargs)
        for name in kept:
            self.fields[name].disabled = True
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]
        self.fields["level"].choices = levels()  # type: ignore[attr-defined]
        response = [(row.number, row.roman) for row in facts().levels.values()]
        self.fields["response_level"].choices = [("", _("未启动")), *response]  # type: ignore[attr-defined]
        topics = Column.objects.filter(form=ColumnForm.TOPIC, state=ColumnState.OPEN)
        self.fields["topic"].queryset = topics.order_by("title")  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        """What was written, as services take it."""
        besides = ("where", "chosen", "excepted")
        facts_ = {name: value for name, value in self.cleaned_data.items() if name not in besides}
        return facts_ | self.reaching

    def rows(self, names: tuple[str, ...]) -> list[Any]:
        return [self[name] for name in names]


class ReleaseForm(forms.Form):
    """Which text the person read: the digest that the page showed."""

    digest = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        required=False,  # the service says what is missing
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LiftForm(forms.Form):
    note = forms.CharField(
        label=_("解除原因"),
        max_length=300,
        required=False,  # the service says what is missing
        help_text=_("公众会看到，如“台风已远离我市”。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TemplateForm(forms.Form):
    """Everything of a warning but place and time (预案模板)."""

    name = forms.CharField(label=_("模板名称"), max_length=80)
    kind = forms.ChoiceField(label=_("预警类别"))
    level = forms.TypedChoiceField(label=_("预警级别"), coerce=int, widget=forms.RadioSelect)
    issuer = forms.CharField(label=_("发布单位"), max_length=120)
    hours = forms.IntegerField(label=_("预警期（小时）"), min_value=1, max_value=720, initial=24)
    instruction = text(_("应当采取的措施"))
    alert_items = text(_("警示事项"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]
        self.fields["level"].choices = levels()  # type: ignore[attr-defined]


class MourningForm(WhereForm):
    """Grey pages (哀悼模式)."""

    reason = forms.CharField(label=_("哀悼事由"), max_length=200)
    authority = forms.CharField(
        label=_("决定机关和依据"),
        max_length=200,
        help_text=_("谁决定的、文件名称或文号，如“国务院公告（2020年4月3日）”。"),
    )
    starts_at = moment(_("开始时间"))
    ends_at = moment(_("结束时间"))
    home_only = forms.BooleanField(label=_("只有首页变灰"), required=False)

    @property
    def content(self) -> dict[str, Any]:
        names = ("reason", "authority", "starts_at", "ends_at", "home_only")
        return {name: self.cleaned_data[name] for name in names} | self.reaching


class EventForm(forms.Form):
    """An emergency and the topic that tells of it (突发事件)."""

    name = forms.CharField(label=_("事件名称"), max_length=120)
    level = forms.TypedChoiceField(label=_("事件级别"), coerce=int, choices=EVENT_LEVELS)
    happened_at = moment(_("发生时间"))
    topic = forms.ModelChoiceField(
        label=_("专题"),
        queryset=Column.objects.none(),
        help_text=_("先在“站点栏目”开设专题和它下面的列表栏目。"),
    )
    updates = forms.ModelChoiceField(label=_("滚动发布栏目"), queryset=Column.objects.none())

    def __init__(self, *args: Any, columns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = columns.filter(form=ColumnForm.TOPIC).order_by("title")
        lists = columns.filter(form=ColumnForm.LIST).order_by("path")
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        self.fields["updates"].queryset = lists  # type: ignore[attr-defined]


class PressForm(forms.Form):
    at = moment(_("新闻发布会时间"))
