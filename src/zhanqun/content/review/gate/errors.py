"""What the gate refuses (闸门不放行)."""

from django.utils.translation import gettext_lazy as _

from zhanqun.content.review.findings import Finding
from zhanqun.foundation.errors import DomainError


class NotReady(DomainError):
    """Something still blocks publication; `findings` says what."""

    code = "review.not_ready"
    message = _("还不能发布：{summary}")
    status = 409

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(summary="；".join(row.text for row in findings))
        self.findings = findings


class NotPublic(DomainError):
    code = "review.not_public"
    message = _("稿件没有上线，无需撤稿。")
    status = 409


class WithdrawalUnclear(DomainError):
    code = "review.withdrawal_unclear"
    message = _("请选择撤稿方式。")


class TargetMissing(DomainError):
    code = "review.target_missing"
    message = _("请填写新地址（以https://、http://或/开头）。")


class NoteMissing(DomainError):
    code = "review.note_missing"
    message = _("请写明撤稿说明。")


class NoteUnfit(DomainError):
    """The note is public as the text was: personal data and wrong words stay out of it."""

    code = "review.note_unfit"
    message = _("撤稿说明会公开，请修改：{summary}")


class HomeStays(DomainError):
    code = "review.home_stays"
    message = _("首发栏目不能单独撤下；要下线请撤稿。")
    status = 409


class ColumnHoldsHomes(DomainError):
    code = "review.column_holds_homes"
    message = _("栏目还有{count}篇首发稿件，请归并到其他栏目，不能直接关闭。")
    status = 409


class TimePassed(DomainError):
    code = "review.time_passed"
    message = _("定时要晚于现在；要立即发布请直接按“发布”。")
