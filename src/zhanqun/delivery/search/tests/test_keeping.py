"""The index is built beside the one that answers, and one that is damaged is built anew."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from zhanqun.content.review import api as review
from zhanqun.delivery.search.api import Document, Place, Query, SearchNode, ask_for_rebuild
from zhanqun.delivery.search.feeding import log
from zhanqun.delivery.search.feeding.building import build, let_answer
from zhanqun.delivery.search.feeding.running import NodeKeeper
from zhanqun.delivery.search.index.damage import damage_of
from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.index.folder import (
    SearchBusy,
    SearchDamaged,
    SearchFolder,
    is_current,
    only_one,
)
from zhanqun.delivery.search.models import SearchChange
from zhanqun.delivery.search.node import Node, node_at
from zhanqun.foundation import clock

TODAY = date(2026, 6, 16)


def quietly(done: int, of: int) -> None:
    """Nobody watches the progress."""


def total(folder: SearchFolder, text: str) -> int:
    answer = node_at(folder.root).search(Query(text), today=TODAY)
    assert not answer.refused
    return answer.total


@pytest.mark.django_db
def test_given_changes_while_an_index_is_built_then_it_has_them_and_the_old_one_answers(
    town, folder
):
    leaves = town.published("要撤下的公告")
    build(folder, quietly, processes=1)
    former = folder.current()

    def meanwhile(done: int, of: int) -> None:
        if done == 1:
            assert total(folder, "公告") == 1
            review.withdraw(
                uid=leaves.uid, kind="error", note="有误", by=town.people["signer"], now=town.now
            )
            town.published("重建时发布的公告")

    fresh = build(folder, meanwhile, processes=1)

    assert folder.current() == fresh != former
    assert total(folder, "撤下") == 0
    assert total(folder, "重建时发布") == 1


@pytest.mark.django_db
def test_given_a_new_index_that_lost_a_byte_then_the_old_one_goes_on_answering(town, folder):
    town.published("青云江大桥恢复通车")
    former = build(folder, quietly, processes=1)
    fresh = folder.begin(clock.now())
    shutil.copytree(former, fresh, dirs_exist_ok=True)
    terms = next(fresh.glob("*.term"))
    whole = terms.read_bytes()
    terms.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])

    with pytest.raises(SearchDamaged) as refusal:
        let_answer(folder, fresh)
    assert folder.current() == former and total(folder, "大桥") == 1
    assert terms.name in str(refusal.value)

    terms.write_bytes(whole)
    let_answer(folder, fresh)
    assert folder.current() == fresh and total(folder, "大桥") == 1


@pytest.mark.django_db
def test_given_a_request_then_the_keeper_builds_anew_once_and_goes_on_with_the_new_index(
    town, folder
):
    town.published("青云江大桥恢复通车")
    build(folder, quietly, processes=1)
    former, keeper = folder.current(), NodeKeeper(folder, beside=run_at_once)
    ask_for_rebuild()

    for _look in range(3):
        keeper.step(clock.now())

    assert folder.current() != former
    assert len(folder.generations()) == 2
    assert total(folder, "大桥") == 1
    town.published("隧道开工")
    keeper.step(clock.now())
    assert total(folder, "隧道") == 1
    keeper.close()


def run_at_once(work: Callable[[], None]) -> None:
    work()


def truncate(generation: Path) -> None:
    file = next(generation.glob("*.idx"))
    file.write_bytes(file.read_bytes()[:-30])


def garble(generation: Path) -> None:
    file = next(generation.glob("*.store"))
    kept = bytearray(file.read_bytes())
    kept[10] ^= 0xFF
    file.write_bytes(kept)


def put_one(generation: Path) -> None:
    engine = TantivyEngine(generation)
    engine.put([Document("a", "公积金", "", "/a", "news", (Place(1, 1),), TODAY)])
    engine.commit()
    engine.close()


DAMAGES = {
    "a segment is gone": lambda generation: next(generation.glob("*.term")).unlink(),
    "a file is cut off": truncate,
    "bytes are changed": garble,
    "the list of segments is gone": lambda generation: (generation / "meta.json").unlink(),
    "the list of segments is broken": lambda g: (g / "meta.json").write_text("{"),
}


@pytest.mark.django_db
def test_given_a_database_brought_back_on_another_server_then_the_index_is_built_anew(town, folder):
    town.published("隧道开工")
    former = build(folder, quietly, processes=1)
    cursor = log.read_cursor(former)
    log.write_cursor(former, replace(cursor, before=cursor.before + 10**12))
    SearchChange.objects.update(transaction=10**12)

    keeper = NodeKeeper(folder, beside=lambda work: work())
    keeper.step(clock.now())
    keeper.step(clock.now())
    town.published("渡口停航公告")
    keeper.step(clock.now())
    keeper.close()

    assert folder.current() != former
    assert total(folder, "隧道") == total(folder, "停航") == 1
    assert log.news(log.read_cursor(folder.current()), clock.now()).kinds == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_given_a_damaged_index_when_the_keeper_starts_then_it_is_built_anew(folder, damage):
    build(folder, quietly, processes=1)
    broken = folder.current()
    put_one(broken)
    assert damage_of(broken, is_thorough=True) == ""
    damage(broken)

    waiting: list[Callable[[], None]] = []
    keeper = NodeKeeper(folder, beside=waiting.append)
    for seconds in (0, 1, 6):
        keeper.step(clock.now() + timedelta(seconds=seconds))

    assert SearchNode.objects.get().trouble
    (rebuild,) = waiting
    rebuild()
    keeper.step(clock.now() + timedelta(seconds=12))
    assert folder.current() != broken
    assert SearchNode.objects.get().trouble == ""
    assert total(folder, "公积金") == 0
    keeper.close()


@pytest.mark.django_db
def test_given_damage_while_running_then_readers_are_told_and_it_is_read_and_built_anew(folder):
    build(folder, quietly, processes=1)
    broken, now = folder.current(), clock.now()
    put_one(broken)
    keeper = NodeKeeper(folder, beside=run_at_once)
    keeper.step(now)
    assert total(folder, "公积金") == 1
    keeper.close()
    garble(broken)
    node = Node(folder.root)

    answer = node.search(Query("公积金"), today=TODAY)

    assert "正在恢复" in answer.refused
    assert node.complete("公积") == []
    keeper.step(now + timedelta(minutes=6))
    assert folder.current() != broken
    keeper.close()


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "answers"), [("analysis", True), ("schema", False)])
def test_given_an_index_of_another_version_then_it_is_built_anew(folder, what, answers):
    assert "正在恢复" in node_at(folder.root).search(Query("公积金"), today=TODAY).refused
    build(folder, quietly, processes=1)
    former = folder.current()
    about = json.loads((former / "version.json").read_text())
    (former / "version.json").write_text(json.dumps(about | {what: "0"}))

    answer = node_at(folder.root).search(Query("公积金"), today=TODAY)
    keeper = NodeKeeper(folder, beside=run_at_once)
    keeper.step(clock.now())
    keeper.step(clock.now())

    assert bool(answer.refused) is not answers
    assert folder.current() != former
    assert is_current(folder.current())
    assert total(folder, "公积金") == 0
    keeper.close()


def test_given_two_processes_for_one_folder_then_the_second_is_refused(folder):
    with only_one(folder.root, "building"), pytest.raises(SearchBusy):
        build(folder, quietly)
