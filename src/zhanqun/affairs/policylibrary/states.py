"""Relations between documents, decisions on their validity, duties to interpret them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library.api import Validity
from zhanqun.foundation.states import Machine, Move


class RelationKind(models.TextChoices):
    """What a newer document does to an older one (文件关系).

    Source: norms documents.yaml, policy_library, relations.
    """

    AMENDS = "amends", _("修改")
    REPEALS = "repeals", _("废止")
    PARTLY_REPEALS = "partly", _("部分废止")
    REPLACES = "replaces", _("代替")
    FORWARDS = "forwards", _("转发")
    IMPLEMENTS = "implements", _("贯彻")
    EARLIER_VERSION = "earlier", _("历史版本")


K = RelationKind
# What becomes of the older document on the day the relation takes effect.
EFFECTS = {
    K.AMENDS: Validity.AMENDED,
    K.PARTLY_REPEALS: Validity.PARTLY_REPEALED,
    K.REPEALS: Validity.REPEALED,
    K.REPLACES: Validity.REPEALED,
}
# How each end reads the relation: on the newer document, on the older one.
FORWARD = {
    K.AMENDS: _("修改"),
    K.REPEALS: _("废止"),
    K.PARTLY_REPEALS: _("部分废止"),
    K.REPLACES: _("代替"),
    K.FORWARDS: _("转发"),
    K.IMPLEMENTS: _("贯彻"),
    K.EARLIER_VERSION: _("历史版本"),
}
BACKWARD = {
    K.AMENDS: _("被修改"),
    K.REPEALS: _("被废止"),
    K.PARTLY_REPEALS: _("被部分废止"),
    K.REPLACES: _("被代替"),
    K.FORWARDS: _("被转发"),
    K.IMPLEMENTS: _("被贯彻"),
    K.EARLIER_VERSION: _("新版本"),
}


class EventKind(models.TextChoices):
    """A step in the life of a regulation (沿革). Source: 《规章制定程序条例》."""

    ADOPTED = "adopted", _("通过")
    APPROVED = "approved", _("批准")
    ISSUED = "issued", _("公布")
    IN_FORCE = "in_force", _("施行")
    REVISED = "revised", _("修订")


class DecisionKind(models.TextChoices):
    """What its unit decides when a document's term ends (有效期评估结论).

    Source: norms documents.yaml, normative, validity and cleaning.
    """

    CONTINUE = "continue", _("继续有效")
    LAPSE = "lapse", _("到期失效")
    REPEAL = "repeal", _("宣布废止")


class DutyState(models.TextChoices):
    """Where the duty to interpret a document stands (解读任务)."""

    OPEN = "open", _("待解读")
    FULFILLED = "fulfilled", _("已解读")
    WAIVED = "waived", _("不再解读")


D = DutyState
DUTY = Machine(
    Move("fulfil", frozenset({D.OPEN, D.WAIVED}), D.FULFILLED, _("解读发布")),
    Move("reopen", frozenset({D.FULFILLED, D.WAIVED}), D.OPEN, _("重新要求解读")),
    Move("waive", frozenset({D.OPEN}), D.WAIVED, _("不再解读")),
    states=DutyState.choices,
)
