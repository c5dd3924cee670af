"""A hit that is wrong is told to whoever keeps the lists."""

import pytest

from zhanqun.content.review import false_positives, queries
from zhanqun.content.review.overriding import FindingGone
from zhanqun.content.review.tests.people import ID_NUMBER
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units


def key_of(article, now):
    return next(row.key for row in queries.findings_of(article, now) if row.hit)


def test_given_a_hit_that_is_wrong_then_it_is_in_the_register(town):
    article = town.draft(body=f"<p>编号{ID_NUMBER}</p>")
    key = key_of(article, town.now)

    false_positives.report(
        uid=article.uid, key=key, by=town.people["officer"], now=town.later(minutes=1)
    )

    assert audit.Entry.objects.filter(action__startswith="checks.", at=town.now).exists()


def test_given_a_hit_that_is_gone_then_there_is_nothing_to_tell(town):
    article = town.draft()

    with pytest.raises(FindingGone):
        false_positives.report(
            uid=article.uid, key="0" * 24, by=town.people["officer"], now=town.now
        )


def test_given_somebody_who_may_not_edit_then_it_is_refused(town):
    article = town.draft(body=f"<p>编号{ID_NUMBER}</p>")

    with pytest.raises(units.NotAllowed):
        false_positives.report(
            uid=article.uid,
            key=key_of(article, town.now),
            by=town.people["stranger"],
            now=town.now,
        )
