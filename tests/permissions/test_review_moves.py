"""Who may do what in review and at the gate: role × move → allowed."""

from datetime import timedelta

import pytest

from attempts import who_may
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review.policies import NotOwnWork
from zhanqun.content.review.tests.people import ID_NUMBER


def submit(town, by):
    review.submit(uid=town.draft().uid, by=by, now=town.now)


def recall(town, by):
    review.recall(uid=town.submit(town.draft()).uid, by=by, now=town.now)


def _decide(town, by, step, before=()):
    """Pass one step, the earlier ones passed by those whose they are."""
    submission = town.submit(town.draft())
    for name, person in before:
        task = submission.tasks.get(name=name, state="open")
        review.pass_task(
            uid=task.uid, digest=submission.digest, by=town.people[person], now=town.now
        )
    task = submission.tasks.get(name=step, state="open")
    review.pass_task(uid=task.uid, digest=submission.digest, by=by, now=town.now)


def pass_first(town, by):
    _decide(town, by, "初审")


def pass_second(town, by):
    _decide(town, by, "复审", [("初审", "reviewer")])


def pass_last(town, by):
    _decide(town, by, "终审", [("初审", "reviewer"), ("复审", "liaison")])


def return_first(town, by):
    submission = town.submit(town.draft())
    task = submission.tasks.get(name="初审")
    review.return_task(
        uid=task.uid, digest=submission.digest, reason="请核对日期", by=by, now=town.now
    )


def decide_secrecy(town, by):
    submission = town.submit(town.draft())
    task = submission.tasks.get(is_secrecy=True)
    review.decide_secrecy(
        uid=task.uid,
        digest=submission.digest,
        conclusion="public",
        ground="不涉密",
        by=by,
        now=town.now,
    )


def publish(town, by):
    article = town.draft()
    town.approve(article)
    review.publish(uid=article.uid, by=by, now=town.now)


def schedule(town, by):
    article = town.draft()
    review.schedule(uid=article.uid, due_at=town.now + timedelta(hours=1), by=by, now=town.now)


def cancel_schedule(town, by):
    row = review.schedule(
        uid=town.draft().uid,
        due_at=town.now + timedelta(hours=1),
        by=town.people["signer"],
        now=town.now,
    )
    review.cancel_schedule(uid=row.uid, by=by, now=town.now)


def withdraw(town, by):
    review.withdraw(uid=town.published().uid, kind="error", note="有误", by=by, now=town.now)


def remove_placement(town, by):
    """Off a column of the portal, which the bureau does not edit."""
    article = town.published()
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = article.placements.get(is_home=False)
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)
    review.remove_placement(uid=offer.uid, reason="重复", by=by, now=town.now)


def _asked_for(town, body):
    """Handed in with a request to let through what stops it; its key."""
    article = town.draft(body=f"<p>{body}</p>")
    submission = review.submit(
        uid=article.uid,
        by=town.people["officer"],
        now=town.now,
        override_request="依法须公示",
    )
    draft = library.working_copy(article)
    keys = [row.key for row in review.findings_of(draft, town.now) if row.level == "block"]
    return article.uid, submission.digest, keys[0]


def _override(town, by, body):
    uid, digest, key = _asked_for(town, body)
    review.override(uid=uid, digest=digest, key=key, reason="已核", by=by, now=town.now)


def override_personal_data(town, by):
    _override(town, by, f"王某{ID_NUMBER}")


def override_words_of_secrecy(town, by):
    _override(town, by, "行政机关不得公开。")


def override_inner_link(town, by):
    _override(town, by, '见<a href="http://192.168.1.8/x">附表</a>')


def fix(town, by):
    review.fix(uid=town.draft(body=f"<p>王某{ID_NUMBER}</p>").uid, by=by, now=town.now)


PUBLISHERS = {"signer", "bureau_manager"}
# The bureau's writers, editors of the column that the draft is on included.
WRITERS = {"officer", "liaison", "bureau_manager"}
MOVES = {
    submit: WRITERS,
    recall: WRITERS,
    pass_first: {"reviewer"},
    pass_second: {"liaison"},
    pass_last: {"signer"},
    return_first: {"reviewer"},
    decide_secrecy: {"secrecy"},
    override_personal_data: {"secrecy", "signer"},
    override_words_of_secrecy: {"secrecy"},
    override_inner_link: {"reviewer", "signer"},
    fix: WRITERS,
    publish: PUBLISHERS,
    schedule: PUBLISHERS,
    cancel_schedule: PUBLISHERS,
    withdraw: PUBLISHERS,
    remove_placement: {"editor", "chief", "manager"},
}


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.__name__)
def test_given_each_role_then_the_move_is_allowed_as_the_table_says(town, move):
    assert who_may(town, move) == MOVES[move]


def test_given_a_liaison_who_submitted_then_the_second_step_is_another_persons(town):
    article = town.draft()
    submission = review.submit(uid=article.uid, by=town.people["liaison"], now=town.now)
    task = submission.tasks.get(name="初审")
    review.pass_task(
        uid=task.uid, digest=submission.digest, by=town.people["reviewer"], now=town.now
    )
    task = submission.tasks.get(name="复审")

    with pytest.raises(NotOwnWork):
        review.pass_task(
            uid=task.uid, digest=submission.digest, by=town.people["liaison"], now=town.now
        )
