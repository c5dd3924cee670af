"""What the desk may see of the watch and of proofs (防篡改查询)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.integrity import policies
from zhanqun.delivery.integrity.guarding.watch import HEARTBEAT
from zhanqun.delivery.integrity.models import ChangedFile, Incident, Proof, ProofState, Sweep

# Silence beyond this is an alarm: the watch reports every few seconds.
SILENCE_SECONDS = 30
# A proof that did not hold is an alarm for so long.
PROOF_DAYS = 3


@dataclass(frozen=True)
class GuardHealth:
    """How the watch is (防篡改运行状况); silent_seconds: None where it never reported."""

    is_ok: bool
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


def sites_guarded_by(user: Any) -> QuerySet[SiteProfile]:
    """Sites whose incidents a person may see: all for security administrators, own for others."""
    if policies.guards_everything(user):
        return sites.profiles()
    return sites.sites_managed_by(user, policies.OWNERS)


def incidents_visible_to(user: Any) -> QuerySet[Incident]:
    site_ids = sites_guarded_by(user).order_by().values("site_id")
    return Incident.objects.filter(site_id__in=site_ids).select_related("site")


def proofs_visible_to(user: Any) -> QuerySet[Proof]:
    site_ids = sites_guarded_by(user).order_by().values("site_id")
    return Proof.objects.filter(site_id__in=site_ids)


def proofs_of(publication_id: int) -> dict[tuple[int, str], Proof]:
    """The newest proof of each address that an act touched; the caller has checked the act."""
    rows = Proof.objects.filter(publication_id=publication_id).order_by("id")
    return {(row.site_id, row.path): row for row in rows}


def proofs_waiting() -> QuerySet[Proof]:
    return Proof.objects.filter(state=ProofState.WAITING)


def last_sweep() -> Sweep | None:
    return Sweep.objects.order_by("-started_at").first()


def last_heartbeat() -> datetime | None:
    return review.Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()


def guard_health(now: datetime) -> GuardHealth:
    """Heartbeat of the watch, its last sweep, and files that could not be restored."""
    beat, swept = last_heartbeat(), last_sweep()
    is_open = Incident.objects.filter(restored_at=None).count()
    facts = {
        "last_beat": beat.isoformat() if beat else None,
        "last_sweep": swept.started_at.isoformat() if swept else None,
        "files": swept.files if swept else 0,
        "not_restored": is_open,
        "manifest_waiting": ChangedFile.objects.count(),
    }
    if beat is None:
        return GuardHealth(False, _("监控进程从未报告，请系统管理员启动（watch_files）"), facts)
    silent = max(0, int((now - beat).total_seconds()))
    text = _("{n}秒前报告，{fate}，{sweep}").format(
        n=silent,
        fate=_("有{n}个文件未恢复").format(n=is_open) if is_open else _("没有未恢复的文件"),
        sweep=_sweep_words(swept),
    )
    late = swept is None or now - swept.started_at > 3 * sweep_every()
    return GuardHealth(silent <= SILENCE_SECONDS and not is_open and not late, text, facts)


def proof_health(now: datetime) -> GuardHealth:
    if settings.ZHANQUN_PROOF_CONNECT == "off":
        return GuardHealth(True, _("未设置网站服务器地址，不核验"), {"on": False})
    since = now - timedelta(days=PROOF_DAYS)
    failed = Proof.objects.filter(state=ProofState.FAILED, due_at__gt=since).count()
    waiting = proofs_waiting().count()
    text = _("近三天不一致{failed}个，待核验{waiting}个").format(failed=failed, waiting=waiting)
    return GuardHealth(failed == 0, text, {"on": True, "failed": failed, "waiting": waiting})


def sweep_every() -> timedelta:
    return timedelta(minutes=settings.ZHANQUN_SWEEP_MINUTES)


def _sweep_words(swept: Sweep | None) -> str:
    if swept is None:
        return _("还没有巡检过")
    words = _("上次巡检{files}个文件、用时{seconds}秒")
    return words.format(files=swept.files, seconds=f"{swept.took_ms / 1000:.1f}")
