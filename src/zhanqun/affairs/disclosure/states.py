"""States and legal moves of a catalogue entry (目录条目)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.foundation.states import Machine, Move


class EntryState(models.TextChoices):
    """Follows the article: what is public stands in the public catalogue."""

    DRAFT = "draft", _("未公开")
    LIVE = "live", _("已公开")
    WITHDRAWN = "withdrawn", _("已撤稿")
    REMOVED = "removed", _("已移出目录")


S = EntryState
ENTRY = Machine(
    Move("go_live", frozenset({S.DRAFT, S.WITHDRAWN, S.LIVE}), S.LIVE, _("公开")),
    Move("withdraw", frozenset({S.LIVE}), S.WITHDRAWN, _("撤下")),
    Move("remove", frozenset({S.DRAFT, S.LIVE, S.WITHDRAWN}), S.REMOVED, _("移出目录")),
    Move("file_again", frozenset({S.REMOVED}), S.DRAFT, _("重新编目")),
    states=EntryState.choices,
)
