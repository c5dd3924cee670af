"""Shared by the publisher's tests: trees in a folder of their own, jobs carried out in place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from zhanqun.delivery.staticsite import stale
from zhanqun.delivery.staticsite.tests.working import drain


@pytest.fixture(autouse=True)
def public_root(settings, tmp_path) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "public"


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Forget the publishing jobs of this transaction and do what they would; returns their number.

    A page that was made a moment ago is made again after a pause: that moment goes by here.
    """

    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from procrastinate_jobs where queue_name = 'publish' and status = 'todo'"
            )
            jobs = cursor.rowcount
        if jobs:
            drain(seconds=stale.PAUSE.total_seconds())
        return jobs

    return run
