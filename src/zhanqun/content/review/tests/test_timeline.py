"""One line of everything that happened to an article, remarks among it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhanqun.content.library import api as library
from zhanqun.content.library.models import Remark
from zhanqun.content.library.remarking import LENGTH, RemarkInvalid, add_remark
from zhanqun.content.library.timeline import moments_of
from zhanqun.content.review import api as review
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units


def remark(town, article, text="请核对桥名", who="officer"):
    return add_remark(uid=article.uid, text=text, by=town.people[who], now=town.later(minutes=1))


def send_back(town, article, reason):
    submission = town.submit(article)
    task = submission.tasks.get(name="初审")
    review.return_task(
        uid=task.uid,
        digest=submission.digest,
        reason=reason,
        by=town.people["reviewer"],
        now=town.later(minutes=1),
    )


def test_given_an_articles_life_then_all_of_it_stands_in_one_line(town):
    article = town.draft()
    town.later(minutes=1)
    send_back(town, article, "请补充图片")
    remark(town, article, "图片已约摄影", "reviewer")
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content={"body": "<p>大桥将于6月18日恢复通车，图见附件。</p>"},
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
    town.later(minutes=1)
    town.publish(library.Article.objects.get(pk=article.pk))
    review.withdraw(
        uid=article.uid,
        kind="error",
        note="日期有误",
        by=town.people["signer"],
        now=town.later(minutes=1),
    )

    moments = moments_of(library.Article.objects.get(pk=article.pk))

    told = [(m.kind, m.what, m.detail, m.reason) for m in reversed(moments)]
    expected = [
        ("version", "新建", "", ""),
        ("act", "审核退回", "初审，退给供稿人", "请补充图片"),
        ("remark", "批注", "", "图片已约摄影"),
        ("version", "保存新版本", "", ""),
        ("act", "审核通过一个环节", "终审", ""),
        ("act", "保密审查", "可以公开", "不涉及国家秘密、工作秘密"),
        ("act", "发布", "", ""),
        ("act", "撤稿", "", "日期有误"),
    ]
    assert [row for row in told if row in expected] == expected
    assert moments == sorted(moments, key=lambda m: m.at, reverse=True)
    assert {m.person for m in moments} >= {"信息员甲", "审核人甲", "签发人甲"}


def test_given_a_kind_then_only_that_is_shown(town):
    article = town.draft()
    remark(town, article)

    assert [m.kind for m in moments_of(article, "remark")] == ["remark"]
    assert [m.kind for m in moments_of(article, "version")] == ["version"]


def test_given_a_long_history_then_the_page_asks_no_more_queries(town):
    client = Client()
    client.force_login(town.people["officer"])
    few, many = town.draft("短"), town.draft("长")
    for number in range(12):
        remark(town, many, f"批注{number}", "officer" if number % 2 else "reviewer")
    for code, site in (("bmdt", town.portal), ("tzgg", None), ("qyyw", town.portal)):
        library.place(
            article=many,
            column=town.column(code, site),
            by=town.people["officer"],
            now=town.now,
        )
    client.get(f"/desk/articles/{few.uid}/history/")

    counts = []
    for article in (few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/articles/{article.uid}/history/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20


# --- Remarks -------------------------------------------------------------------------------


def test_given_a_remark_then_it_is_kept_with_its_version_and_noted_in_the_trail(town):
    article = town.draft()

    row = remark(town, article, " 请核对\r\n桥名 ")

    assert (row.text, row.revision_id) == ("请核对\n桥名", article.latest_revision_id)
    entry = audit.entries_about("zq_library.article", str(article.uid)).last()
    assert (entry.action, entry.after["text"]) == ("library.remarked", "请核对\n桥名")


def test_given_whoever_sees_the_article_then_they_may_remark_and_nobody_else(town):
    article = town.draft()
    town.submit(article)
    allowed = set()
    for name in town.people:
        try:
            remark(town, article, f"{name}的批注", name)
            allowed.add(name)
        except units.NotAllowed:
            continue

    seeing = {
        name
        for name, person in town.people.items()
        if library.articles_visible_to(person).filter(pk=article.pk).exists()
    }
    assert allowed == seeing
    assert "officer" in allowed and "reviewer" in allowed
    assert not allowed & {"stranger", "system", "security", "auditor"}


@pytest.mark.parametrize("text", ["", "  \n ", "长" * (LENGTH + 1)])
def test_given_nothing_or_too_much_then_it_is_refused(town, text):
    article = town.draft()

    with pytest.raises(RemarkInvalid):
        remark(town, article, text)

    assert not Remark.objects.exists()


def test_given_a_refused_remark_then_its_text_is_still_on_the_page(town):
    article = town.draft()
    client = Client()
    client.force_login(town.people["officer"])
    address = f"/desk/articles/{article.uid}/history/"

    refused = client.post(address, {"text": "长" * (LENGTH + 1)})
    accepted = client.post(address, {"text": "<script>请核对</script>"}, follow=True)

    assert refused.status_code == 400
    assert "长" * (LENGTH + 1) in refused.content.decode()
    assert "&lt;script&gt;请核对" in accepted.content.decode()


def test_given_the_button_pressed_twice_then_it_is_one_remark(town):
    article = town.draft()

    first, second = remark(town, article), remark(town, article)

    assert first == second
    assert Remark.objects.count() == 1
