"""The office sorts a letter and passes it on (分办)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.affairs.letters.sorts import CONFIDENTIAL, Sort, clock_for
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.units.api import Unit, User


@dataclass(frozen=True)
class Sorting:
    """What the office makes of a letter. concerns: the unit complained about (被反映单位)."""

    sort: str
    is_complex: bool = False
    concerns: Unit | None = None


@transaction.atomic
def sort_letter(*, uid: UUID, sorting: Sorting, by: User, now: datetime) -> Letter:
    """Set what sort of letter it is; the clock follows, from the same start (改定类型).

    uid: of the case. Raises NotAllowed; IllegalMove where a late or ended case would get another
    clock.
    """
    letter = lock(uid)
    policies.check_is_office(by, letter, _("分办这封来信"))
    before = letter.sort
    if before != sorting.sort:
        letter.sort = Sort(sorting.sort)
        letter.save(update_fields=["sort"])
        audit.record(
            "letters.sorted",
            letter,
            by=by,
            at=now,
            before={"sort": before},
            after={"sort": letter.sort},
        )
    _set_clock(letter, before, sorting, by, now)
    is_confidential = letter.sort in CONFIDENTIAL
    casework.set_confidential(uid=uid, is_confidential=is_confidential, by=by, now=now)
    casework.set_concerns(uid=uid, unit=sorting.concerns, by=by, now=now)
    return letter


@transaction.atomic
def pass_on(
    *, uid: UUID, sorting: Sorting, to: Unit, words: str, by: User, now: datetime
) -> Letter:
    """Sort a letter and offer it to a unit in one step; what two units gave back is decided.

    Raises NotAllowed, IllegalMove, UnitClosed, AlreadyThere, ReasonMissing.
    """
    letter = sort_letter(uid=uid, sorting=sorting, by=by, now=now)
    if letter.case.state == CaseState.DECIDING:
        casework.decide(uid=uid, unit=to, reason=words, by=by, now=now)
    else:
        casework.offer(uid=uid, to=to, reason=words, by=by, now=now)
    return letter


def is_complex(letter: Letter) -> bool:
    return letter.case.clock == clock_for(Sort.HELP, is_complex=True)


def _set_clock(letter: Letter, before: str, sorting: Sorting, by: User, now: datetime) -> None:
    """A petition that was taken keeps the clock on which it runs by now."""
    wanted = clock_for(sorting.sort, is_complex=sorting.is_complex)
    stays = before == sorting.sort == Sort.PETITION
    if stays or wanted == letter.case.clock:
        return
    reason = _("来信类型：{sort}").format(sort=letter.get_sort_display())
    if sorting.is_complex:
        reason = _("情况复杂")
    casework.set_clock(uid=letter.case.uid, clock=wanted, reason=reason, by=by, now=now)
