"""Rules about units and people, without ORM and clock."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids


def check_credit_code(code: str) -> None:
    """Raise ValidationError unless `code` is a credit code with a right check digit.

    Source: GB 32100-2015.
    """
    if not ids.is_credit_code(code):
        raise ValidationError(_("统一社会信用代码应为18位，且校验码正确。"))
