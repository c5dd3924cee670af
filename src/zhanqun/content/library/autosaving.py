"""What was typed and not saved yet (自动保存): kept for its writer, shown to nobody else.

An autosave is no version: no digest covers it, it voids no approval and leaves no entry in the
trail. Saving the article ends it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import policies
from zhanqun.content.library.models import Article, Autosave
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

KEPT_DAYS = 30
# Below what a form may hold at all (DATA_UPLOAD_MAX_MEMORY_SIZE).
BYTES_MOST = 2 * 1024 * 1024

Typed = Mapping[str, list[str]]


class AutosaveTooLarge(DomainError):
    code = "library.autosave_too_large"
    message = _("内容超过{limit} MB，不能自动保存。请按“保存草稿”。")
    status = 413


@transaction.atomic
def keep_autosave(*, article: Article | None, typed: Typed, by: User, now: datetime) -> Autosave:
    """Keep what the person typed, in place of what was kept before.

    article: None while it is not made yet. Raises NotAllowed, AutosaveTooLarge.
    """
    if article is None:
        units.check_anywhere(by, units.WRITERS, act=_("新建稿件"))
    else:
        policies.check_may_edit(by, article)
    size = sum(len(value.encode("utf-8", "replace")) for row in typed.values() for value in row)
    if size > BYTES_MOST:
        raise AutosaveTooLarge(limit=BYTES_MOST // 1024 // 1024)
    plain = {name: [value.replace("\0", "") for value in row] for name, row in typed.items()}
    kept, _made = Autosave.objects.update_or_create(
        person=by, article=article, defaults={"typed": plain, "saved_at": now}
    )
    return kept


def autosave_of(article: Article | None, person: User) -> Autosave | None:
    """What this person typed into this article, or into one not made yet, and did not save."""
    return Autosave.objects.filter(article=article, person=person).first()


def forget_autosave(article: Article | None, person: User) -> None:
    """It was saved, or thrown away."""
    Autosave.objects.filter(article=article, person=person).delete()


def forget_old_autosaves(*, now: datetime) -> int:
    """Delete what nobody came back for; returns how many."""
    old = Autosave.objects.filter(saved_at__lt=now - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
