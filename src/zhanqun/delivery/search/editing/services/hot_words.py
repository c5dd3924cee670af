"""Hot words that editors pin or block (热词管理)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.search.editing import policies, rules
from zhanqun.delivery.search.editing.models import HotWord
from zhanqun.delivery.search.lexicon_sources import lexicon_changed

ACT = _("维护热词")


@transaction.atomic
def add_hot_word(*, site_id: int | None, kind: str, word: str, by: User, now: datetime) -> HotWord:
    """Pin or block a word (置顶、屏蔽热词); said again it changes sides.

    Raises NotAllowed, TooFewWords, WordTooLong.
    """
    policies.check_may_keep(by, site_id, act=ACT)
    (checked,) = rules.checked_words([word])
    which: dict[str, Any] = {"site_id": site_id, "word": checked}
    row, _is_new = HotWord.objects.update_or_create(
        **which, defaults={"kind": kind, "changed_at": now}
    )
    after = {"site_id": site_id, "kind": kind, "word": checked}
    audit.record("search.hot_word_set", row, by=by, at=now, after=after)
    lexicon_changed()
    return row


@transaction.atomic
def remove_hot_word(*, uid: UUID, by: User, now: datetime) -> None:
    """Leave a word to the counts again (取消). A second time is harmless. Raises NotAllowed."""
    row = HotWord.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        return
    policies.check_may_keep(by, row.site_id, act=ACT)
    before = {"site_id": row.site_id, "kind": row.kind, "word": row.word}
    audit.record("search.hot_word_removed", row, by=by, at=now, before=before)
    row.delete()
    lexicon_changed()
