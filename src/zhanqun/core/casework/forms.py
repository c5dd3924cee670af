"""Forms of cases at the desk (办件表单)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import policies, queries
from zhanqun.core.casework.clocks import Clock
from zhanqun.core.casework.kinds import KINDS, kind_choices
from zhanqun.core.casework.models import Case
from zhanqun.core.casework.states import CaseState
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.ui.desk.fields import FAST_RENDERER

REASON_LENGTH, TEXT_LENGTH = 1000, 20_000
LIMITS = (
    ("", _("全部")),
    ("late", _("逾期")),
    ("today", _("今天到期")),
    ("free", _("未指定承办人")),
)


def _words(label: Any, *, required: bool = True, rows: int = 2, most: int = REASON_LENGTH) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


class UnitChoice(forms.ModelChoiceField):
    """Units that exist, short names indented by their place in the tree."""

    def label_from_instance(self, obj: Unit) -> str:
        return indented(obj)


def indented(unit: Unit) -> str:
    return "　" * (unit.depth - 1) + str(unit)


class ListForm(forms.Form):
    """What a list is narrowed by (筛选). offered: the units that may be chosen."""

    default_renderer = FAST_RENDERER
    q = forms.CharField(label=_("标题或办件编号"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("类型"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    limit = forms.ChoiceField(label=_("期限"), required=False, choices=LIMITS)
    unit = UnitChoice(Unit.objects.all(), label=_("承办单位"), required=False)
    ended = forms.BooleanField(label=_("已办结"), required=False)

    def __init__(self, *args: Any, offered: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "list_%s"} | kwargs)
        places = [(unit.pk, indented(unit)) for unit in offered]
        for name, choices in (
            ("kind", kind_choices()),
            ("state", CaseState.choices),
            ("unit", places),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("全部")), *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """What is valid; the rest of a broken address narrows nothing."""
        self.is_valid()
        return self.cleaned_data


def _set_units(form: forms.Form, name: str, on: date) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = units.units_open(on)


class TermForm(forms.Form):
    """A term of this place (本地时限)."""

    amount = forms.IntegerField(label=_("时限"), min_value=1)
    norm = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("本地文件的名称和文号，会显示在“为什么是这一天”里。"),
    )


class ActForm(forms.Form):
    """A form of one act on one case; field names are the service's."""

    def __init__(self, *args: Any, case: Case, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user, self.on = case, user, on
        self.fill()

    def fill(self) -> None:
        """Set what may be chosen."""


class NothingForm(ActForm):
    pass


class OfferForm(ActForm):
    to = UnitChoice(Unit.objects.none(), label=_("交给"))
    reason = _words(_("说明"), required=False)

    def fill(self) -> None:
        _set_units(self, "to", self.on)
        self.fields["reason"].required = self.case.unit_id is not None


class UnitForm(ActForm):
    unit = UnitChoice(Unit.objects.none(), label=_("单位"))
    reason = _words(_("说明"))

    def fill(self) -> None:
        _set_units(self, "unit", self.on)


class JoinForm(UnitForm):
    reason = _words(_("需要协办的内容"), required=False)


class ReasonForm(ActForm):
    reason = _words(_("理由"))


class GroundForm(ActForm):
    ground = _words(_("法定理由，以及应向哪个机关提出"), rows=3)


class HolderForm(ActForm):
    holder = forms.ModelChoiceField(User.objects.none(), label=_("承办人"))

    def fill(self) -> None:
        field = self.fields["holder"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.handlers_of(self.case.unit, self.on)


class OpinionForm(ActForm):
    unit = UnitChoice(Unit.objects.none(), label=_("协办单位"))
    opinion = _words(_("协办意见"), rows=4, most=TEXT_LENGTH)

    def fill(self) -> None:
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        helping = self.case.joint_units.values("unit")
        covered = units.units_covered(self.user, policies.HANDLERS)
        field.queryset = Unit.objects.filter(pk__in=helping).filter(pk__in=covered)


class WordsForm(ActForm):
    words = _words(_("催办内容"), required=False)


class NoteForm(ActForm):
    note = _words(_("说明"), required=False)


class ExtendForm(ActForm):
    amount = forms.IntegerField(label=_("延长天数"), min_value=1, max_value=400)
    letter = _words(_("告知来件人的延期理由"), rows=4, most=TEXT_LENGTH)

    def fill(self) -> None:
        rule = clock_of(self.case.clock)
        if rule.extension is not None:
            text = _("最多{most}天，只能延期{times}次；按原期限的计算方法（工作日或自然日）。")
            self.fields["amount"].help_text = str(text).format(
                most=rule.extension.most, times=rule.extension.times
            )


class _GroundedForm(ActForm):
    grounds = ""
    ground = forms.ChoiceField(label=_("事由"))
    note = _words(_("说明"), required=False)

    def fill(self) -> None:
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        rows = getattr(clock_of(self.case.clock), self.grounds)
        field.choices = [(code, ground.label) for code, ground in rows.items()]


class PauseForm(_GroundedForm):
    grounds = "pauses"


class RestartForm(_GroundedForm):
    grounds = "restarts"


class ClockForm(ActForm):
    clock = forms.ChoiceField(label=_("时限"))
    reason = _words(_("理由"))

    def fill(self) -> None:
        field = self.fields["clock"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(rule.code, rule.words) for rule in clocks_of(self.case)]
        field.initial = self.case.clock


class ConcernsForm(ActForm):
    unit = UnitChoice(Unit.objects.none(), label=_("被反映单位"), required=False)

    def fill(self) -> None:
        _set_units(self, "unit", self.on)
        self.fields["unit"].initial = self.case.concerns_id


class AnswerForm(ActForm):
    text = _words(_("答复内容"), rows=8, most=TEXT_LENGTH)
    confirmed = forms.BooleanField(label=_("已逐条核对提示，仍按此答复"), required=False)


class FilterForm(forms.Form):
    """Keep what is asked for under a name (存为常用筛选)."""

    name = forms.CharField(label=_("名称"), max_length=40)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


def clocks_of(case: Case) -> list[Clock]:
    if case.kind not in KINDS:
        return []
    return [clock_of(code) for code in KINDS.get(case.kind).clocks]
