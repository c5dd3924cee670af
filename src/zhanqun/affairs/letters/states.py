"""States of a reply's draft and of a letter's publication, as tables (拟稿与公开的状态)."""

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


D, P = DraftState, PublicationState
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
