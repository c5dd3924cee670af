"""Background entry points of the room; each may run twice."""

from datetime import timedelta

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from zhanqun.delivery.integrity.waiting import PROVE, QUEUE, WRITE_MANIFESTS, wake_proofs
from zhanqun.foundation import clock

# From so many pages waiting on, a site is being made anew.
MANY_WAITING = 500
# Records of sweeps are kept so long; incidents and proofs stay.
KEEP_SWEEPS = timedelta(days=90)


@app.task(name=WRITE_MANIFESTS, queue=QUEUE, retry=RetryStrategy(max_attempts=10, wait=5))
def write_manifests() -> None:
    """Bring the manifests of all sites up to date (更新清单).

    While a site is made anew this is done once a minute: nearly every shard changes each time.
    """
    from zhanqun.delivery.staticsite import api as staticsite

    if staticsite.waiting_changes() < MANY_WAITING:
        _write_manifests()


@app.task(name=PROVE, queue=QUEUE, retry=RetryStrategy(max_attempts=10, wait=5))
def prove() -> None:
    """Prove what was published (发布后核验), and come again for what did not prove."""
    from zhanqun.delivery.integrity.proof.proving import prove_due
    from zhanqun.delivery.integrity.queries import proofs_waiting

    if settings.ZHANQUN_PROOF_CONNECT == "off":
        return
    while prove_due(clock.now()):
        pass
    following = proofs_waiting().order_by("due_at").values_list("due_at", flat=True).first()
    if following is not None:
        wake_proofs(seconds=max(1, round((following - clock.now()).total_seconds())))


@app.periodic(cron="* * * * *")
@app.task(name="integrity.look_again", queue=QUEUE, queueing_lock="integrity.look_again")
def look_again(timestamp: int) -> None:
    """Every minute: what a lost job has left waiting, and what had to wait for a full build."""
    _write_manifests()
    prove()


@app.periodic(cron=clock.every_night(3, 55))
@app.task(name="integrity.forget_sweeps", queue=QUEUE, queueing_lock="integrity.forget_sweeps")
def forget_sweeps(timestamp: int) -> None:
    from zhanqun.delivery.integrity.models import Sweep

    Sweep.objects.filter(started_at__lt=clock.now() - KEEP_SWEEPS).delete()


def _write_manifests() -> None:
    from zhanqun.delivery.integrity.guarding import records
    from zhanqun.delivery.integrity.manifest.writing import sites_changed

    while site_ids := sites_changed():
        for site_id in site_ids:
            records.write(site_id, clock.now())
