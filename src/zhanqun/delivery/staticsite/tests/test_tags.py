"""Keywords as dependencies: what a leader's page gathers (活动报道)."""

from zhanqun.content.library import api as library
from zhanqun.delivery.staticsite.models import PendingChange


def test_given_a_keyword_that_comes_or_goes_then_it_is_announced_on_the_texts_sites(town):
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
        return {key.rpartition(":")[2] for key in keys if ":tag:" in key}

    assert tags(first) == {"城市更新", "温景岚"}
    assert tags(second) == {"温景岚", "阮知微"}
    assert library.tag_key(town.bureau_site.site_id, "阮知微") in second
