"""Why something is not taken in."""

from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.errors import DomainError


class KindUnknown(DomainError):
    code = "intake.kind_unknown"
    message = _("没有这个表单，请从网站上的入口重新打开。")
    status = 404


class KeyUnknown(DomainError):
    """The form's key was not given out by us, or for another form."""

    code = "intake.key_unknown"
    message = _("这一页不是从本网站打开的，还没有提交。您填写的内容都在，请核对后再提交一次。")


class KeyExpired(DomainError):
    """The form was open for more than a day."""

    code = "intake.key_expired"
    message = _("这一页打开已超过一天，还没有提交。您填写的内容都在，请核对后再提交一次。")
    status = 409


class AlreadySent(DomainError):
    """The key has brought something else already: one came back to the page and changed it."""

    code = "intake.already_sent"
    message = _(
        "这一页先前已经提交成功，编号{number}。您后来改动的内容还没有提交；"
        "如果要另外再提交一件，请核对后再提交一次。"
    )
    status = 409


class PayloadRefused(DomainError):
    """facts: errors, name of a field -> what is wrong with it."""

    code = "intake.payload_refused"
    message = _("有内容需要修改。")


class TooManyFiles(DomainError):
    code = "intake.too_many_files"
    message = _("附件最多{most}个，现在有{count}个。多出的没有收下，请合并后再上传。")


class ProofMissing(DomainError):
    """Neither the computation nor the plain question was answered."""

    code = "intake.proof_missing"
    message = _("请回答最后的问题，或重新打开本页再试。")


class TooOften(DomainError):
    """One address sends more than people do."""

    code = "intake.too_often"
    message = _(
        "同一网络刚才提交得太多，这一件还没有收下。您填写的内容都在，请{minutes}分钟后再按一次提交，"
        "或拨打电话、寄信反映。"
    )
    status = 429


class WaitBeforeAsking(DomainError):
    """Wrong receipt numbers were tried; the right one is not answered either meanwhile."""

    code = "intake.wait_before_asking"
    message = _("查询次数太多，请{seconds}秒后再试。")
    status = 429


class AnsweredElsewhere(DomainError):
    code = "intake.answered_elsewhere"
    message = _("“{kind}”由业务模块办理，请在办件页面答复。")
    status = 409


class AnswerRefused(DomainError):
    """An answer on the receipt page lacks something. said: what."""

    code = "intake.answer_refused"
    message = _("{said}，还没有提交。")
    status = 422


class AnswerFilesRefused(DomainError):
    """Files of an answer were not taken. said: which and why; what was typed stays."""

    code = "intake.answer_files_refused"
    message = _("{said}还没有提交，您填写的内容和其余附件都在，请改正后再提交。")
    status = 422


class AskClosed(DomainError):
    """It was answered, or its time is over: facts none, since the page shows how things stand."""

    code = "intake.ask_closed"
    message = _("这一项已经答过，或者已经不能再答，这次没有提交。")
    status = 409
