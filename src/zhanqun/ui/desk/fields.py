"""Form fields that desk pages of several rooms use (表单字段)."""

from typing import Any

from django import forms

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Lines(forms.CharField):
    """Several texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]
