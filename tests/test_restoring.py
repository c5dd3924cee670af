"""What is put back is what was built."""

from django.db import transaction

from restoring import all_rows, keep
from town import NOW, Town, build_town
from zhanqun.core.units.api import User


def test_given_a_town_kept_when_it_is_put_back_then_every_row_is_as_it_was_built(db):
    built = {}

    def build() -> Town:
        town = build_town()
        built.update(all_rows())
        return town

    before = all_rows()
    kept = keep(build)
    assert all_rows() == before != built

    kept.restore()

    assert all_rows() == built


def test_given_a_test_that_changed_the_town_when_it_is_put_back_then_nothing_of_it_is_left(
    db, kept_town
):
    with transaction.atomic():
        changed = kept_town.restore()
        changed.people["officer"].name = "改名者"
        changed.people["officer"].save()
        changed.people.pop("stranger")
        changed.later(days=1)
        transaction.set_rollback(True)

    town = kept_town.restore()

    assert town.now == NOW
    for username, person in town.people.items():
        assert person.name == User.objects.get(username=username).name
    assert town.people.keys() - changed.people.keys() == {"stranger"}
    assert town.people["officer"].name == "信息员甲"
