"""The form of a person's own notices: it parses; services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SettingsForm(forms.Form):
    email = forms.CharField(
        label=_("邮箱"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
        help_text=_("提醒发到这里；留空就只在后台提醒。修改记入审计。"),
    )
    urgent_mail = forms.BooleanField(label=_("要紧的提醒立即发邮件"), required=False)
    digest = forms.BooleanField(label=_("每天一封待办摘要"), required=False)
