"""Forms of replies, their settings, delivery, and disputes (答复表单); names as in the services."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import queries, reply_kinds
from zhanqun.affairs.requests.models import Dispute, Request
from zhanqun.affairs.requests.reply_kinds import ReplyKind
from zhanqun.affairs.requests.services.delivering import Sending
from zhanqun.affairs.requests.services.disputes import DisputeFacts
from zhanqun.affairs.requests.services.numbering import ReplyFormFacts
from zhanqun.affairs.requests.states import Delivery, DisputeKind, DisputeResult
from zhanqun.ui.desk.fields import DAY, Lines

PLACE_LENGTH, SHORT = 4_000, 200


def _words(label: Any, *, rows: int = 2, help_text: Any = "", most: int = PLACE_LENGTH) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=most, widget=widget, help_text=help_text
    )


class ReplyForm(forms.Form):
    """What one kind of reply asks for; what it must give is checked when it is submitted."""

    def __init__(self, *args: Any, kind: ReplyKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in kind.places:
            place = reply_kinds.places()[name]
            label = place.label if name in kind.must else f"{place.label}{_('（可不填）')}"
            self.fields[name] = _words(label, rows=place.rows, help_text=place.hint)
        self.fields["why"] = forms.CharField(
            label=_("保留检查提示的理由"),
            required=False,
            max_length=SHORT,
            help_text=_("检查有提示而不改时必填，签发人会看到"),
        )

    @property
    def parts(self) -> dict[str, str]:
        return {name: words for name, words in self.cleaned_data.items() if name != "why"}


class KindForm(forms.Form):
    """Which reply it is; kinds of a group stand together."""

    kind = forms.ChoiceField(label=_("答复类型"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind in reply_kinds.reply_kinds().values():
            groups.setdefault(str(_GROUPS[kind.group]), []).append((kind.code, kind.label))
        field: Any = self.fields["kind"]
        field.choices = [("", _("请选择")), *groups.items()]


_GROUPS = {
    "granted": _("予以公开"),
    "partial": _("部分公开"),
    "refused": _("不予公开"),
    "cannot_provide": _("无法提供"),
    "not_handled": _("不予处理"),
    "other": _("不再处理"),
}


class RemarkForm(forms.Form):
    """What is said when a reply is issued or given back (签发意见)."""

    remark = _words(_("签发意见"), most=SHORT)


class FileForm(forms.Form):
    """A file that is given out (提供的文件)."""

    file = forms.FileField(label=_("文件"), help_text=_("已经遮盖好的；不要上传原件"))
    words = Lines(
        label=_("还应当遮盖的词"),
        required=False,
        help_text=_("一行一个；申请人和征求过意见的第三方不用写，会自动查"),
    )
    cleans = forms.BooleanField(label=_("清除PDF的文件信息、批注和修改痕迹"), required=False)


class GivenForm(forms.Form):
    """Which of the files given out."""

    file = forms.UUIDField()


class SealedForm(forms.Form):
    file = forms.FileField(label=_("盖章后的扫描件（PDF）"))


class DeliverForm(forms.Form):
    """A reply is sent on its way (登记送出)."""

    way = forms.ChoiceField(label=_("送达方式"), choices=Delivery.choices)
    sent_on = forms.DateField(label=_("送出日期"), widget=DAY)
    proof = forms.CharField(
        label=_("凭证"), required=False, max_length=100, help_text=_("邮寄单号、收件邮箱")
    )
    why = forms.CharField(
        label=_("改用其他方式的理由"),
        required=False,
        max_length=SHORT,
        help_text=_("与申请人希望的方式不同时必填"),
    )

    @property
    def sending(self) -> Sending:
        return Sending(**self.cleaned_data)


class DeliveredForm(forms.Form):
    done_on = forms.DateField(label=_("送达日期"), widget=DAY)
    signed_by = forms.CharField(label=_("签收人"), required=False, max_length=60)


class FailedForm(forms.Form):
    failure = forms.CharField(label=_("没有送达的原因"), max_length=SHORT)


class SettingsForm(forms.Form):
    """How a publisher replies (答复设置)."""

    number_form = forms.CharField(
        label=_("答复文号的格式"),
        max_length=60,
        help_text=_("{年}、{号}处填入年份和顺序号，如“青政公开答〔{年}〕{号}号”"),
    )
    next_serial = forms.IntegerField(
        label=_("今年下一个顺序号"),
        required=False,
        min_value=1,
        help_text=_("年中启用时接着以前的编；不填就不变"),
    )
    mark = forms.CharField(
        label=_("发文机关标志"),
        required=False,
        max_length=60,
        help_text=_("首页上方的红字，如“青云市人民政府”；不填就没有红头"),
    )
    reconsideration_organ = forms.CharField(label=_("行政复议机关"), max_length=100)
    court = forms.CharField(label=_("管辖法院"), max_length=100)
    first_groups = forms.MultipleChoiceField(
        label=_("除不予公开、部分公开外，也先复议后诉讼的答复"),
        required=False,
        choices=[(group, _GROUPS[group]) for group in reply_kinds.MAY_BE_REFUSING],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("各地理解不同，按当地复议机关和法院的口径选"),
    )

    @property
    def facts(self) -> ReplyFormFacts:
        return ReplyFormFacts(**self.cleaned_data)


class DisputeForm(forms.Form):
    """A reconsideration or a lawsuit (复议、诉讼)."""

    publisher = forms.ModelChoiceField(Publisher.objects.none(), label=_("公开主体"))
    number = forms.CharField(label=_("案号"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=DisputeKind.choices)
    body = forms.CharField(label=_("受理的机关、法院"), max_length=100)
    opened_on = forms.DateField(label=_("受理日期"), widget=DAY)
    result = forms.ChoiceField(
        label=_("结果"), choices=DisputeResult.choices, initial=DisputeResult.PENDING
    )
    concluded_on = forms.DateField(label=_("审结日期"), required=False, widget=DAY)
    case = forms.CharField(
        label=_("涉及的申请"), required=False, max_length=24, help_text=_("办件编号；没有就不填")
    )
    note = _words(_("说明"), most=500)

    def __init__(
        self, *args: Any, user: Any, on: date, row: Dispute | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial_of(row) if row else {"opened_on": on}
        super().__init__(*args, **kwargs)
        self.user = user
        choice: Any = self.fields["publisher"]
        choice.queryset = queries.publishers_kept_by(user)
        if row is not None:
            for name in ("publisher", "case"):
                del self.fields[name]

    def clean_case(self) -> Request | None:
        number = self.cleaned_data["case"].strip()
        if not number:
            return None
        rows = queries.requests_visible_to(self.user).filter(case__number=number)
        found = rows.first()
        if found is None:
            raise ValidationError(_("没有这个编号的申请，或者您不能查看。"))
        return found

    @property
    def facts(self) -> DisputeFacts:
        names = DisputeFacts.__dataclass_fields__
        return DisputeFacts(**{name: self.cleaned_data[name] for name in names})


def _initial_of(row: Dispute) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DisputeFacts.__dataclass_fields__}
