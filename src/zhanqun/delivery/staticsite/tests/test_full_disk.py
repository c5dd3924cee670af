"""No room for a file: nothing half-written, an alarm, and it goes on by itself."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite import batches, queries
from zhanqun.delivery.staticsite.publisher import work_off
from zhanqun.delivery.staticsite.tree import SiteTree
from zhanqun.foundation import clock


@pytest.fixture
def small_disk(tmp_path, settings):
    """A file system of one megabyte, mounted for one test."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file system cannot be mounted here")
    settings.ZHANQUN_PUBLIC_ROOT = place
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Take all that is left."""
    stuffing = disk / "stuffing"
    with stuffing.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return stuffing
    raise AssertionError("the disk is not full")


def test_given_a_full_disk_then_pages_stay_whole_it_alarms_and_goes_on_when_there_is_room(
    town, small_disk, run_jobs
):
    town.published("第一条")
    wrong = town.published("有误的一条")
    run_jobs()
    site = small_disk / "jtj.qingyun.localhost"
    before = {page: page.read_bytes() for page in site.rglob("*") if page.is_file()}
    stuffing = fill(small_disk)
    now = clock.now() + timedelta(seconds=2)

    article = town.published("第二条" + "很长的标题" * 10)
    with clock.fixed(now):
        work_off(0.2)
        alarm = queries.publishing_state()

    assert {page: page.read_bytes() for page in site.rglob("*") if page.is_file()} == before
    assert (alarm.is_disk_full, alarm.waiting > 0) == (True, True)
    assert queries.is_waiting(review.Publication.objects.get(article=article).pk)

    review.withdraw(
        uid=wrong.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
    )
    fill(small_disk)
    with clock.fixed(now + batches.DISK_PAUSE):
        work_off(0.2)
    assert not (site / wrong.address[1:]).exists()

    stuffing.unlink()
    with clock.fixed(now + 2 * batches.DISK_PAUSE):
        work_off(5)
        well = queries.publishing_state()

    assert (site / article.address[1:]).exists()
    assert "第二条" in (site / "index.html").read_text()
    assert (site / ".gone" / wrong.address[1:]).exists()
    assert queries.waiting_changes() == 0
    assert (well.is_disk_full, well.failed) == (False, 0)


def test_given_room_for_the_twins_and_not_for_the_page_then_none_is_replaced(small_disk):
    tree = SiteTree(small_disk / "site")
    tree.write("/a.html", b"old" * 1000, content_type="text/html")
    before = {file.name: file.read_bytes() for file in tree.root.iterdir()}
    stuffing = fill(small_disk)
    os.truncate(stuffing, stuffing.stat().st_size - 64 * 1024)

    with pytest.raises(OSError, match="No space left"):
        tree.write("/a.html", b"new" * 100_000, content_type="text/html")

    assert {file.name: file.read_bytes() for file in tree.root.iterdir()} == before
