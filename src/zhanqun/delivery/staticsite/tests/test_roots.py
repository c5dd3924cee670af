"""Who publishes to another folder than the others says so (公开目录)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from zhanqun.delivery.staticsite import roots
from zhanqun.delivery.staticsite.models import PublicRoot
from zhanqun.delivery.staticsite.roots import MARK, SILENT, OtherRoot
from zhanqun.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def folders(settings, tmp_path):
    """Go to a folder: `folders("first")`."""

    def go(name: str):
        settings.ZHANQUN_PUBLIC_ROOT = tmp_path / name
        return tmp_path / name

    return go


def test_given_publishers_that_share_a_folder_then_both_work_and_its_mark_stays(folders):
    first = folders("first")
    roots.join(clock.now())
    mark = (first / MARK).read_text()

    roots.join(clock.now())

    assert (first / MARK).read_text() == mark
    assert PublicRoot.objects.get().mark == UUID(mark.strip())


@pytest.mark.parametrize("command", [["run_publisher"], ["run_publisher", "--until-empty"]])
def test_given_a_second_publisher_with_a_folder_of_its_own_then_it_says_so_and_writes_nothing(
    folders, command
):
    first = folders("first")
    roots.join(clock.now())
    second = folders("second")

    with pytest.raises(CommandError, match="不是这个目录，没有发布") as refused:
        call_command(*command)

    assert str(first) in str(refused.value) and str(second) in str(refused.value)
    assert not second.exists()


def test_given_the_former_publisher_silent_then_a_build_moves_here_and_the_former_is_refused(
    folders,
):
    now = clock.now()
    folders("first")
    roots.join(now)
    second = folders("second")
    with pytest.raises(OtherRoot):
        roots.join(now + SILENT, is_new_place=True)
    later = now + SILENT + timedelta(seconds=1)
    with pytest.raises(OtherRoot):
        roots.join(later)

    roots.join(later, is_new_place=True)

    roots.join(later)
    assert (second / MARK).exists()
    folders("first")
    with pytest.raises(OtherRoot):
        roots.join(later)


def test_given_a_build_of_one_site_then_it_moves_nothing(folders, town):
    folders("first")
    roots.join(clock.now() - SILENT * 2)
    folders("second")

    with pytest.raises(CommandError, match="没有发布"):
        call_command("build_site", "--site", town.bureau_site.domain)

    call_command("build_site")
    call_command("build_site", "--site", town.bureau_site.domain)


@pytest.mark.parametrize("found", ["", "not a mark"])
def test_given_a_folder_whose_mark_was_lost_or_spoilt_then_it_gets_it_again(folders, found):
    first = folders("first")
    roots.join(clock.now())
    mark = (first / MARK).read_text()
    (first / MARK).write_text(found)
    if not found:
        (first / MARK).unlink()

    roots.join(clock.now())

    assert (first / MARK).read_text() == mark
