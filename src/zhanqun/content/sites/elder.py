"""The home of elder mode (长者首页): telephone, eight things in plain words, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import queries
from zhanqun.content.sites.changes import announce_structure
from zhanqun.content.sites.keys import elder_key
from zhanqun.content.sites.models import Column, ElderHome, SiteProfile
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.errors import DomainError

# Source: face design, elder home; more than eight is no longer a choice at a glance.
ENTRIES_MAX = 8


class TooManyEntries(DomainError):
    code = "sites.too_many_elder_entries"
    message = _("长者首页最多放{limit}件事，现在是{count}件。请删去几件。")


class NewsElsewhere(DomainError):
    code = "sites.elder_news_elsewhere"
    message = _("消息栏目只能选本站开设中的栏目。")


@dataclass(frozen=True)
class ElderEntry:
    """One thing to do, in plain words (常办的事)."""

    title: str
    note: str
    url: str


def elder_home_of(site_id: int) -> ElderHome:
    """What a site's elder home shows; the nationwide hotline alone where nothing was set."""
    depends_on(elder_key(site_id))
    found = ElderHome.objects.select_related("news").filter(profile__site_id=site_id).first()
    return found or ElderHome()


def entries_of(home: ElderHome) -> list[ElderEntry]:
    return [ElderEntry(*row) for row in home.entries]


@transaction.atomic
def arrange_elder_home(
    *,
    profile: SiteProfile,
    phone: str,
    phone_text: str,
    phone_note: str,
    entries: Sequence[ElderEntry],
    news: Column | None,
    by: User | None,
    now: datetime,
) -> ElderHome:
    """Set a site's elder home anew (设置长者首页).

    by: None only while an installation is set up.
    Raises NotAllowed, TooManyEntries, NewsElsewhere.
    """
    if by is not None:
        units.check(by, [Role.SITE_MANAGER], queries.site_scopes(profile), act=_("设置长者首页"))
    if len(entries) > ENTRIES_MAX:
        raise TooManyEntries(limit=ENTRIES_MAX, count=len(entries))
    if news is not None and not queries.columns_of(profile.site_id).filter(pk=news.pk).exists():
        raise NewsElsewhere
    former = ElderHome.objects.select_for_update().filter(profile=profile).first()
    facts = {
        "phone": phone,
        "phone_text": phone_text,
        "phone_note": phone_note,
        "entries": [[row.title, row.note, row.url] for row in entries],
        "news": news,
    }
    home, _made = ElderHome.objects.update_or_create(profile=profile, defaults=facts)
    before = {name: getattr(former, name) for name in facts} if former else {}
    audit.record("sites.elder_home_set", profile, by=by, at=now, before=before, after=facts)
    announce_structure([elder_key(profile.site_id)], [profile.site_id])
    return home
