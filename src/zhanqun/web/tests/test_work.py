"""The first screen: what a person has to do."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.web.work import work_due


@pytest.fixture
def shown(town):
    """Name of a list -> titles on it, as the officer sees them."""

    def shown(name: str) -> list[str]:
        lists = {row.name: row for row in work_due(town.people["officer"], town.now)}
        return [item.text for item in lists[name].items]

    return shown


def send_back(town, article) -> None:
    submission = town.submit(article)
    task = submission.tasks.get(name="初审")
    review.return_task(
        uid=task.uid,
        digest=submission.digest,
        reason="请补充图片",
        by=town.people["reviewer"],
        now=town.now,
    )


def test_given_drafts_that_were_never_submitted_then_they_are_there_and_nothing_else(town, shown):
    town.draft("从未送审")
    town.submit(town.draft("审核中"))
    send_back(town, town.draft("退回了"))
    town.published("发布了")

    assert (shown("drafts"), shown("returned")) == (["从未送审"], ["退回了"])
    rows = library.articles_visible_to(town.people["officer"])
    assert [row.title for row in review.drafts(rows)] == ["从未送审"]
