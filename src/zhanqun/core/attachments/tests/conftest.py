"""Shared by the tests of files: a folder of their own, a real scanner, jobs done in place."""

import json

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments import tasks, waiting
from zhanqun.core.attachments.tests.clamd import running_clamd


@pytest.fixture
def store(town):
    """Keep a file of the bureau, as its officer does."""

    def store(name, content):
        return attachments.store_attachment(
            name=name,
            content=content,
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )

    return store


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return settings.ZHANQUN_PRIVATE_ROOT


@pytest.fixture(scope="session")
def clamd(tmp_path_factory):
    """A scanner for all tests that leave it alive."""
    with running_clamd(tmp_path_factory.mktemp("clamd")) as scanner:
        yield scanner


@pytest.fixture
def scanned(settings, clamd):
    """This installation has a scanner."""
    settings.ZHANQUN_CLAMD = clamd.address
    return clamd


@pytest.fixture
def run_jobs(db):
    """Carry out the jobs for files of this transaction, in order, and forget them."""

    def run():
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from procrastinate_jobs where queue_name = 'files'"
                " and status = 'todo' returning id, args"
            )
            rows = sorted(cursor.fetchall())
        jobs = [json.loads(row[1]) if isinstance(row[1], str) else row[1] for row in rows]
        for job in jobs:
            tasks.examine(**job)
        return jobs

    return run


@pytest.fixture
def derived_jobs(db):
    """Carry out the jobs that make files of files, in order; returns whose they were."""

    def run():
        jobs = ProcrastinateJob.objects.filter(task_name=waiting.DERIVE, status="todo")
        found = [row.args["attachment_id"] for row in jobs.order_by("id")]
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs where queue_name = 'renditions'")
        for attachment_id in found:
            tasks.derive(attachment_id=attachment_id)
        return found

    return run
