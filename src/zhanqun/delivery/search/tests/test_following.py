"""What the gate lets out is found, what it takes back is gone, and nothing else enters."""

from collections.abc import Iterator

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.delivery.search.api import Query, search_node
from zhanqun.delivery.search.feeding.running import NodeKeeper
from zhanqun.delivery.search.index.folder import SearchFolder
from zhanqun.foundation import clock

pytestmark = pytest.mark.django_db


def build(folder: SearchFolder) -> None:
    from zhanqun.delivery.search.feeding.building import build as build_index

    build_index(folder, lambda done, of: None, processes=1)


@pytest.fixture
def keeper(town, folder: SearchFolder) -> Iterator[NodeKeeper]:
    build(folder)
    keeper = NodeKeeper(folder)
    keeper.step(town.now)
    yield keeper
    keeper.close()


def titles(town, text: str, **filters) -> list[str]:
    answer = search_node().search(Query(text, **filters), today=clock.day_of(town.now))
    assert not answer.refused
    return ["".join(run.text for run in hit.title) for hit in answer.hits]


def test_given_a_published_text_then_it_is_found_and_a_withdrawn_one_is_not(town, keeper):
    article = town.published("青云江大桥恢复通车")
    keeper.step(town.now)
    assert titles(town, "大桥通车") == ["青云江大桥恢复通车"]

    review.withdraw(
        uid=article.uid, kind="error", note="日期有误", by=town.people["signer"], now=town.now
    )
    keeper.step(town.now)

    assert titles(town, "大桥通车") == []


def test_p062_given_a_draft_of_a_live_text_then_its_words_are_not_found(town, keeper):
    article = town.published("青云江大桥恢复通车")
    draft = library.working_copy(article)
    library.save_draft(
        uid=article.uid,
        content={"title": "青云江大桥推迟通车", "body": "<p>雨季后再行公告。</p>"},
        base_revision_id=draft.latest_revision_id,
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    town.draft("尚未审核的招聘方案")
    keeper.step(town.now)

    assert titles(town, "推迟") == []
    assert titles(town, "雨季") == []
    assert titles(town, "招聘") == []
    assert titles(town, "恢复通车") == ["青云江大桥恢复通车"]
