"""Two people release at the same moment, each with a connection of their own (同时签发)."""

from functools import partial

import pytest

from zhanqun.content.alerts import services
from zhanqun.content.alerts.locks import release_alone
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.services.releasing import AlreadyInForce
from zhanqun.content.alerts.tests.making import checking
from zhanqun.content.review.tests.test_together import behind
from zhanqun.foundation.states import IllegalMove


@pytest.fixture
def town(cloned_database, kept_town):
    return kept_town.restore()


def test_given_simultaneous_releases_then_one_stands_and_the_other_is_told(town):
    alert = checking(town)
    twin = checking(town, by="officer")
    release = partial(services.release, now=town.now)
    chief, manager = town.people["chief"], town.people["manager"]

    results = behind(
        release_alone,
        partial(release, uid=alert.uid, digest=alert.digest, by=chief),
        partial(release, uid=alert.uid, digest=alert.digest, by=manager),
        partial(release, uid=twin.uid, digest=twin.digest, by=manager),
    )

    refusals = [result for result in results if isinstance(result, Exception)]
    assert Alert.objects.filter(state="in_force").count() == 1
    assert {type(one) for one in refusals} <= {IllegalMove, AlreadyInForce}
    assert len(refusals) == 2
