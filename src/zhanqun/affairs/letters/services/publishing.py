"""What of a letter becomes public: masked, decided, withheld, withdrawn (遮盖与公开).

Apart from the reply: a late decision on publication holds up no answer.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import masking, policies
from zhanqun.affairs.letters.announcing import publication_changed
from zhanqun.affairs.letters.masking import PublicText
from zhanqun.affairs.letters.models import Letter, Publication
from zhanqun.affairs.letters.services.locking import lock
from zhanqun.affairs.letters.sorts import PUBLISHABLE
from zhanqun.affairs.letters.states import PUBLICATION, PublicationState
from zhanqun.core.audit import api as audit
from zhanqun.core.casework.api import CaseState
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError


class NotPublishable(DomainError):
    code = "letters.not_publishable"
    message = _("这封来信不能公开：{why}。")


class StillTelling(DomainError):
    code = "letters.still_telling"
    message = _("公开稿里还有不能公开的内容：{what}。请遮盖后再公开。")


class TextMissing(DomainError):
    code = "letters.public_text_missing"
    message = _("请填写公开的标题、来信内容和答复。")


class ReasonMissing(DomainError):
    code = "letters.reason_missing"
    message = _("请写明理由。")


def why_not_public(letter: Letter) -> str:
    """What forbids that a letter be published, "" where nothing does."""
    if not letter.agrees:
        return str(_("来信人没有同意公开"))
    if letter.sort not in PUBLISHABLE:
        return str(_("“{sort}”不公开")).format(sort=letter.get_sort_display())
    if letter.merged_into_id is not None:
        return str(_("已与别的来信并案，由那一封公开"))
    if letter.case.state != CaseState.ANSWERED:
        return str(_("还没有答复"))
    return ""


@transaction.atomic
def mask(*, uid: UUID, public: PublicText, by: User, now: datetime) -> Publication:
    """Keep the text as it would be public; nothing is public by it (遮盖). uid: of the case.

    Raises NotAllowed, IllegalMove, NotPublishable, TextMissing, StillTelling.
    """
    row = _locked(uid, by)
    state = PUBLICATION.target("mask", row.state)
    _check_publishable(row.letter)
    _check_text(row.letter, public)
    row.title, row.text, row.reply = public.title.strip(), public.text, public.reply
    row.masked_by = by
    _move(row, state, "", "letters.masked", by, now)
    return row


@transaction.atomic
def publish(*, uid: UUID, by: User, now: datetime) -> Publication:
    """Make the masked text public (公开); what may not be public is looked for once more.

    Raises NotAllowed, IllegalMove, NotPublishable, StillTelling.
    """
    row = _locked(uid, by)
    state = PUBLICATION.target("publish", row.state)
    _check_publishable(row.letter)
    _check_text(row.letter, PublicText(row.title, row.text, row.reply))
    row.published_at = row.published_at or now
    _move(row, state, "", "letters.published", by, now)
    publication_changed(row, now)
    return row


@transaction.atomic
def withhold(*, uid: UUID, reason: str, by: User, now: datetime) -> Publication:
    """Decide that it does not become public (不公开). Raises NotAllowed, IllegalMove."""
    row = _locked(uid, by)
    state = PUBLICATION.target("withhold", row.state)
    _check_reason(reason)
    _move(row, state, reason, "letters.withheld", by, now)
    return row


@transaction.atomic
def withdraw(*, uid: UUID, reason: str, by: User, now: datetime) -> Publication:
    """Take back what is public (撤下). Raises NotAllowed, IllegalMove, ReasonMissing."""
    row = _locked(uid, by)
    state = PUBLICATION.target("withdraw", row.state)
    _check_reason(reason)
    _move(row, state, reason, "letters.withdrawn", by, now)
    publication_changed(row, now)
    return row


@transaction.atomic
def consent_withdrawn(*, uid: UUID, reason: str, by: User, now: datetime) -> Publication:
    """The writer told the office that they agree no longer (撤回同意).

    reason: how they said so. Raises NotAllowed, NotPublishable, ReasonMissing.
    """
    row = _locked(uid, by)
    _check_reason(reason)
    if not row.letter.agrees:
        raise NotPublishable(why=why_not_public(row.letter))
    return _agreed_no_longer(row, reason, by, now)


@transaction.atomic
def revoke_consent(*, uid: UUID, now: datetime) -> Publication:
    """The writer agrees no longer, and says so through the receipt. uid: of the case."""
    letter = lock(uid)
    row = Publication.objects.select_for_update().get(letter=letter)
    row.letter = letter
    return _agreed_no_longer(row, str(_("来信人不再同意公开")), None, now)


def _agreed_no_longer(row: Publication, reason: str, by: User | None, now: datetime) -> Publication:
    """What is public is taken back at once; nothing publishes it again."""
    row.letter.agrees = False
    row.letter.save(update_fields=["agrees"])
    audit.record("letters.consent_withdrawn", row.letter, by=by, at=now, reason=reason)
    if row.state == PublicationState.PUBLISHED:
        state = PUBLICATION.target("withdraw", row.state)
        _move(row, state, reason, "letters.withdrawn", by, now)
        publication_changed(row, now)
    elif "withhold" in PUBLICATION.open_from(row.state):
        state = PUBLICATION.target("withhold", row.state)
        _move(row, state, reason, "letters.withheld", by, now)
    return row


def _locked(uid: UUID, by: User) -> Publication:
    letter = lock(uid)
    policies.check_is_office(by, letter, _("决定来信的公开"))
    row = Publication.objects.select_for_update().get(letter=letter)
    row.letter = letter
    return row


def _check_publishable(letter: Letter) -> None:
    why = why_not_public(letter)
    if why:
        raise NotPublishable(why=why)


def _check_text(letter: Letter, public: PublicText) -> None:
    if not all(words.strip() for words in (public.title, public.text, public.reply)):
        raise TextMissing
    found = masking.still_telling(letter.case, public)
    if found:
        raise StillTelling(what="、".join(found))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _move(
    row: Publication, state: str, reason: str, act: str, by: User | None, now: datetime
) -> None:
    before = row.state
    row.state, row.reason, row.decided_by = PublicationState(state), reason.strip(), by
    row.save()
    audit.record(
        act,
        row.letter,
        by=by,
        at=now,
        before={"state": before},
        after={"state": row.state},
        reason=row.reason,
    )
