"""What the receipt asks the writer of a letter (回执询问); each closed once it no longer holds."""

from django.utils.translation import gettext as _

from zhanqun.core.casework.api import Satisfaction
from zhanqun.core.intake.api import Ask

RATE, WITHDRAW, URGE, CONSENT = "rate", "withdraw", "urge", "consent"


def rating(*, may_reopen: bool) -> Ask:
    """may_reopen: whether a bad rating begins the letter again; that is so once."""
    hint = _("每次答复评价一次。选“不满意”或“非常不满意”的，重新办理一次。")
    if not may_reopen:
        hint = _("这封信已经重新办理过一次。您的评价会计入承办单位的满意度。")
    return Ask(
        code=RATE,
        title=_("您对这次答复满意吗"),
        choices=[(str(level), str(label)) for level, label in Satisfaction.choices],
        text_label=_("说说原因"),
        hint=hint,
        button=_("提交评价"),
    )


def withdrawal() -> Ask:
    return Ask(
        code=WITHDRAW,
        title=_("撤回这封信"),
        choices=[("yes", _("不需要再办理，撤回"))],
        text_label=_("原因"),
        hint=_("撤回后不能恢复；需要时可以重新写信。"),
        button=_("撤回"),
        is_folded=True,
    )


def revoking() -> Ask:
    return Ask(
        code=CONSENT,
        title=_("不再同意公开"),
        choices=[("yes", _("来信和答复不要登在网上，已经登出的请撤下"))],
        hint=_("您写信时同意了公开。撤下后不能恢复。"),
        button=_("不再同意"),
        is_folded=True,
    )


def urging() -> Ask:
    return Ask(
        code=URGE,
        title=_("催办"),
        choices=[("yes", _("期限已过，请尽快答复"))],
        text_label=_("补充的话"),
        hint=_("每天可以催办一次。"),
        button=_("催办"),
        is_folded=True,
    )
