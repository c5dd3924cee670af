"""Shared by the publisher's tests: trees in a folder of their own, work done in place."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.staticsite import stale
from zhanqun.delivery.staticsite.tests.working import drain


@pytest.fixture(autouse=True)
def public_root(settings, tmp_path) -> Path:
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "public"


@pytest.fixture
def run_jobs(db: None) -> Callable[[], None]:
    """Do what a publisher would.

    A page that was made a moment ago is made again after a pause: that moment goes by here.
    """
    return partial(drain, seconds=stale.PAUSE.total_seconds())


@pytest.fixture
def site(town, run_jobs):
    """A site with a live article, one gone and one moved."""
    town.live = town.published("青云江大桥恢复通车")
    town.gone = town.published("发错的稿件")
    town.moved = town.published("搬走的稿件")
    signer = town.people["signer"]
    review.withdraw(uid=town.gone.uid, kind="error", note="有误", by=signer, now=town.now)
    review.withdraw(
        uid=town.moved.uid, kind="moved", note="合并", moved_to="/gzdt/", by=signer, now=town.now
    )
    run_jobs()
    return town


def publish_file(town, name: str) -> str:
    """Publish an article with a file; returns the file's address."""
    file = attachments.store_attachment(
        name=name, content=b"1,2", unit=town.bureau, by=town.people["officer"], now=town.now
    )
    town.published("带附件的稿件", files=[file.uid])
    return f"/f/{file.key}/{quote(file.name)}"
