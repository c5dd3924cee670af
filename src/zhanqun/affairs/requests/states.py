"""Who applies and how they want it; states of what moves the clock (依申请公开的各种状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class ApplicantKind(models.TextChoices):
    """Columns of the annual report's third table. Source: 国办公开办函〔2021〕30号."""

    NATURAL_PERSON = "natural_person", _("自然人")
    BUSINESS = "org_business", _("商业企业")
    RESEARCH = "org_research", _("科研机构")
    PUBLIC_GOOD = "org_public_good", _("社会公益组织")
    LEGAL = "org_legal", _("法律服务机构")
    OTHER = "org_other", _("其他")


class Form(models.TextChoices):
    """How the information is wanted (获取方式). Source: 《政府信息公开条例》第二十九条."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子数据")
    INSPECTION = "inspection", _("查阅、抄录")


class Delivery(models.TextChoices):
    """By which way it reaches the applicant (获取途径)."""

    ONLINE = "online", _("网上查看、下载")
    EMAIL = "email", _("电子邮件")
    POST = "post", _("邮寄")
    FAX = "fax", _("传真")
    IN_PERSON = "in_person", _("当面领取")


class IdKind(models.TextChoices):
    """What proves who a person is (身份证明)."""

    ID_CARD = "id_card", _("居民身份证")
    PASSPORT = "passport", _("护照")
    PERMIT = "permit", _("港澳台居民居住证、来往内地（大陆）通行证")
    OTHER = "other", _("其他证件")


class CorrectionState(models.TextChoices):
    ASKED = "asked", _("待补正")
    LATE = "late", _("逾期补正，待定")
    CORRECTED = "corrected", _("已补正")
    GIVEN_UP = "given_up", _("未补正")
    # The request was ended by mistake and taken up again: another notice may follow.
    SUPERSEDED = "superseded", _("已由补充告知代替")


CORRECTION = Machine(
    Move("answer", frozenset({CorrectionState.ASKED}), CorrectionState.CORRECTED, _("收到补正")),
    Move("answer_late", frozenset({CorrectionState.ASKED}), CorrectionState.LATE, _("逾期补正")),
    Move("take", frozenset({CorrectionState.LATE}), CorrectionState.CORRECTED, _("接受逾期补正")),
    Move(
        "give_up",
        frozenset({CorrectionState.ASKED, CorrectionState.LATE}),
        CorrectionState.GIVEN_UP,
        _("逾期不补正，不再处理"),
    ),
    Move(
        "supersede",
        frozenset(set(CorrectionState) - {CorrectionState.SUPERSEDED}),
        CorrectionState.SUPERSEDED,
        _("补充告知"),
    ),
    states=CorrectionState.choices,
)


class Consulted(models.TextChoices):
    THIRD_PARTY = "third_party", _("第三方")
    ORGAN = "other_organ", _("其他机关")


class ConsultationState(models.TextChoices):
    ASKED = "asked", _("等待意见")
    AGREED = "agreed", _("同意公开")
    OBJECTED = "objected", _("不同意公开")
    SILENT = "silent", _("逾期未提出意见")


CONSULTATION = Machine(
    Move("agree", frozenset({ConsultationState.ASKED}), ConsultationState.AGREED, _("同意公开")),
    Move(
        "object", frozenset({ConsultationState.ASKED}), ConsultationState.OBJECTED, _("不同意公开")
    ),
    Move(
        "lapse", frozenset({ConsultationState.ASKED}), ConsultationState.SILENT, _("逾期未提出意见")
    ),
    states=ConsultationState.choices,
)


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("待批准")
    GRANTED = "granted", _("已批准")
    REFUSED = "refused", _("不批准")


EXTENSION = Machine(
    Move("grant", frozenset({ExtensionState.ASKED}), ExtensionState.GRANTED, _("批准延期")),
    Move("refuse", frozenset({ExtensionState.ASKED}), ExtensionState.REFUSED, _("不批准延期")),
    states=ExtensionState.choices,
)


class FeeMethod(models.TextChoices):
    APPLICATIONS = "applications", _("按件")
    PAGES = "pages", _("按量（页）")


class FeeState(models.TextChoices):
    SENT = "sent", _("待缴费")
    PAID = "paid", _("已缴费")
    UNPAID = "unpaid", _("逾期未缴费")


FEE = Machine(
    Move("pay", frozenset({FeeState.SENT}), FeeState.PAID, _("登记缴费")),
    Move("give_up", frozenset({FeeState.SENT}), FeeState.UNPAID, _("逾期未缴费，不再处理")),
    states=FeeState.choices,
)


class ReplyState(models.TextChoices):
    WRITING = "writing", _("拟稿")
    SUBMITTED = "submitted", _("待签发")
    ISSUED = "issued", _("已签发，待送出")
    SENT = "sent", _("已送出")


REPLY = Machine(
    Move("submit", frozenset({ReplyState.WRITING}), ReplyState.SUBMITTED, _("送签发")),
    Move("return", frozenset({ReplyState.SUBMITTED}), ReplyState.WRITING, _("退回修改")),
    Move("issue", frozenset({ReplyState.SUBMITTED}), ReplyState.ISSUED, _("签发")),
    Move("take_back", frozenset({ReplyState.ISSUED}), ReplyState.WRITING, _("撤回签发")),
    Move("send", frozenset({ReplyState.ISSUED}), ReplyState.SENT, _("送出")),
    states=ReplyState.choices,
)


class DeliveryState(models.TextChoices):
    UNDER_WAY = "under_way", _("送达中")
    RECEIVED = "received", _("已送达")
    FAILED = "failed", _("未送达")


DELIVERY = Machine(
    Move("receive", frozenset({DeliveryState.UNDER_WAY}), DeliveryState.RECEIVED, _("登记送达")),
    Move("fail", frozenset({DeliveryState.UNDER_WAY}), DeliveryState.FAILED, _("登记未送达")),
    states=DeliveryState.choices,
)


class DisputeKind(models.TextChoices):
    """Groups of the annual report's fourth table. Source: 国办公开办函〔2021〕30号."""

    RECONSIDERATION = "reconsideration", _("行政复议")
    DIRECT = "direct_litigation", _("行政诉讼（未经复议直接起诉）")
    AFTER = "after_reconsideration", _("行政诉讼（复议后起诉）")


class DisputeResult(models.TextChoices):
    UPHELD = "upheld", _("结果维持")
    CORRECTED = "corrected", _("结果纠正")
    OTHER = "other", _("其他结果")
    PENDING = "pending", _("尚未审结")


class ArchiveState(models.TextChoices):
    WAITING = "waiting", _("等待生成")
    MAKING = "making", _("正在生成")
    READY = "ready", _("已生成")
    FAILED = "failed", _("没有生成")


UNDER_WAY = frozenset({ArchiveState.WAITING, ArchiveState.MAKING})
_RESTS = frozenset({ArchiveState.READY, ArchiveState.FAILED})
ARCHIVE = Machine(
    Move("begin", UNDER_WAY, ArchiveState.MAKING, _("开始生成")),
    Move("finish", frozenset({ArchiveState.MAKING}), ArchiveState.READY, _("生成")),
    Move("fail", UNDER_WAY, ArchiveState.FAILED, _("生成失败")),
    Move("ask_again", _RESTS | UNDER_WAY, ArchiveState.WAITING, _("重新生成")),
    states=ArchiveState.choices,
)
