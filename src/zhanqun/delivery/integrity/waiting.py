"""Jobs that write manifests and prove what was published, by name since they stand above."""

from procrastinate.contrib.django import app

QUEUE = "care"
WRITE_MANIFESTS, PROVE = "integrity.write_manifests", "integrity.prove"


def wake_manifest() -> None:
    """One at a time; those that come meanwhile find little left to do."""
    app.configure_task(WRITE_MANIFESTS, queue=QUEUE, lock=WRITE_MANIFESTS).defer()


def wake_proofs(*, seconds: int = 0) -> None:
    schedule = {"seconds": seconds} if seconds else None
    app.configure_task(PROVE, queue=QUEUE, lock=PROVE, schedule_in=schedule).defer()
