"""A form is filled in and the act it stands for is tried (提交)."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from zhanqun.foundation.errors import DomainError


def attempt(form: BaseForm, act: Callable[[], Any]) -> tuple[bool, list[str], int]:
    """Do it if the form is filled in: (done, errors to show above the form, status)."""
    if not form.is_bound:
        return False, [], 200
    if not form.is_valid():
        return False, [_("请修改标出的内容。")], 400
    try:
        act()
    except DomainError as refusal:
        return False, [str(refusal)], refusal.status
    return True, [], 200
