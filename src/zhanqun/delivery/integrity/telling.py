"""Alarms of the watch and of proofs (防篡改报警)."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, User
from zhanqun.delivery.integrity.models import Incident, Proof
from zhanqun.foundation import clock

KINDS = {
    "integrity.tampered": Kind(gettext_lazy("网页被篡改"), is_urgent=True),
    "integrity.not_proved": Kind(gettext_lazy("发布核验不一致"), is_urgent=True),
}
# Of a flood everybody hears once in this time; the desk lists all of it.
ALARM_SECONDS = 600


def tampered(profile: SiteProfile, rows: Sequence[Incident], now: datetime) -> None:
    restored = all(row.restored_at for row in rows)
    text = _("{site}发现{n}个文件与发布的不一致，{fate}")
    fate = _("已自动恢复") if restored else _("尚未全部恢复，请立即处理")
    notices.tell(
        _guardians(profile, now),
        kind="integrity.tampered",
        text=text.format(site=profile.short_name or profile.name, n=len(rows), fate=fate),
        detail="；".join(f"{row.get_kind_display()}：{row.path}" for row in rows[:5]),
        url=_url(profile),
        key=_key("tampered", profile, now, restored),
        now=now,
    )


def not_proved(profile: SiteProfile, rows: Sequence[Proof], now: datetime) -> None:
    """Addresses that do not answer as published, after every attempt."""
    text = _("{site}有{n}个地址的访问结果与发布的不一致")
    notices.tell(
        _guardians(profile, now),
        kind="integrity.not_proved",
        text=text.format(site=profile.short_name or profile.name, n=len(rows)),
        detail="；".join(f"{row.path}：{row.error}" for row in rows[:5]),
        url=reverse("integrity:proofs"),
        key=_key("not_proved", profile, now, False),
        now=now,
    )


def _guardians(profile: SiteProfile, now: datetime) -> list[User]:
    """The security administrators and who manages the site."""
    roles = (Role.SECURITY_ADMIN, Role.SITE_MANAGER)
    return units.people_on_duty(roles, sites.site_scopes(profile), clock.day_of(now))


def _url(profile: SiteProfile) -> str:
    return f"{reverse('integrity:incidents')}?site={profile.site_id}"


def _key(what: str, profile: SiteProfile, now: datetime, restored: bool) -> str:
    window = int(now.timestamp()) // ALARM_SECONDS
    return f"integrity:{what}:{profile.site_id}:{window}:{'restored' if restored else 'open'}"
