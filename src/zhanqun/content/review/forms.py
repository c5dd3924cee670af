"""Forms of the reviewer and the publisher: they parse; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library.api import ArticleKind, Withdrawal
from zhanqun.content.review.models import Plan, StepScope
from zhanqun.content.review.states import Conclusion
from zhanqun.core.units.api import Role

# Common grounds of a secrecy review; the person may choose one, write, or both.
# Source: 《政府信息公开条例》(2019) Art. 14-17; norms security, secrecy_review.
COMMON_GROUNDS = (
    _("不涉及国家秘密、工作秘密、商业秘密和个人隐私"),
    _("内容均来自已公开的文件和信息"),
    _("原文属性为主动公开，公文签发时已作保密审查"),
    _("个人信息已作去标识处理"),
    _("含有国家秘密或工作秘密，依法不予公开"),
    _("公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
    _("含有商业秘密、个人隐私，未征得权利人同意"),
)


class DigestForm(forms.Form):
    """Which version the person read: the digest that the page showed."""

    digest = forms.CharField(widget=forms.HiddenInput)


class PassForm(DigestForm):
    note = forms.CharField(
        label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(DigestForm):
    to_order = forms.TypedChoiceField(
        label=_("退回到"), coerce=int, empty_value="0", required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        required=False,  # the service says what is missing
        help_text=_("供稿人会看到，请写明要改什么。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, steps: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to_order"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [(0, _("供稿人")), *steps]


class SecrecyForm(DigestForm):
    conclusion = forms.ChoiceField(
        label=_("结论"), choices=Conclusion.choices, widget=forms.RadioSelect
    )
    common_ground = forms.ChoiceField(
        label=_("常用依据"),
        required=False,
        choices=[("", _("（不选，自己写）")), *((text, text) for text in COMMON_GROUNDS)],
    )
    own_ground = forms.CharField(
        label=_("补充依据"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def ground(self) -> str:
        parts = [self.cleaned_data["common_ground"], self.cleaned_data["own_ground"].strip()]
        return "；".join(part for part in parts if part)


class ScheduleForm(forms.Form):
    """A moment in Beijing time, to the second."""

    due_at = forms.DateTimeField(
        label=_("发布时间（北京时间）"),
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local", "step": 1}
        ),
        input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"],
        help_text=_("精确到秒，如 2026-06-18 09:00:00。"),
    )


class WithdrawForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("撤稿方式"),
        choices=[
            (Withdrawal.ERROR, _("发布有误：正文不再显示，原地址说明已撤下")),
            (Withdrawal.NOTICE, _("撤回：正文保留，并注明撤回日期和原因")),
            (Withdrawal.MOVED, _("已移至新地址：原地址自动转到新地址")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("撤稿说明"),
        required=False,  # the service says what is missing
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    moved_to = forms.CharField(label=_("新地址"), required=False, max_length=600)


class PlanForm(forms.Form):
    """The place and kind that a review plan is for."""

    name = forms.CharField(label=_("名称"), max_length=60)
    site = forms.TypedChoiceField(label=_("首发站点"), coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("供稿单位"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(
        label=_("稿件类型"), required=False, choices=[("", _("全部类型")), *ArticleKind.choices]
    )

    def __init__(
        self,
        *args: Any,
        site_choices: list[tuple[int, str]],
        unit_choices: list[tuple[int, str]],
        everywhere: bool,
        **kwargs: Any,
    ) -> None:
        """everywhere: whether the person may set a plan for all sites together."""
        super().__init__(*args, **kwargs)
        site, unit = self.fields["site"], self.fields["unit"]
        assert isinstance(site, forms.TypedChoiceField)
        assert isinstance(unit, forms.TypedChoiceField)
        site.required = not everywhere
        site.choices = [("", _("全部站点")), *site_choices] if everywhere else site_choices
        unit.choices = [("", _("全部单位")), *unit_choices]


class PlanStepForm(forms.Form):
    name = forms.CharField(label=_("环节"), max_length=20)
    role = forms.ChoiceField(label=_("角色"), choices=[("", "—"), *Role.choices])
    scope = forms.ChoiceField(label=_("由谁审"), choices=[("", "—"), *StepScope.choices])
    limit_hours = forms.IntegerField(label=_("时限（小时）"), min_value=1, max_value=720)


STEPS_MAX = 6
PlanSteps = forms.formset_factory(
    PlanStepForm,
    extra=2,
    min_num=1,
    max_num=STEPS_MAX,
    validate_min=True,
    validate_max=True,
    can_delete=True,
)


def steps_of(plan: Plan | None) -> list[dict[str, Any]]:
    """Steps to begin from: the plan's own, else 初审、复审、终审."""
    if plan is not None:
        return [
            {"name": s.name, "role": s.role, "scope": s.scope, "limit_hours": s.limit_hours}
            for s in plan.steps.all()
        ]
    roles = (("初审", Role.REVIEWER, 24), ("复审", Role.LIAISON, 24), ("终审", Role.SIGNER, 48))
    return [
        {"name": name, "role": role, "scope": StepScope.UNIT, "limit_hours": hours}
        for name, role, hours in roles
    ]
