"""What the figures are asked for (访问量查询条件)."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhanqun.ui.desk.fields import DAY

DAYS_FIRST, DAYS_MOST = 30, 400


class Asked(forms.Form):
    """Site and days; the last thirty days of all sites where nothing is said."""

    site = forms.TypedChoiceField(label=_("网站"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("从"), widget=DAY)
    until = forms.DateField(label=_("到"), widget=DAY)

    def __init__(self, data: Any, *, choices: list[tuple[int, str]], today: date) -> None:
        first = {"site": "", "since": today - timedelta(days=DAYS_FIRST), "until": today}
        super().__init__({name: data.get(name) or value for name, value in first.items()})
        self.fields["site"].choices = [("", _("全部网站")), *choices]  # type: ignore[attr-defined]
        if len(choices) < 2:
            del self.fields["site"]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        since, until = asked.get("since"), asked.get("until")
        if since and until and since > until:
            raise ValidationError(_("“从”不能晚于“到”。"))
        if since and until and (until - since).days > DAYS_MOST:
            raise ValidationError(_("一次最多查看400天。"))
        return asked
