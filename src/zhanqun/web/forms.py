"""Forms of the desk's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhanqun.web.trail_words import WORDS

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TrailSearch(forms.Form):
    """Who, what, when, on which record (审计查询)."""

    who = forms.CharField(label=_("操作人"), required=False, max_length=60)
    what = forms.ChoiceField(
        label=_("操作"), required=False, choices=[("", _("全部")), *WORDS.items()]
    )
    record = forms.CharField(label=_("对象"), required=False, max_length=200)
    since = forms.DateField(label=_("从"), required=False, widget=DAY)
    until = forms.DateField(label=_("到"), required=False, widget=DAY)
