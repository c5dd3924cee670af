"""States of drafts, publications, supervisions and questions, as tables (状态)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class DraftState(models.TextChoices):
    WRITING = "writing", _("拟稿")
    SUBMITTED = "submitted", _("待审签")
    SENT = "sent", _("已答复")


class PublicationState(models.TextChoices):
    UNDECIDED = "undecided", _("待定")
    MASKED = "masked", _("待公开")
    PUBLISHED = "published", _("已公开")
    WITHHELD = "withheld", _("不公开")
    WITHDRAWN = "withdrawn", _("已撤下")


class SupervisionState(models.TextChoices):
    ORDERED = "ordered", _("待说明")
    EXPLAINED = "explained", _("已说明")
    SETTLED = "settled", _("已销号")


class QuestionState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公开")
    RETIRED = "retired", _("已停用")


D, P, V, Q = DraftState, PublicationState, SupervisionState, QuestionState
DRAFT = Machine(
    Move("submit", frozenset({D.WRITING}), D.SUBMITTED, _("送审签")),
    Move("return", frozenset({D.SUBMITTED}), D.WRITING, _("退回修改")),
    Move("send", frozenset({D.SUBMITTED}), D.SENT, _("审签并答复")),
    states=DraftState.choices,
)
PUBLICATION = Machine(
    Move("mask", frozenset({P.UNDECIDED, P.MASKED, P.WITHHELD, P.WITHDRAWN}), P.MASKED, _("遮盖")),
    Move("publish", frozenset({P.MASKED}), P.PUBLISHED, _("公开")),
    Move("withhold", frozenset({P.UNDECIDED, P.MASKED}), P.WITHHELD, _("不公开")),
    Move("withdraw", frozenset({P.PUBLISHED}), P.WITHDRAWN, _("撤下")),
    states=PublicationState.choices,
)
SUPERVISION = Machine(
    Move("explain", frozenset({V.ORDERED}), V.EXPLAINED, _("提交书面说明")),
    Move("ask_again", frozenset({V.EXPLAINED}), V.ORDERED, _("要求补充说明")),
    Move("settle", frozenset({V.ORDERED, V.EXPLAINED}), V.SETTLED, _("销号")),
    states=SupervisionState.choices,
)
QUESTION = Machine(
    Move("publish", frozenset({Q.DRAFT, Q.RETIRED}), Q.PUBLISHED, _("公开")),
    Move("write", frozenset({Q.DRAFT}), Q.DRAFT, _("修改")),
    Move("confirm", frozenset({Q.PUBLISHED}), Q.PUBLISHED, _("复核无误")),
    Move("change", frozenset({Q.PUBLISHED}), Q.PUBLISHED, _("修改公开的问答")),
    Move("retire", frozenset({Q.DRAFT, Q.PUBLISHED}), Q.RETIRED, _("停用")),
    states=QuestionState.choices,
)
