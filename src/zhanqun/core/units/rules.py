"""Rules about units and people, without ORM and clock."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation import ids
from zhanqun.foundation.errors import DomainError


class EmailInvalid(DomainError):
    code = "units.email_invalid"
    message = _("“{email}”不是邮箱地址，应形如 name@example.gov.cn。")


class EmailElsewhere(DomainError):
    """Unpublished titles stand in notices: they stay with mail servers the operator named."""

    code = "units.email_elsewhere"
    message = _("邮箱应使用单位邮箱（{domains}），请改填后再保存。")


def check_credit_code(code: str) -> None:
    """Raise ValidationError unless `code` is a credit code with a right check digit.

    Source: GB 32100-2015.
    """
    if not ids.is_credit_code(code):
        raise ValidationError(_("统一社会信用代码应为18位，且校验码正确。"))


def check_email(email: str, domains: Collection[str]) -> None:
    """Raise EmailInvalid unless `email` is one address; EmailElsewhere outside the domains.

    domains: those allowed, their subdomains included; empty for any.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise EmailInvalid(email=email) from None
    host = email.rpartition("@")[2].lower()
    if domains and not any(host == name or host.endswith(f".{name}") for name in domains):
        raise EmailElsewhere(domains="、".join(domains))
