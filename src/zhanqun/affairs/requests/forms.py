"""Forms of requests at the desk (申请办理表单); field names are those of the services."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests import applicants, charging
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.services.consulting import Consulting
from zhanqun.affairs.requests.states import ConsultationState, Consulted, FeeMethod
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.ui.desk.fields import DAY

REASON_LENGTH, TEXT_LENGTH = 500, 20_000


def _words(label: Any, *, required: bool = True, rows: int = 2, most: int = REASON_LENGTH) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


class UnitChoice(forms.ModelChoiceField):
    """Units that exist, short names indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return "　" * (obj.depth - 1) + str(obj)


class ActForm(forms.Form):
    """A form of one act on one request."""

    def __init__(self, *args: Any, request: Request, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.today = request, today
        self.fill()

    def fill(self) -> None:
        """Set what may be chosen, and what is proposed."""

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RegisterForm(ActForm):
    unit = UnitChoice(Unit.objects.none(), label=_("承办单位"))
    remark = _words(_("登记备注"), required=False)

    def fill(self) -> None:
        _set_units(self, "unit", self.today)
        self.fields["unit"].initial = self.request.publisher.unit_id
        self.fields["remark"].initial = self.request.remark
        self.fields["remark"].help_text = _("例如申请单位已经注销；只有工作人员看得到。")


class RemarkForm(ActForm):
    remark = _words(_("登记备注"), required=False)

    def fill(self) -> None:
        self.fields["remark"].initial = self.request.remark


class TransferForm(ActForm):
    publisher = forms.ModelChoiceField(Publisher.objects.none(), label=_("应由哪个机关受理"))
    reason = _words(_("理由"))

    def fill(self) -> None:
        field = self.fields["publisher"]
        assert isinstance(field, forms.ModelChoiceField)
        rows = disclosure.publishers().filter(takes_requests=True)
        field.queryset = rows.exclude(pk=self.request.publisher_id)
        self.fields["reason"].help_text = _("申请人会看到；期限不变。")


class CorrectionForm(ActForm):
    what = _words(_("需要补正什么"), rows=4, most=TEXT_LENGTH)
    answer_by = forms.DateField(label=_("补正期限"), widget=DAY)
    why_late = _words(_("逾期告知的原因"), required=False)

    def fill(self) -> None:
        """The last only once the seven working days are over."""
        if self.today <= self.initial["limit"]:
            del self.fields["why_late"]

    def facts(self) -> dict[str, Any]:
        return {"why_late": ""} | self.cleaned_data


class AnswerForm(ActForm):
    text = _words(_("补正内容"), rows=4, most=TEXT_LENGTH)
    on = forms.DateField(label=_("收到补正的日期"), widget=DAY)


class DecisionForm(ActForm):
    decision = _words(_("理由"))


class SupplementForm(ActForm):
    reason = _words(_("恢复办理的原因"))
    what = _words(_("需要补充什么"), rows=4, most=TEXT_LENGTH)
    answer_by = forms.DateField(label=_("补正期限"), widget=DAY)


class ExtensionForm(ActForm):
    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1, max_value=20, initial=20)
    reason = _words(_("延期理由"), rows=3, most=TEXT_LENGTH)

    def fill(self) -> None:
        self.fields["reason"].help_text = _("批准后原样告知申请人。只能延期一次。")


class DeferralForm(ActForm):
    until = forms.DateField(label=_("延迟到哪一天答复"), widget=DAY)
    reason = _words(_("延迟答复的理由"), rows=3, most=TEXT_LENGTH)

    def fill(self) -> None:
        self.fields["until"].help_text = _("答复期限以后的工作日，只能确定一次。")
        self.fields["reason"].help_text = _("原样告知申请人。（《政府信息公开条例》第三十五条）")


class RemarkedForm(ActForm):
    remark = _words(_("批示"), required=False)


class ConsultForm(ActForm):
    whom = forms.ChoiceField(label=_("征求谁的意见"), choices=Consulted.choices)
    unit = UnitChoice(
        Unit.objects.none(), label=_("本地机关"), required=False, empty_label=_("不是本地机关")
    )
    name = forms.CharField(label=_("名称"), required=False, max_length=100)
    letter = _words(_("征求意见函"), rows=4, most=TEXT_LENGTH)

    def fill(self) -> None:
        _set_units(self, "unit", self.today)

    def facts(self) -> dict[str, Any]:
        return {"asked": Consulting(**self.cleaned_data)}


class _ConsultationForm(ActForm):
    """About one of those that were asked."""

    states: tuple[str, ...] = (ConsultationState.ASKED,)
    consultation = forms.ChoiceField(label=_("征求对象"))

    def fill(self) -> None:
        field = self.fields["consultation"]
        assert isinstance(field, forms.ChoiceField)
        rows = self.request.consultations.filter(state__in=self.states)
        field.choices = [(str(row.uid), str(row)) for row in rows]


class ReceivedForm(_ConsultationForm):
    on = forms.DateField(label=_("送达日期"), widget=DAY)


class OpinionForm(_ConsultationForm):
    agrees = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意公开")), ("no", _("不同意公开"))],
        coerce=lambda value: value == "yes",
    )
    opinion = _words(_("意见内容"), required=False, rows=3, most=TEXT_LENGTH)
    on = forms.DateField(label=_("收到意见的日期"), widget=DAY)


class OverrideForm(_ConsultationForm):
    states = (ConsultationState.OBJECTED,)
    letter = _words(_("告知第三方：公开什么、为什么"), rows=4, most=TEXT_LENGTH)


class FeeForm(ActForm):
    method = forms.ChoiceField(label=_("计收方式"), choices=FeeMethod.choices)
    pages = forms.IntegerField(label=_("页数（按量的）"), min_value=0, required=False)
    how = _words(_("缴纳方式"), rows=3, most=TEXT_LENGTH)

    def fill(self) -> None:
        number = applicants.number_in_month(self.request)
        self.fields["method"].help_text = str(
            _("按件：当月第{n}件，{yuan}元。一件申请只用一种方式。")
        ).format(n=number, yuan=charging.price_of_application(number))

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"pages": self.cleaned_data["pages"] or 0}


class PaymentForm(ActForm):
    on = forms.DateField(label=_("缴费日期"), widget=DAY)


class NothingForm(ActForm):
    pass


class OtherEndForm(ActForm):
    text = _words(_("原因，申请人会看到"), rows=3, most=TEXT_LENGTH)

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"outcome": "other_3"}


def _set_units(form: forms.Form, name: str, on: date) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = units.units_open(on)
