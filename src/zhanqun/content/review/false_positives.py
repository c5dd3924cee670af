"""A hit that is wrong, told to whoever keeps the lists (误报)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.review.checking import check
from zhanqun.content.review.overriding import FindingGone
from zhanqun.core.checks import api as checks
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User


@transaction.atomic
def report(*, uid: UUID, key: str, by: User, now: datetime) -> None:
    """Tell that a hit in the newest draft is wrong. Raises NotAllowed, FindingGone."""
    article = library.lock_article(uid)
    if not library.may_edit(by, article):
        raise units.NotAllowed(act=_("登记误报"))
    checked = check(library.working_copy(article), now)
    row = next((row for row in checked.findings if row.key == key and row.hit), None)
    if row is None or row.hit is None:
        raise FindingGone
    words = checked.text.words_in(row.field)
    checks.register_false_positive(hit=row.hit, text=words, by=by, now=now)
