"""What the gate lets out is found, what it takes back is gone, and nothing else enters."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from zhanqun.affairs.letters.tests.conftest import PostOffice
from zhanqun.affairs.letters.tests.making import published, withdrawn
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.search.api import (
    Lexicon,
    Query,
    lexicon_changed,
    lexicon_sources,
    search_node,
)
from zhanqun.delivery.search.feeding import log, source
from zhanqun.delivery.search.feeding.building import build
from zhanqun.delivery.search.feeding.running import NodeKeeper
from zhanqun.delivery.search.index.folder import SearchFolder
from zhanqun.delivery.search.models import ChangeKind, SearchChange, SearchNode
from zhanqun.foundation import clock


def quietly(done: int, of: int) -> None:
    """Nobody watches the progress."""


@pytest.fixture
def keeper(town, folder: SearchFolder) -> Iterator[NodeKeeper]:
    build(folder, quietly, processes=1)
    keeper = NodeKeeper(folder)
    keeper.step(town.now)
    yield keeper
    keeper.close()


def titles(town, text: str, **filters) -> list[str]:
    answer = search_node().search(Query(text, **filters), today=clock.day_of(town.now))
    assert not answer.refused
    return ["".join(run.text for run in hit.title) for hit in answer.hits]


@pytest.mark.django_db
def test_given_a_published_text_then_it_is_found_and_a_withdrawn_one_is_not(town, keeper):
    article = town.published("青云江大桥恢复通车", keywords="市政工程")
    keeper.step(town.now)
    assert titles(town, "大桥通车") == titles(town, "市政") == ["青云江大桥恢复通车"]

    review.withdraw(
        uid=article.uid, kind="error", note="日期有误", by=town.people["signer"], now=town.now
    )
    keeper.step(town.now)

    assert titles(town, "大桥通车") == []


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_given_a_text_on_the_portal_too_then_it_is_found_on_both_until_it_leaves_one(town, keeper):
    article = town.published("青云江大桥恢复通车")
    offer = library.place(
        article=article, column=town.column("bmdt", town.portal),
        by=town.people["officer"], now=town.now,
    )  # fmt: skip
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)
    keeper.step(town.now)
    portal, bureau = town.portal.site_id, town.bureau_site.site_id
    assert titles(town, "大桥", site_id=portal) == titles(town, "大桥", site_id=bureau)
    assert titles(town, "大桥") == ["青云江大桥恢复通车"]

    review.remove_placement(uid=offer.uid, reason="重复", by=town.people["editor"], now=town.now)
    keeper.step(town.now)

    assert titles(town, "大桥", site_id=portal) == []
    assert titles(town, "大桥", site_id=bureau) == ["青云江大桥恢复通车"]


@pytest.mark.django_db
def test_given_a_file_with_hidden_words_then_only_what_readers_see_is_found(town, keeper):
    file = attachments.Attachment.objects.create(
        name="采购清单.xlsx", size_bytes=1, unit=town.bureau, uploaded_at=town.now,
        uploaded_by=town.people["officer"], read_at=town.now, scan="clean",
        text="盾构机\n工资明细", parts=[["", "盾构机"], ["隐藏工作表“工资”", "工资明细"]],
    )  # fmt: skip
    town.published("招标公告", files=[file.uid])
    keeper.step(town.now)

    assert titles(town, "盾构机") == titles(town, "采购清单") == ["招标公告"]
    assert titles(town, "工资明细") == []

    attachments.Attachment.objects.filter(pk=file.pk).update(scan="infected")
    for _name, withheld in attachments.file_withheld:
        withheld(frozenset(file.uses.values_list("owner", flat=True)))
    keeper.step(town.now)

    assert titles(town, "盾构机") == []


@pytest.mark.django_db
def test_given_a_site_with_a_new_name_then_hits_bear_it_and_no_text_is_read_anew(town, keeper):
    town.published("青云江大桥恢复通车")
    keeper.step(town.now)

    sites.update_site(
        profile=town.bureau_site, facts={"name": "青云市交通局"}, by=None, now=town.now
    )
    kinds = SearchChange.objects.order_by("-pk").values_list("kind", flat=True)
    assert kinds[0] == ChangeKind.NAMES
    keeper.step(town.now)

    (hit,) = search_node().search(Query("大桥"), today=clock.day_of(town.now)).hits
    assert hit.site_name == "青云市交通局"


@pytest.mark.django_db
def test_given_an_edit_of_the_lexicon_then_the_node_has_it(town, keeper):
    town.published("发展和改革委员会公告")
    lexicon_sources.register("test", lambda: Lexicon(synonyms=(("发改委", "发展和改革委员会"),)))
    try:
        assert titles(town, "发改委") == []
        lexicon_changed()
        keeper.step(town.now)

        assert titles(town, "发改委") == ["发展和改革委员会公告"]
    finally:
        del lexicon_sources._entries["test"]


@pytest.mark.django_db
def test_given_a_node_then_it_says_how_its_index_does(town, keeper):
    town.published()
    keeper.step(town.later(seconds=6))

    node = SearchNode.objects.get()

    assert (node.documents, node.trouble) == (1, "")
    assert node.followed_to == node.reported_at == town.now
    assert node.size_bytes > 0


def test_given_a_transaction_that_ends_late_then_its_change_is_not_missed(cloned_database):
    now = clock.now()
    cursor = log.from_now(now)

    def note(article_id: int) -> None:
        SearchChange.objects.create(kind=ChangeKind.ARTICLE, article_id=article_id)

    def note_elsewhere(article_id: int) -> None:
        note(article_id)
        connection.close()

    with transaction.atomic():
        note(1)
        later = Thread(target=note_elsewhere, args=(2,))
        later.start()
        later.join()
        reader = {}

        def look() -> None:
            reader["news"] = log.news(cursor, now)
            connection.close()

        looking = Thread(target=look)
        looking.start()
        looking.join()
    first = reader["news"]
    second = log.news(first.cursor, now + timedelta(seconds=1))

    assert first.article_ids == (2,)
    assert second.article_ids == (1,)
    assert log.news(second.cursor, now).kinds == frozenset()


@pytest.mark.django_db
def test_given_a_published_letter_then_it_is_found_as_a_letter_until_it_is_withdrawn(town, keeper):
    office = PostOffice(town)
    row = published(office)
    published(office, title="局里的路灯", to="jtj")
    keeper.step(town.now)
    found = titles(town, "修好路灯", kinds=("letter",))
    assert sorted(found) == ["局里的路灯", "星河路路灯不亮"]
    assert titles(town, "路灯", site_id=town.bureau_site.site_id) == ["局里的路灯"]
    assert titles(town, "甄测一") == []

    withdrawn(office, row)
    keeper.step(town.now)

    assert titles(town, "路灯") == ["局里的路灯"]
    assert source.live_count() == 1
