"""The gate: nothing goes live past it, and one act takes everything down."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites.api import PublishesThroughGateOnly


def test_given_three_steps_and_secrecy_when_published_then_it_is_live_at_a_fixed_address(town):
    article = town.published("青云江大桥恢复通车")

    assert article.live
    assert (
        article.address == f"/a/202606/qing-yun-jiang-da-qiao-hui-fu-tong-che-{article.code}.html"
    )
    assert article.placements.get().state == "live"
    assert article.placements.get().number == 1


def test_given_no_review_when_published_then_the_gate_says_what_is_missing(town):
    article = town.draft()

    with pytest.raises(review.NotReady) as refusal:
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)

    assert [row.code for row in refusal.value.findings] == ["gate.approval", "gate.secrecy"]


def test_given_approval_when_the_text_is_edited_then_approval_and_decision_are_void(town):
    article = town.draft()
    submission = town.approve(article)

    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"title": "青云江大桥恢复通车（更新）"},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )

    submission.refresh_from_db()
    assert submission.state == "voided"
    with pytest.raises(review.NotReady):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def test_given_publish_pressed_twice_then_there_is_one_publication(town):
    article = town.published()

    again = review.publish(uid=article.uid, by=town.people["signer"], now=town.later(seconds=2))

    assert list(article.publications.all()) == [again]


def test_given_a_live_article_when_wagtail_publishes_past_the_gate_then_it_is_refused(town):
    article = town.draft()

    with pytest.raises(PublishesThroughGateOnly):
        article.latest_revision.publish()


def test_given_an_article_on_two_sites_when_withdrawn_then_every_copy_falls(town):
    article = town.published()
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)
    assert set(article.placements.values_list("state", flat=True)) == {"live"}

    act = review.withdraw(
        uid=article.uid,
        kind="error",
        note="数据有误",
        by=town.people["signer"],
        now=town.later(minutes=5),
    )

    assert set(article.placements.values_list("state", flat=True)) == {"removed"}
    assert act.details["pages"] == [
        f"https://jtj.qingyun.localhost{article.address}",
        f"https://www.qingyun.localhost{article.address}",
    ]


def test_given_a_withdrawn_wording_and_another_since_then_the_first_needs_review_again(town):
    article = town.published("有误的标题")
    review.withdraw(
        uid=article.uid,
        kind="error",
        note="标题有误",
        by=town.people["signer"],
        now=town.later(minutes=5),
    )
    town.later(minutes=5)
    library.place(
        article=article, column=town.column("gzdt"), by=town.people["officer"], now=town.now
    )
    retitle(town, article, "改正的标题")
    town.publish(article)

    saved = retitle(town, article, "有误的标题")

    missing = review.blockers(saved.article, saved.digest, town.now)
    assert [row.code for row in missing] == ["gate.approval", "gate.secrecy"]


def retitle(town, article, title):
    current = library.Article.objects.get(pk=article.pk)
    return library.save_draft(
        uid=article.uid,
        base_revision_id=current.latest_revision_id,
        content={"title": title},
        by=town.people["officer"],
        now=town.now,
    )
