from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.delivery.traditional.models import TermKind, han_only


class TermForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=TermKind.choices,
        help_text=_("姓氏只在职务、称谓旁边生效；其他类别处处生效。"),
    )
    plain = forms.CharField(label=_("简体"), max_length=20, validators=[han_only])
    traditional = forms.CharField(
        label=_("繁体"),
        max_length=20,
        validators=[han_only],
        help_text=_("字数与简体相同；不该变的，照写简体。"),
    )
    note = forms.CharField(label=_("说明"), max_length=100, required=False)


class TrialForm(forms.Form):
    """Words to try the table with (试一试)."""

    words = forms.CharField(
        label=_("试一试"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def text(self) -> str:
        facts: dict[str, Any] = self.cleaned_data
        return str(facts["words"])
