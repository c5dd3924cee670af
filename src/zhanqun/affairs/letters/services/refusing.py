"""A letter is not taken, with its ground and the right body named (不予受理)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.affairs.letters.grounds import (
    LETTER,
    OtherMissing,
    Refusal,
    check_refusal,
    told,
)
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.queries import letters_visible_to, merged_open
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation import clock


@transaction.atomic
def refuse(*, uid: UUID, refusal: Refusal, by: User, now: datetime) -> Letter:
    """Refuse a letter, and with it those merged into it; their receipts say why (不予受理).

    uid: of the case. Raises NotAllowed, IllegalMove, GroundUnknown, OrganMissing, OtherMissing.
    """
    letter = lock(uid)
    ground = check_refusal(refusal)
    other = _other(letter, refusal, by) if ground.names == LETTER else ""
    words = told(ground, refusal, other)
    for one in [*merged_open(letter), letter]:
        casework.decline(uid=one.case.uid, ground=words, by=by, now=now)
        audit.record(
            "letters.refused", one, by=by, at=now, after={"ground": ground.code}, reason=words
        )
    return letter


def _other(letter: Letter, refusal: Refusal, by: User) -> str:
    """How the other letter is named: by its day, to its own writer by its public title too."""
    rows = letters_visible_to(by).exclude(pk=letter.pk)
    found = rows.filter(case__number=refusal.other.strip()).first()
    if found is None or found.case.is_confidential:
        raise OtherMissing
    day = f"{clock.day_of(found.received_at):%Y-%m-%d}"
    if not casework.is_same_writer(letter.case, found.case):
        return _("{day}收到的同类来信").format(day=day)
    return f"{day}《{casework.public_title_of(found.case)}》"
