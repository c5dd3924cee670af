"""Full builds: by several processes, once at a time, and how far they have come at the desk."""

import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from town import build_town
from zhanqun.content.library import api as library
from zhanqun.content.sites import api as sites
from zhanqun.delivery.staticsite import batches, locks, overhauls, publisher, queries, roots
from zhanqun.delivery.staticsite.batches import Pace
from zhanqun.delivery.staticsite.models import (
    DrawnBatch,
    Overhaul,
    PendingChange,
    PublishedFile,
)
from zhanqun.delivery.staticsite.tests.working import another_connection, drain
from zhanqun.foundation import clock

MANAGE = Path(django_settings.ROOT) / "manage.py"


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def adopted(town, article, code: str) -> None:
    """The portal shows it on one of its columns."""
    column, officer = town.column(code, town.portal), town.people["officer"]
    library.place(article=article, column=column, by=officer, now=town.now)
    offer = library.offers_visible_to(town.people["editor"]).get()
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)


def test_given_two_processes_then_they_leave_what_one_leaves(cloned_database, settings, tmp_path):
    (tmp_path / "static-built").symlink_to(settings.VAR / "static-built")
    settings.ZHANQUN_PUBLIC_ROOT = public = tmp_path / "test" / "public"
    town = build_town()
    for number in range(3):
        town.published(f"第{number}条")
    call_command("build_site", stdout=StringIO())
    alone = snapshot(public)
    PublishedFile.objects.all().delete()
    shutil.rmtree(public)

    together = subprocess.run(
        [sys.executable, str(MANAGE), "build_site", "--processes", "2"],
        env=cloned_database.environment()
        | {
            "ZHANQUN_VAR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (together.returncode, together.stderr) == (0, "")
    assert "2个进程" in together.stdout
    assert snapshot(public) == alone
    assert queries.waiting_changes() == 0
    assert not Overhaul.objects.filter(done_at=None).exists()


def test_given_columns_of_a_group_that_open_at_once_then_nothing_is_missing_that_a_build_makes(
    town, public_root
):
    for code in ("qyyw", "bmdt"):
        adopted(town, town.published(f"部门动态：{code}"), code)

    drain(seconds=1)

    files = snapshot(public_root)
    assert f"{town.portal.domain}/ywdt/index.html" in files
    call_command("build_site", stdout=StringIO())
    (public_root / roots.MARK).unlink()
    assert snapshot(public_root) == files


def test_given_a_backup_of_another_server_then_its_changes_are_not_missed_for_ever(
    town, public_root
):
    town.published("恢复以前的一条")
    drain(seconds=1)
    # As they stand after a restore: numbers that this server has not given out yet.
    PendingChange.objects.update(xid=10**12, done_at=clock.now())

    call_command("build_site", stdout=StringIO())

    assert queries.waiting_changes() == 0
    assert not DrawnBatch.objects.exists()


def test_given_a_build_that_runs_then_a_second_one_says_so_and_stops(cloned_database, public_root):
    build_town()
    with another_connection() as beside:
        assert beside(locks.may_build).result()

        with pytest.raises(CommandError, match="另一个全站重建正在进行"):
            call_command("build_site")
        assert not Overhaul.objects.exists()
        beside(locks.end_building).result()

    call_command("build_site", stdout=StringIO())
    assert queries.waiting_changes() == 0


def test_given_changes_between_parts_of_a_build_then_what_was_read_before_is_not_shown_again(
    cloned_database, public_root, monkeypatch
):
    for name in ("BULK_MIN", "BULK_MAX"):
        monkeypatch.setattr(batches, name, 3)
    town = build_town()
    for number in range(3):
        town.published(f"第{number}条")
    drain(2)
    overhaul, pace = overhauls.begin([town.bureau_site.site_id], clock.now()), Pace()
    memos = []

    def draw_three_parts() -> None:
        for _part in range(3):
            publisher.step(pace)
            memos.append(pace.recollection.memo)

    draw_three_parts()
    sites.update_site(
        profile=town.bureau_site, facts={"name": "青云市交通局"}, by=None, now=town.later(minutes=1)
    )
    draw_three_parts()
    list(publisher.finish(overhaul))
    drain(2)  # what was drawn a moment before the change waits for a moment

    assert memos[0] is memos[2] is not memos[3]
    pages = [page.read_text() for page in (public_root / "jtj.qingyun.localhost").rglob("*.html")]
    named = [page for page in pages if "SiteName" in page]
    assert len(named) > 8
    assert not [page for page in named if "青云市交通局" not in page]


@pytest.mark.django_db
def test_given_a_build_under_way_then_the_desk_shows_how_far_it_has_come(town, client, run_jobs):
    town.published()
    run_jobs()
    overhauls.begin([town.bureau_site.site_id], clock.now())
    client.force_login(town.people["system"])

    page = client.get("/desk/health/").content.decode()
    drain()
    overhauls.close_finished(clock.now())
    after = client.get("/desk/health/").content.decode()

    assert "全站重建：" in page
    assert '<progress class="d-parts__bar" max="100" value="0"' in page
    assert "正在成批刷新的网页" not in after
