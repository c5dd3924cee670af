"""The guide is kept by the publisher's office (编制公开指南)."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.announcing import guide_changed
from zhanqun.affairs.disclosure.models import Guide, Publisher
from zhanqun.core.audit import api as audit
from zhanqun.core.checks.api import Passage, privacy_hits
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import User
from zhanqun.foundation.clock import day_of
from zhanqun.foundation.errors import DomainError

# An office may name a mobile number on which it is reached.
PUBLISHABLE_HITS = frozenset({"privacy.contact_mobile"})


class GuideIncomplete(DomainError):
    """What the Regulation asks a guide to say is missing."""

    code = "disclosure.guide_incomplete"
    message = _("指南还缺“{missing}”，请补上。依据：《政府信息公开条例》第十二条。")


class GuidePersonal(DomainError):
    """A person can be told from what would be public."""

    code = "disclosure.guide_personal"
    message = _("指南里有个人信息“{words}”，不能公开，请删去。")


class NoGuide(DomainError):
    code = "disclosure.no_guide"
    message = _("还没有公开指南，请先编制。")


@dataclass(frozen=True)
class GuideFacts:
    """What a guide says; meanings as in `Guide`. Only the fax may be missing."""

    kinds: str
    arrangement: str
    ways: str
    office: str
    address: str
    hours: str
    telephone: str
    online: str
    fax: str = ""


FACTS = tuple(field.name for field in fields(GuideFacts))


@transaction.atomic
def keep_guide(*, publisher: UUID, facts: GuideFacts, by: User, now: datetime) -> Guide:
    """Write or change the guide; it is public at once (编制、更新公开指南).

    Raises NotAllowed, GuideIncomplete, GuidePersonal.
    """
    owner = _locked(publisher)
    policies.check_may_keep_pages(by, owner.unit)
    said = {name: getattr(facts, name).strip() for name in FACTS}
    _check(said)
    row = Guide.objects.filter(publisher=owner).first() or Guide(publisher=owner)
    before = _told(row) if row.pk else {}
    for name, value in said.items():
        setattr(row, name, value)
    if before == _told(row):
        return _confirmed(row, by, now)
    row.written_by, row.written_at = by, now
    row.reviewed_on, row.is_reminded = day_of(now), False
    row.publisher = owner
    row.save()
    audit.record("disclosure.guide_kept", row, by=by, at=now, before=before, after=_told(row))
    notices.settle([row.uid], now=now)
    guide_changed(row)
    return row


@transaction.atomic
def confirm_guide(*, publisher: UUID, by: User, now: datetime) -> Guide:
    """It is still right (核对无误). Raises NotAllowed, NoGuide."""
    owner = _locked(publisher)
    policies.check_may_keep_pages(by, owner.unit)
    row = Guide.objects.filter(publisher=owner).first()
    if row is None:
        raise NoGuide
    row.publisher = owner
    return _confirmed(row, by, now)


def _confirmed(row: Guide, by: User, now: datetime) -> Guide:
    row.reviewed_on, row.is_reminded = day_of(now), False
    row.save(update_fields=["reviewed_on", "is_reminded"])
    after = {"reviewed_on": row.reviewed_on}
    audit.record("disclosure.guide_confirmed", row, by=by, at=now, after=after)
    notices.settle([row.uid], now=now)
    guide_changed(row)
    return row


def _locked(publisher: UUID) -> Publisher:
    rows = Publisher.objects.select_for_update(of=("self",)).select_related("unit", "site__parent")
    return rows.get(uid=publisher)


def _told(row: Guide) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FACTS}


def _check(said: dict[str, str]) -> None:
    missing = [name for name in FACTS if name != "fax" and not said[name]]
    if missing:
        raise GuideIncomplete(missing="、".join(label_of(name) for name in missing))
    for text in said.values():
        for hit in privacy_hits(Passage("guide", "", text)):
            if hit.level != "hint" and hit.code not in PUBLISHABLE_HITS:
                raise GuidePersonal(words=hit.suggestion or hit.matched[:2])


def label_of(name: str) -> str:
    return str(getattr(Guide._meta.get_field(name), "verbose_name", name))
