"""What the receipt asks the applicant (回执询问); each closed once it no longer holds."""

from django.utils.translation import gettext as _

from zhanqun.affairs.requests.applying import FILES_MOST
from zhanqun.affairs.requests.models import Correction
from zhanqun.core.intake.api import Ask

WITHDRAW, CORRECT, PURPOSE = "withdraw", "correct", "purpose"
ALL = (WITHDRAW, CORRECT, PURPOSE)


def withdrawal() -> Ask:
    return Ask(
        code=WITHDRAW,
        title=_("撤回这件申请"),
        choices=[("yes", _("不需要再办理，撤回"))],
        text_label=_("原因"),
        hint=_("撤回后不再答复；需要时可以重新申请。"),
        button=_("撤回"),
        is_folded=True,
    )


def correction(row: Correction) -> Ask:
    """Answered after the day as well: the office then decides whether it is taken."""
    hint = _("请在{day}前补正，材料可以作为附件一起提交；也可以邮寄、当面提交，写上这件的编号。")
    return Ask(
        code=CORRECT,
        title=_("补正"),
        choices=[("yes", _("以下是我的补正内容"))],
        text_label=_("补正内容"),
        hint=hint.format(day=f"{row.answer_by:%Y-%m-%d}"),
        button=_("提交补正"),
        needs_text=True,
        files_most=FILES_MOST,
    )


def purpose() -> Ask:
    return Ask(
        code=PURPOSE,
        title=_("说明申请理由"),
        choices=[("yes", _("以下是我的理由"))],
        text_label=_("申请理由"),
        hint=_("申请的数量、频次较多，请说明理由。"),
        button=_("提交理由"),
        needs_text=True,
    )
