"""Forms of the administrators: they parse; services decide."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhanqun.core.units.models import Unit, UnitKind, User
from zhanqun.core.units.roles import Role

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _password_help() -> str:
    """What every validator asks for, in one line."""
    return "".join(password_validation.password_validators_help_texts())


class UnitField(forms.ModelChoiceField):
    """A unit, indented as in the tree."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * (unit.depth - 1)}{unit.name}"


class PersonField(forms.ModelChoiceField):
    """A person, shown with account and unit."""

    def label_from_instance(self, person: Any) -> str:
        unit = f"，{person.unit}" if person.unit else ""
        return f"{person}（{person.username}{unit}）"


class NewUnitForm(forms.Form):
    parent = UnitField(
        label=_("上级单位"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("（无，最上级）"),
    )
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices)
    name = forms.CharField(label=_("全称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=60)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=18,
        required=False,
        empty_value=None,
        validators=Unit._meta.get_field("credit_code").validators,
    )
    document_code = forms.CharField(
        label=_("机关代字"), max_length=20, required=False, help_text=_("如：青政办发")
    )
    division_code = forms.CharField(label=_("行政区划代码"), max_length=12, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["parent"], units)

    def clean_credit_code(self) -> str | None:
        code = self.cleaned_data["credit_code"]
        if code and Unit.objects.filter(credit_code=code).exists():
            raise ValidationError(_("这个统一社会信用代码已登记在另一单位。"))
        return str(code) if code else None


class CloseUnitForm(forms.Form):
    on = forms.DateField(label=_("撤并日期"), widget=DAY)
    successor = UnitField(
        label=_("承接单位"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("（无）"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["successor"], units)


class NewUserForm(forms.Form):
    username = forms.CharField(
        label=_("用户名"), max_length=150, validators=User._meta.get_field("username").validators
    )
    name = forms.CharField(label=_("姓名"), max_length=120)
    unit = UnitField(label=_("单位"), queryset=Unit.objects.none())
    password = forms.CharField(
        label=_("初始密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("请当面告知本人，登录后必须修改。要求与本人设定的密码相同。"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["unit"], units)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        named = User(
            username=self.cleaned_data.get("username", ""), name=self.cleaned_data.get("name", "")
        )
        password_validation.validate_password(password, named)
        return password


class ChangePasswordForm(forms.Form):
    """Named so that a refusal never shows what was typed (web.errors)."""

    old_password = forms.CharField(
        label=_("原密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(_password_help, str)(),
    )
    new_password_again = forms.CharField(
        label=_("再输一次新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_new_password_again(self) -> str:
        again: str = self.cleaned_data["new_password_again"]
        if again != self.cleaned_data.get("new_password"):
            raise ValidationError(_("两次输入的新密码不一致。"))
        return again


class ResetPasswordForm(forms.Form):
    reason = forms.CharField(
        label=_("原因"), max_length=200, help_text=_("如：忘记密码，已当面核实身份。记入审计。")
    )


class AppointForm(forms.Form):
    user = PersonField(label=_("人员"), queryset=User.objects.none())
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    scope = forms.ChoiceField(label=_("范围"), help_text=_("含下级单位、下级栏目。"))
    valid_from = forms.DateField(label=_("任期起"), widget=DAY)
    valid_until = forms.DateField(
        label=_("任期止"), widget=DAY, required=False, help_text=_("留空为长期。")
    )
    deputy = PersonField(
        label=_("B角"), queryset=User.objects.none(), required=False, empty_label=_("（无）")
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        scopes: list[tuple[str, list[tuple[str, str]]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["user"], people)
        _choose_from(self.fields["deputy"], people)
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices = scopes

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("deputy") and said.get("deputy") == said.get("user"):
            self.add_error("deputy", _("B角不能是本人。"))
        return said


class DeputyForm(forms.Form):
    deputy = PersonField(
        label=_("B角"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("（无）"),
        help_text=_("B角的权限与本人相同；本人请假外出时，提醒先发给B角。"),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["deputy"], people)


class AbsenceForm(forms.Form):
    """Who is away; whoever may only say it of themselves has no choice of people."""

    person = PersonField(label=_("人员"), queryset=User.objects.none())
    starts_on = forms.DateField(label=_("开始日期"), widget=DAY)
    ends_on = forms.DateField(label=_("结束日期（含）"), widget=DAY)
    note = forms.CharField(label=_("说明"), max_length=100, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["person"], people)


class EmailForm(forms.Form):
    email = forms.CharField(
        label=_("邮箱"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
        help_text=_("提醒发到这里；留空就不发邮件。"),
    )


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("任期最后一天"), widget=DAY)


def _choose_from(field: forms.Field, rows: QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
