"""Shared by the publisher's tests: trees in a folder of their own, jobs carried out in place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from zhanqun.delivery.staticsite.tasks import refresh_site


@pytest.fixture(autouse=True)
def public_root(settings, tmp_path) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "public"


@pytest.fixture
def run_jobs(db: None) -> Callable[[], list[dict]]:
    """Carry out the publishing jobs of this transaction, in order, and forget them."""

    def run() -> list[dict]:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from procrastinate_jobs where queue_name = 'publish'"
                " and status = 'todo' returning id, args"
            )
            rows = sorted(cursor.fetchall())
        jobs = [json.loads(row[1]) if isinstance(row[1], str) else row[1] for row in rows]
        for job in jobs:
            refresh_site(**job)
        return jobs

    return run
