"""Several letters under one answer (并案)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.queries import merged_open
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import EventKind
from zhanqun.core.units.api import User


@transaction.atomic
def merge(*, uid: UUID, into: UUID, by: User, now: datetime) -> Letter:
    """Put a letter, and what was merged into it, under another's answer (并案).

    uid, into: of cases. A lead that itself was merged stands for its own lead.
    Raises NotAllowed, IllegalMove, LeadUnfit, ConfidentialApart.
    """
    letter, lead = lock(uid), lock(into)
    if lead.merged_into_id is not None and lead.merged_into_id != letter.pk:
        lead = Letter.objects.select_related("case").get(pk=lead.merged_into_id)
    policies.check_is_office(by, letter, _("并案"))
    if lead.merged_into_id is None and _is_merged_still(lead):
        casework.separate(uid=lead.case.uid, by=by, now=now)
    for one in [letter, *merged_open(letter)]:
        casework.merge(uid=one.case.uid, into=lead.case.uid, by=by, now=now)
        one.merged_into = lead
        one.save(update_fields=["merged_into"])
        audit.record("letters.merged", one, by=by, at=now, after={"into": lead.case.number})
    return letter


@transaction.atomic
def separate(*, uid: UUID, by: User, now: datetime) -> Letter:
    """Undo a merging while there is no answer (撤销并案). Raises NotAllowed, IllegalMove."""
    letter = lock(uid)
    casework.separate(uid=uid, by=by, now=now)
    letter.merged_into = None
    letter.save(update_fields=["merged_into"])
    audit.record("letters.separated", letter, by=by, at=now)
    return letter


def let_go(lead: Letter, *, by: User | None, now: datetime) -> list[Letter]:
    """Its lead ended without an answer: each letter under it goes on by itself (主件未答复而办结).

    Called in the transaction that ended it, whoever did: the office, the unit, the writer (None).
    The case keeps its mark until it is merged anew: only an office may take that off.
    """
    freed = merged_open(lead)
    for one in freed:
        one.merged_into = None
        one.save(update_fields=["merged_into"])
        after = {"lead": lead.case.number, "state": lead.case.state}
        audit.record("letters.separated", one, by=by, at=now, after=after)
    return freed


def _is_merged_still(letter: Letter) -> bool:
    """Whether its case is under a lead that let the letter go."""
    rows = letter.case.events.filter(kind__in=(EventKind.MERGED, EventKind.SEPARATED))
    last = rows.order_by("id").last()
    return last is not None and last.kind == EventKind.MERGED and letter.case.is_open
