"""Is the installation well (运行状况): facts for machines and people, without any secret."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.delivery.integrity import api as integrity
from zhanqun.delivery.mirrors import api as mirrors
from zhanqun.delivery.search import api as search
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation import clock

# Silence beyond this is an alarm: the runner and the worker report every few seconds.
SILENCE_SECONDS = 30
# An act that nobody has taken up for so many seconds is late.
LATE_ACT = 60
# A schedule kept later than this is late.
LATE_SECONDS = 5
# The trail is sealed every minute; entries older than this should carry a seal.
SEAL_MINUTES = 5
# The head of the trail is exported every night.
HEAD_DAYS = 2
DISK_FREE_MIN = 0.1
PENDING_MAX = 1000


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name for machines, words for people, figures for both."""

    name: str
    label: str
    is_ok: bool
    text: str
    facts: dict[str, Any] = field(default_factory=dict)


def checks(now: datetime) -> list[Check]:
    """Every check; where the database is away, that and the disk alone."""
    try:
        found = [_database()]
        rows: list[Callable[[datetime], Check]] = [
            _worker,
            _jobs,
            _publisher,
            _publishing,
            _runner,
            _schedules,
            _mail,
            _scanner,
            _media,
            _trail,
            _trail_head,
            _watch,
            _proofs,
            _mirrors,
            _search,
        ]
        found += [check(now) for check in rows]
    except (OperationalError, InterfaceError):
        found = [Check("database", _("数据库"), False, _("连接不上"))]
    return [*found, _disk()]


def as_json(found: list[Check], now: datetime) -> dict[str, Any]:
    return {
        "status": "ok" if all(check.is_ok for check in found) else "alarm",
        "at": now.isoformat(),
        "checks": {check.name: {"ok": check.is_ok, **check.facts} for check in found},
    }


def _database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        answered = cursor.fetchone() == (1,)
    return Check("database", _("数据库"), answered, _("正常") if answered else _("没有应答"))


def _worker(now: datetime) -> Check:
    last = ProcrastinateWorker.objects.order_by("-last_heartbeat").first()
    return _heartbeat("worker", _("后台任务进程"), last.last_heartbeat if last else None, now)


def _runner(now: datetime) -> Check:
    return _heartbeat("schedule_runner", _("定时发布进程"), _last_beat("schedules"), now)


def _publisher(now: datetime) -> Check:
    return _heartbeat("publisher", _("发布进程"), _last_beat(staticsite.HEARTBEAT), now)


def _last_beat(name: str) -> datetime | None:
    return review.Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def _heartbeat(name: str, label: str, at: datetime | None, now: datetime) -> Check:
    if at is None:
        return Check(name, label, False, _("从未报告"), {"last_beat": None})
    silent = max(0, int((now - at).total_seconds()))
    is_ok = silent <= SILENCE_SECONDS
    text = _("{n}秒前报告").format(n=silent)
    return Check(name, label, is_ok, text, {"last_beat": at.isoformat(), "silent_seconds": silent})


def _jobs(now: datetime) -> Check:
    due = ProcrastinateJob.objects.filter(
        Q(scheduled_at=None) | Q(scheduled_at__lte=now), status="todo"
    )
    pending = due.count()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    text = _("待办{pending}项，失败{failed}项").format(pending=pending, failed=failed)
    is_ok = failed == 0 and pending <= PENDING_MAX
    return Check("jobs", _("后台任务"), is_ok, text, {"pending": pending, "failed": failed})


def _publishing(now: datetime) -> Check:
    """Pages that wait, pages that could not be made, and whether there is room for them."""
    state = staticsite.publishing_state()
    late = state.oldest_at is not None and now - state.oldest_at > timedelta(seconds=LATE_ACT)
    facts = {
        "waiting": state.waiting,
        "failed": state.failed,
        "disk_full": state.is_disk_full,
        "late": late,
    }
    text = _("待刷新{waiting}页，未能生成{failed}页").format(**facts)
    if state.is_disk_full:
        text = _("磁盘已满，发布暂停；腾出空间后自动继续。") + text
    elif late:
        text = _("有变动超过1分钟未处理，请检查发布进程。") + text
    is_ok = not (state.failed or state.is_disk_full or late)
    return Check("publishing", _("静态发布"), is_ok, text, facts)


def _schedules(now: datetime) -> Check:
    """Bound schedules whose time is past, and failed ones; unapproved ones wait rightly."""
    waiting = review.schedules_waiting()
    failed = waiting.filter(state=review.ScheduleState.FAILED).count()
    late = waiting.filter(
        state=review.ScheduleState.WAITING,
        revision__isnull=False,
        due_at__lt=now - timedelta(seconds=LATE_SECONDS),
    ).count()
    text = _("待发布{n}项，迟{late}项，失败{failed}项")
    facts = {"waiting": waiting.count(), "late": late, "failed": failed}
    words = text.format(n=facts["waiting"], late=late, failed=failed)
    return Check("schedules", _("定时发布"), not (late or failed), words, facts)


def _mail(now: datetime) -> Check:
    """Mail that waits too long or was given up; without a server notices stay at the desk."""
    figures = notices.mail_figures(now)
    facts = {"on": figures.is_on, "late": figures.late, "failed": figures.failed}
    if not figures.is_on:
        text = _("未设置邮件服务器，提醒只在后台")
        return Check("mail", _("邮件"), True, text, facts)
    text = _("迟{late}封，近三天未送达{failed}封").format(late=figures.late, failed=figures.failed)
    if figures.last_error:
        text = f"{text}：{figures.last_error}"
    return Check("mail", _("邮件"), not (figures.late or figures.failed), text, facts)


def _media(now: datetime) -> Check:
    found = attachments.streaming_health(now)
    return Check("media", _("图片与视频处理"), found.is_ok, found.text, found.facts)


def _trail(now: datetime) -> Check:
    limit = now - timedelta(minutes=SEAL_MINUTES)
    unsealed = audit.unsealed(now=now).filter(at__lt=limit)[:PENDING_MAX].count()
    newest = audit.newest_seal()
    sealed_at = newest.sealed_at if newest else None
    moment = f"{clock.beijing(sealed_at):%Y-%m-%d %H:%M:%S}" if sealed_at else _("从未封签")
    facts = {
        "last_seal": sealed_at.isoformat() if sealed_at else None,
        "unsealed": unsealed,
    }
    text = _("最近封签：{moment}，应封未封{n}条").format(moment=moment, n=unsealed)
    return Check("trail", _("审计封签"), unsealed == 0, text, facts)


def _trail_head(now: datetime) -> Check:
    """The head of the trail is written outside the database every night (链首导出)."""
    limit = now - timedelta(days=HEAD_DAYS)
    head = audit.last_head()
    at = head.at if head else None
    begun = audit.Entry.objects.filter(seal__position=1, seal__sealed_at__lt=limit)
    is_ok = at > limit if at else not begun.exists()
    text = f"{clock.beijing(at):%Y-%m-%d %H:%M:%S}" if at else _("还没有导出过")
    facts = {"last_export": at.isoformat() if at else None}
    return Check("trail_head", _("审计链首导出"), is_ok, text, facts)


def _scanner(now: datetime) -> Check:
    found = attachments.scanner_health(now)
    return Check("scanner", _("查毒"), found.is_ok, found.text, found.facts)


def _watch(now: datetime) -> Check:
    found = integrity.guard_health(now)
    return Check("watch", _("网页防篡改"), found.is_ok, found.text, found.facts)


def _proofs(now: datetime) -> Check:
    found = integrity.proof_health(now)
    return Check("proofs", _("发布后核验"), found.is_ok, found.text, found.facts)


def _mirrors(now: datetime) -> Check:
    found = mirrors.mirrors_health(now)
    return Check("mirrors", _("镜像"), found.is_ok, found.text, found.facts)


def _search(now: datetime) -> Check:
    found = search.search_health(now)
    return Check("search", _("全文检索"), found.is_ok, found.text, found.facts)


def _disk() -> Check:
    use = shutil.disk_usage(settings.ZHANQUN_VAR)
    share = use.free / use.total
    text = _("剩余{percent}%").format(percent=round(share * 100))
    return Check("disk", _("磁盘"), share >= DISK_FREE_MIN, text, {"free_share": round(share, 3)})
