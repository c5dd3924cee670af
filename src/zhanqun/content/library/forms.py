"""Forms of the library at the desk: they read what was typed; services judge it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import details
from zhanqun.content.library.column_choices import SiteChoice
from zhanqun.content.library.details import Fact, Shape
from zhanqun.content.library.models import TITLE_LENGTH, Article
from zhanqun.content.library.states import ArticleKind, InterpretationForm, Openness, Validity

NOTHING = [("", gettext_lazy("（未填）"))]
LIST_MARKS = re.compile(r"[、，,;；\n]+")
# A page of checks and reasons, not of typing: what a list may say.
REASONS = (
    gettext_lazy("与已发布内容重复"),
    gettext_lazy("时效已过"),
    gettext_lazy("不属于本栏目内容"),
    gettext_lazy("内容过于简单，请补充"),
    gettext_lazy("图片不清晰或缺少说明"),
)

DOCUMENT = (
    "number", "issuing_organs", "written_on", "effective_from", "expires_on", "validity",
    "topic_class", "genre", "audience", "openness",
)  # fmt: skip
ORIGIN = ("original_published_at", "original_url")
HEAD = ("title", "subtitle")
# What some kinds call a field of all.
LABELS = {
    ArticleKind.LEADER: {
        "title": gettext_lazy("姓名"),
        "body": gettext_lazy("个人简介"),
        "cover_alt": gettext_lazy("肖像说明"),
    },
    ArticleKind.ORGAN: {
        "title": gettext_lazy("机构名称"),
        "body": gettext_lazy("主要职能"),
    },
}
ABOUT = ("summary", "keywords", "source", "byline", "editor")


def fields_of(kind: str) -> tuple[str, ...]:
    """The content fields that a kind of article shows in its form, in order."""
    main = ("link_url",) if kind == ArticleKind.LINK else ("body",)
    extra = {
        ArticleKind.DOCUMENT: DOCUMENT,
        ArticleKind.INTERPRETATION: ("form", "interprets"),
    }.get(ArticleKind(kind), ())
    return (*HEAD, *extra, *main, *ABOUT, "cover_alt", *ORIGIN)


# What the body is for where it is not the text itself.
BODY_HELP = {
    ArticleKind.VIDEO: gettext_lazy(
        "写文字稿：视频里讲了什么。视频（mp4）和字幕（srt或vtt）在下面的“附件”中上传，封面作播放前的画面"
    ),
    ArticleKind.PICTURE_STORY: gettext_lazy(
        "一张图片接一张图片。插入图片时写“替代描述”（图上有什么），并勾选“显示标题”，在图下写一两句话"
    ),
}


class LinesField(forms.CharField):
    """Several short texts in one field, parted by 、 or line ends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [part.strip() for part in LIST_MARKS.split(super().clean(value)) if part.strip()]


class TextField(forms.CharField):
    """A text as the database keeps it: line ends as one character."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def _text(label: Any, **kwargs: Any) -> TextField:
    return TextField(label=label, required=False, **kwargs)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _choice(label: Any, choices: Iterable[Any], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices, **kwargs)


def _fact_field(fact: Fact) -> forms.Field:
    """The field of one fact; a table is typed as lines."""
    widget: forms.Widget = forms.TextInput()
    if fact.shape is Shape.TABLE:
        widget = forms.Textarea(attrs={"rows": 8})
    elif fact.shape is Shape.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return _text(fact.label, widget=widget, help_text=fact.hint)


class ArticleForm(forms.Form):
    """The content of an article (稿件内容); only the fields of its kind remain.

    Lengths and rules are the service's to refuse, so that its words stand beside the field.
    """

    base_revision = forms.IntegerField(widget=forms.HiddenInput)
    title = _text(
        gettext_lazy("标题"),
        widget=forms.TextInput(attrs={"data-enhance": "count", "data-limit": TITLE_LENGTH}),
    )
    subtitle = _text(gettext_lazy("副标题"))
    number = _text(gettext_lazy("发文字号"), help_text=gettext_lazy("如：青政办发〔2026〕4号"))
    issuing_organs = LinesField(
        label=gettext_lazy("发文机关"), help_text=gettext_lazy("联合发文用顿号隔开")
    )
    written_on = _day(gettext_lazy("成文日期"))
    effective_from = _day(gettext_lazy("施行日期"))
    expires_on = _day(gettext_lazy("失效日期"))
    validity = _choice(gettext_lazy("有效性"), [*NOTHING, *Validity.choices])
    topic_class = _text(gettext_lazy("主题分类"))
    genre = _text(gettext_lazy("体裁分类"), help_text=gettext_lazy("如：通知、意见、公告"))
    audience = _text(gettext_lazy("服务对象"))
    openness = _choice(gettext_lazy("公开方式"), Openness.choices)
    form = _choice(gettext_lazy("解读形式"), [*NOTHING, *InterpretationForm.choices])
    interprets = LinesField(
        label=gettext_lazy("所解读的文件"),
        help_text=gettext_lazy("填文件的发文字号或标题，多份用顿号隔开"),
    )
    body = _text(
        gettext_lazy("正文"),
        widget=forms.Textarea(
            attrs={"class": "d-textarea--body", "data-editor": "", "spellcheck": "false"}
        ),
    )
    link_url = _text(gettext_lazy("链接地址"), widget=forms.URLInput)
    summary = _text(
        gettext_lazy("摘要"),
        widget=forms.Textarea(attrs={"rows": 3, "data-enhance": "count", "data-limit": 300}),
    )
    keywords = _text(
        gettext_lazy("关键词"),
        help_text=gettext_lazy("用逗号隔开；写领导活动的，填上其姓名，就会列在该领导的页面上"),
    )
    source = _text(gettext_lazy("来源"))
    byline = _text(gettext_lazy("作者"))
    editor = _text(gettext_lazy("责任编辑"))
    cover_alt = _text(
        gettext_lazy("封面图片说明"),
        help_text=gettext_lazy("写出图上有什么，读屏软件会读给看不见图的人"),
    )
    original_published_at = forms.DateTimeField(
        label=gettext_lazy("原发布时间"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"
        ),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"],
    )
    original_url = _text(gettext_lazy("原地址"), widget=forms.URLInput)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        wanted = fields_of(kind)
        for name in [name for name in self.fields if name not in {*wanted, "base_revision"}]:
            del self.fields[name]
        for name, label in LABELS.get(ArticleKind(kind), {}).items():
            self.fields[name].label = label
        self._facts = {f"details_{fact.name}": fact for fact in details.facts_of(kind)}
        self.fields |= {name: _fact_field(fact) for name, fact in self._facts.items()}
        if kind in BODY_HELP:
            self.fields["body"].help_text = BODY_HELP[ArticleKind(kind)]

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, by content field; `interprets` is still as typed."""
        typed = {name: self.cleaned_data[name] for name in fields_of(self.kind)}
        if self._facts:
            typed["details"] = {
                fact.name: details.read(fact, self.cleaned_data[name])
                for name, fact in self._facts.items()
            }
        return typed

    def show(self, wrong: Mapping[str, str]) -> list[str]:
        """Put refusals beside their fields; returns those that have no field here."""
        for name, text in wrong.items():
            if name in self.fields:
                self.add_error(name, text)
        return [text for name, text in wrong.items() if name not in self.fields]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Fields in the parts of the page: head, document, text, about, cover, origin."""
        parts = {
            "head": HEAD,
            "document": DOCUMENT,
            "details": self._facts,
            "interpretation": ("form", "interprets"),
            "text": ("body", "link_url"),
            "about": ABOUT,
            "origin": ORIGIN,
        }
        return [
            (part, [self[name] for name in names if name in self.fields])
            for part, names in parts.items()
        ]


class NewArticleForm(forms.Form):
    """Kind, unit, title and columns of a new article (新建稿件)."""

    token = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("类型"), choices=ArticleKind.choices, widget=forms.RadioSelect
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("供稿单位"), coerce=int)
    title = TextField(
        label=gettext_lazy("标题"),
        widget=forms.TextInput(attrs={"data-enhance": "count", "data-limit": TITLE_LENGTH}),
    )
    home = forms.TypedChoiceField(
        label=gettext_lazy("首发栏目"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("稿件的固定地址在这个栏目所在的站点；首次发布前可以更改"),
    )
    columns = forms.TypedMultipleChoiceField(
        label=gettext_lazy("同时报送"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        unit_choices: Iterable[Any],
        site_choices: Iterable[SiteChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = column_choices(site_choices)
        self.fields["unit"].choices = list(unit_choices)  # type: ignore[attr-defined]
        self.fields["home"].choices = [("", _("（以后再选）")), *choices]  # type: ignore[attr-defined]
        self.fields["columns"].choices = choices  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """One more column for an article (增加栏目)."""

    column = forms.TypedChoiceField(label=gettext_lazy("栏目"), coerce=int)
    is_home = forms.BooleanField(label=gettext_lazy("作为首发栏目"), required=False)

    def __init__(self, *args: Any, site_choices: Iterable[SiteChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("（请选择）")), *column_choices(site_choices)]
        self.fields["column"].choices = choices  # type: ignore[attr-defined]


def column_choices(sites: Iterable[SiteChoice]) -> list[Any]:
    """Choices grouped by site; columns that only take offers say so."""
    return [
        (
            site.profile.short_name,
            [
                (
                    row.column.pk,
                    row.label if row.is_direct else _("{label}（报送）").format(label=row.label),
                )
                for row in site.columns
            ],
        )
        for site in sites
    ]


class ReturnForm(forms.Form):
    """Why an offer comes back (退回理由)."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        widget=forms.TextInput(attrs={"list": "return-reasons", "maxlength": 300}),
    )


class MergeForm(forms.Form):
    """Into which article of the column an offer is merged (合并到)."""

    into = forms.UUIDField(label=gettext_lazy("合并到"))


class ArrangeForm(forms.Form):
    """A pin and its order (置顶与排序)."""

    pinned_until = forms.DateTimeField(
        label=gettext_lazy("置顶至"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    order = forms.IntegerField(
        label=gettext_lazy("次序"), required=False, min_value=-999, max_value=999
    )


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Any number of files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=MultipleFileInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(MultipleFileField, self).clean(file, initial) for file in files if file]


class ImportForm(forms.Form):
    """Files to import and where they shall go (导入)."""

    files = MultipleFileField(  # type: ignore[assignment]
        label=gettext_lazy("文件"),
        help_text=gettext_lazy(
            "Word（.docx）、网页（.html）、纯文本、目录表（.csv、.xlsx），"
            "或装有这些文件的 .zip；可选多个"
        ),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("供稿单位"), coerce=int)
    kind = forms.ChoiceField(
        label=gettext_lazy("类型"),
        choices=[
            ("", gettext_lazy("自动：有发文字号的作政策文件，其余作新闻")),
            *ArticleKind.choices,
        ],
        required=False,
    )
    column = forms.TypedChoiceField(
        label=gettext_lazy("首发栏目"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        unit_choices: Iterable[Any],
        site_choices: Iterable[SiteChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(unit_choices)  # type: ignore[attr-defined]
        self.fields["column"].choices = [  # type: ignore[attr-defined]
            ("", _("（以后再选）")),
            *column_choices(site_choices),
        ]

    def clean_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["files"]
        if not files:
            raise ValidationError(_("请选择要导入的文件。"))
        return files


def uuids_in(texts: Iterable[str]) -> list[UUID]:
    """The UUIDs among texts that a form sent; anything else is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def initial_of(draft: Article) -> dict[str, Any]:
    """What the form shows of a draft."""
    shown = {name: getattr(draft, name) for name in fields_of(draft.kind)}
    for fact in details.facts_of(draft.kind):
        shown[f"details_{fact.name}"] = details.typed(fact, draft.details.get(fact.name))
    return shown | {"base_revision": draft.latest_revision_id}
