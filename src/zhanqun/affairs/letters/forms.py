"""Forms of letters at the desk (来信表单); field names are those of the services."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.grounds import Refusal, grounds
from zhanqun.affairs.letters.masking import PublicText
from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.services.mailboxes import MailboxFacts
from zhanqun.affairs.letters.services.sorting import Sorting
from zhanqun.affairs.letters.sorts import COMPLEX_CLOCK, Sort
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.ui.desk.fields import DAY

REASON_LENGTH, TEXT_LENGTH = 1000, 20_000


def _words(label: Any, *, required: bool = True, rows: int = 2, most: int = REASON_LENGTH) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


class UnitChoice(forms.ModelChoiceField):
    """Units that exist, short names indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * (obj.depth - 1) + str(obj)


class SortForm(forms.Form):
    """What the office makes of a letter (分办)."""

    sort = forms.ChoiceField(label=_("来信类型"), choices=Sort.choices)
    is_complex = forms.BooleanField(required=False)
    concerns = UnitChoice(
        Unit.objects.none(),
        label=_("被反映单位"),
        required=False,
        empty_label=_("没有"),
        help_text=_("选定后，该单位看不到来信人的姓名和联系方式"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = casework.clock_of(COMPLEX_CLOCK).amount
        self.fields["is_complex"].label = _("情况复杂，按{days}个工作日计").format(days=days)
        for field in self.fields.values():
            if isinstance(field, UnitChoice):
                field.queryset = units.units_open(on)

    @property
    def sorting(self) -> Sorting:
        facts = self.cleaned_data
        return Sorting(facts["sort"], is_complex=facts["is_complex"], concerns=facts["concerns"])


class PassOnForm(SortForm):
    """Sort it and pass it on in one step (分办并交办)."""

    to = UnitChoice(Unit.objects.none(), label=_("交给"), empty_label=_("请选择"))
    words = _words(_("说明"), required=False)


class RefusalForm(forms.Form):
    """Why it is not taken, and who is to be asked instead (不予受理)."""

    ground = forms.ChoiceField(label=_("情形"))
    words = _words(_("向来信人说明"), required=False, rows=3)
    organ = forms.CharField(label=_("应向哪个机关提出"), required=False, max_length=100)
    reach = forms.CharField(label=_("它的网址或者电话"), required=False, max_length=200)
    other = forms.CharField(label=_("另一封来信的办件编号"), required=False, max_length=24)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.label) for row in grounds().values()]

    @property
    def refusal(self) -> Refusal:
        return Refusal(**self.cleaned_data)


class DraftForm(forms.Form):
    """A reply as it is written (拟稿)."""

    text = _words(_("答复内容"), required=False, rows=16, most=TEXT_LENGTH)
    why = forms.CharField(
        label=_("保留检查提示的理由"),
        required=False,
        max_length=200,
        help_text=_("检查有提示而不改时必填，审签人会看到"),
    )


class RemarkForm(forms.Form):
    """What the approver says (审签意见)."""

    remark = _words(_("审签意见"), required=False)


class PublicForm(forms.Form):
    """The three texts of a published letter (公开稿)."""

    title = forms.CharField(label=_("公开标题"), max_length=200)
    text = _words(_("公开的来信内容"), rows=8, most=TEXT_LENGTH)
    reply = _words(_("公开的答复"), rows=8, most=TEXT_LENGTH)

    @property
    def public(self) -> PublicText:
        return PublicText(**self.cleaned_data)


class ReasonForm(forms.Form):
    reason = _words(_("理由"), most=200)


class OrderForm(forms.Form):
    """Put a letter under supervision (督办)."""

    instruction = _words(_("督办要求"), rows=3)
    due_on = forms.DateField(label=_("说明期限"), widget=DAY)


class ExplainForm(forms.Form):
    explanation = _words(_("书面说明"), rows=6, most=TEXT_LENGTH)


class AgainForm(forms.Form):
    remark = _words(_("还要说明什么"), rows=3)
    due_on = forms.DateField(label=_("补充说明期限"), widget=DAY)


class SettleForm(forms.Form):
    remark = _words(_("督办结论"), rows=3)


class MailboxForm(forms.Form):
    """A mailbox (信箱). Code and site are set once, with a new one."""

    code = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("写信地址里用，设立后不变；用拼音或英文小写，例如szxx。"),
    )
    site = forms.ModelChoiceField(label=_("网站"), queryset=SiteProfile.objects.none())
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如市长信箱。"))
    office = UnitChoice(
        Unit.objects.none(),
        label=_("统筹单位"),
        help_text=_("由它分办、审核公开；部门自己的信箱选部门自己。"),
    )
    sorts = forms.MultipleChoiceField(
        label=_("受理类型"), choices=Sort.choices, widget=forms.CheckboxSelectMultiple
    )
    note = _words(_("写信须知"), required=False, rows=4)
    petition_url = forms.URLField(
        label=_("网上信访地址"),
        required=False,
        assume_scheme="https",
        help_text=_("不受理信访事项的信箱，写信页上会指到这里。"),
    )
    position = forms.IntegerField(
        label=_("顺序"), min_value=0, max_value=9999, initial=0, help_text=_("小的在前。")
    )

    def __init__(self, *args: Any, user: Any, box: Mailbox | None = None, **kwargs: Any) -> None:
        names = [*MailboxFacts.__dataclass_fields__]
        start = {name: getattr(box, name) for name in names} if box else {}
        super().__init__(*args, **{**kwargs, "initial": start})
        office, site = self.fields["office"], self.fields["site"]
        assert isinstance(office, forms.ModelChoiceField)
        assert isinstance(site, forms.ModelChoiceField)
        covered = units.units_covered(user, policies.OFFICE)
        office.queryset = Unit.objects.filter(pk__in=covered, closed_on=None)
        site.queryset = SiteProfile.objects.filter(host_unit__in=covered).order_by("site_id")
        if box is not None:
            del self.fields["code"], self.fields["site"]

    def facts(self) -> MailboxFacts:
        names = MailboxFacts.__dataclass_fields__
        said = {name: self.cleaned_data[name] for name in names}
        return MailboxFacts(**said | {"sorts": tuple(said["sorts"])})

    def said(self) -> dict[str, Any]:
        """What a new one needs."""
        said = self.cleaned_data
        return {"code": said["code"], "site": said["site"], "facts": self.facts()}
