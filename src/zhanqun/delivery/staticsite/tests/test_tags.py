"""Keywords and days as dependencies: what leaders' pages and the portal's map show."""

from zhanqun.content.library import api as library
from zhanqun.delivery.staticsite.models import PendingChange


def test_given_a_keyword_that_comes_or_goes_then_it_is_announced(town):
    article = town.published("调研城市更新", keywords="城市更新,温景岚")
    first = set(PendingChange.objects.latest("id").keys)
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"keywords": "城市更新,阮知微"},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    town.publish(article)
    second = set(PendingChange.objects.latest("id").keys)

    def tags(keys):
        return {key.rpartition(":")[2] for key in keys if key.startswith("tag:")}

    assert tags(first) == {"城市更新", "温景岚"}
    assert tags(second) == {"温景岚", "阮知微"}
    assert library.tag_key("阮知微") in second


def test_given_several_acts_on_a_day_then_the_first_alone_announces_the_day(town):
    day = library.day_key(town.bureau_site.site_id)
    announced = []
    for hours in (0, 1, 24):
        town.later(hours=hours)
        town.published(f"第{hours}条")
        announced.append(day in PendingChange.objects.latest("id").keys)

    assert announced == [True, False, True]
