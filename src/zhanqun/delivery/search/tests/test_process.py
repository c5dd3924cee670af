"""With real commits and the process of a node, as an installation runs."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from town import build_town
from zhanqun.content.review import api as review
from zhanqun.delivery.search.api import Query, search_node
from zhanqun.foundation import clock

MANAGE = Path(django_settings.ROOT) / "manage.py"


@pytest.fixture
def start(cloned_database, folder) -> Callable[[], subprocess.Popen[bytes]]:
    environment = cloned_database.environment() | {
        "DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test",
        "ZHANQUN_VAR": str(folder.root.parent),
    }

    def started() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(MANAGE), "follow_search"]
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)

    (folder.root.parent / "static-built").symlink_to(django_settings.VAR / "static-built")
    return started


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def finds(text: str) -> bool:
    answer = search_node().search(Query(text), today=clock.day_of(clock.now()))
    return not answer.refused and answer.total == 1


def test_given_the_process_of_a_node_then_texts_come_and_go_and_a_killed_one_is_made_up_for(
    start, folder, settings
):
    settings.ZHANQUN_SEARCH_ROOT = folder.root.parent / "test" / "search"
    town = build_town()
    article = town.published("青云江大桥恢复通车")
    node = start()
    try:
        wait_until(lambda: finds("大桥"), 60)

        review.withdraw(
            uid=article.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
        )
        # Within 2 s on a quiet machine; beside other tests it may take its time.
        wait_until(lambda: not finds("大桥"), 10)

        second = start()
        assert "已有一个进程" in second.communicate(timeout=60)[1].decode()
        node.kill()
        node.wait()
        town.published("隧道开工")
        node = start()
        wait_until(lambda: finds("隧道"), 60)
    finally:
        node.kill()
        node.wait()
