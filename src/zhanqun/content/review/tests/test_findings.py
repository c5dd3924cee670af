"""What a text says about itself before it may go out: real failures of others, by id."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.review import findings, queries
from zhanqun.content.review.overriding import BlockedByLaw
from zhanqun.content.review.services import RepeatsAnother
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.checks.api import Passage

REPORT = (
    "6月{day}日，市交通运输局{post}{name}带队检查{place}节前安全生产工作。检查组一行先后来到客运站、"
    "危险货物停车场和在建工地，实地查看值班值守、车辆检修、消防设施和应急物资储备情况，听取企业负责人"
    "汇报，并随机抽查驾驶员教育台账。{name}强调，各企业要切实履行主体责任，强化隐患排查，发现问题立即"
    "整改，确保人民群众平安出行。局办公室、运输科、安全科负责同志参加检查。检查结束后，检查组召开座谈会，"
    "逐条反馈问题，明确整改时限和责任人，要求三日内报送整改情况。"
)


def codes_of(article: library.Article, now: datetime) -> dict[str, str]:
    return {row.code: row.text for row in queries.findings_of(article, now)}


def trail_of(article: library.Article) -> QuerySet[Any]:
    return audit.entries_about(article._meta.label_lower, str(article.uid))


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("机密★5年\n关于某项工作的通知", "block"),
        ("秘密　★ 长期", "block"),
        ("内部资料　注意保存", "block"),
        ("本件不得公开。", "block"),
        ("我局开展保密工作培训。", "warn"),
        ("严守国家秘密是公民的义务。", "warn"),
        ("大桥将于6月18日零时恢复通车。", None),
    ],
)
@pytest.mark.parametrize("where", ["标题", "正文", "附件《方案.docx》"])
def test_given_words_then_a_mark_of_secrecy_stops_and_talk_of_secrets_is_told(where, words, level):
    found = findings.secrecy_findings([Passage("body", where, words)])

    assert all(words[row.start : row.end] == row.matched for row in found)

    assert {(row.level, row.where) for row in found} == ({(level, where)} if level else set())


@pytest.mark.parametrize("openness", ["on_request", "closed"])
def test_given_a_document_that_is_not_open_to_all_then_the_gate_stays_shut(town, openness):
    article = town.draft(
        "关于桥梁检测的通知", kind="document", openness=openness, column=town.column("zcwj")
    )

    with pytest.raises(BlockedByLaw, match="公开方式"):
        review.submit(
            uid=article.uid, by=town.people["officer"], now=town.now, override_request="请放行"
        )

    with pytest.raises(review.NotReady, match="公开方式"):
        review.publish(uid=article.uid, by=town.people["signer"], now=town.now)


def test_p034_given_an_older_date_to_show_then_the_system_keeps_its_own_and_the_trail_has_both(
    town,
):
    shown = town.now - timedelta(days=40)

    draft = town.draft(original_published_at=shown)
    told = codes_of(draft, town.now)["time.other_date"]
    article = town.publish(draft)

    assert "相差40天" in told
    assert article.first_published_at == town.now
    entry = trail_of(article).get(action="review.other_date_shown")
    assert entry.after["days"] == 40
    assert (
        entry.after["shown"][:10] == "2026-05-07" and entry.after["published"][:10] == "2026-06-16"
    )


def test_p034_given_no_date_of_its_own_then_the_trail_has_nothing_to_say(town):
    article = town.published()

    assert not trail_of(article).filter(action="review.other_date_shown").exists()


def test_p037_given_a_text_that_counts_until_midnight_and_a_morning_hour_then_it_is_warned():
    morning = datetime(2020, 5, 31, 8, 48)
    words = "截至5月31日24时，全区累计报告确诊病例75例。"

    found = findings.before_event_findings(words, morning, written_on=None)

    assert [(row.code, row.level) for row in found] == [("time.before_event", "warn")]
    next_morning = morning + timedelta(days=1)
    assert findings.before_event_findings(words, next_morning, written_on=None) == []


def test_p037_given_a_signing_date_after_the_publication_then_it_is_warned():
    found = findings.before_event_findings("正文", datetime(2020, 5, 31, 8, 48), date(2020, 6, 1))

    assert [row.code for row in found] == ["time.before_signing"]


def test_p037_given_a_day_of_december_in_a_text_of_january_then_last_december_is_meant():
    words = "截至12月31日，全市新增就业3.2万人。"

    assert findings.before_event_findings(words, datetime(2026, 1, 8, 9, 0), None) == []


def test_p071_given_towns_of_elsewhere_in_an_attachment_then_the_reviewer_reads_their_names(
    town,
):
    sites.update_site(
        profile=town.bureau_site,
        facts={"own_places": "柳河镇、清溪街道\n石桥乡"},
        by=town.people["bureau_manager"],
        now=town.now,
    )
    copied = "沿江的平口镇和小淹镇水位较高，柳河镇水位平稳。"
    file = attachments.store_attachment(
        name="水文情况.txt",
        content=copied.encode(),
        text=copied,
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    article = town.draft(files=[file.uid], body="<p>清溪街道、石桥乡的水文情况见附件。</p>")

    told = codes_of(article, town.now)["place.town"]

    assert "平口镇、小淹镇" in told and "水文情况.txt" in told
    assert "柳河镇" not in told and "清溪街道" not in told
    assert codes_of(town.draft(body="<p>平口镇来人考察。</p>"), town.now)["place.town"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("赴平口镇调研", ["平口镇"]),
        ("小淹镇、江南镇和东坪镇", ["小淹镇", "江南镇", "东坪镇"]),
        ("全市各乡镇、街道办事处要抓好城镇建设和返乡创业", []),
        ("建制镇的城乡规划与特色小镇", []),
    ],
)
def test_p071_given_words_then_names_of_towns_are_told_from_ordinary_words(words, names):
    assert findings.towns_in(words) == names


def test_p075_given_a_report_all_but_equal_to_an_earlier_one_then_a_reason_is_asked_for(town):
    body = "<p>" + REPORT.format(day=3, post="局长", name="张明远", place="城东") + "</p>"
    earlier = town.published("局领导检查节前安全生产", body=body)
    town.later(days=120)
    again = "<p>" + REPORT.format(day=28, post="副局长", name="李建国", place="城东") + "</p>"
    article = town.draft("局领导检查节前安全工作", body=again)

    with pytest.raises(RepeatsAnother) as refusal:
        town.submit(article)

    assert earlier.title in str(refusal.value)
    assert "张明远→李建国" in str(refusal.value) and "→副" in str(refusal.value)
    submission = review.submit(
        uid=article.uid, by=town.people["officer"], now=town.now, note="例行检查，格式相同"
    )
    assert submission.state == "reviewing"
    entry = trail_of(article).get(action="review.submitted")
    assert entry.reason == "例行检查，格式相同"
    assert earlier.title in codes_of(article, town.now)["twin"]


def test_p075_given_another_report_on_the_same_matter_then_nothing_is_asked(town):
    body = "<p>" + REPORT.format(day=3, post="局长", name="张明远", place="城东") + "</p>"
    town.published("局领导检查节前安全生产", body=body)
    other = (
        "<p>"
        + "市交通运输局近日完成城北三条公路的养护，铺设沥青十二公里，更换护栏四百米。" * 8
        + "</p>"
    )

    assert town.submit(town.draft("公路养护完成", body=other)).state == "reviewing"


def test_p026_given_old_texts_posted_again_years_later_then_each_is_flagged_with_the_older_one(
    town,
):
    """Ten years between; the older ones keep their day, which counts for the column."""
    posts = [("局长", "张明远", "城东"), ("副局长", "李建国", "城西"), ("科长", "王小川", "城北")]
    bodies = [
        "<p>" + REPORT.format(day=day, post=post, name=name, place=place) + place * 60 + "</p>"
        for day, (post, name, place) in enumerate(posts, 3)
    ]
    old = [town.published(f"第{n}次检查", body=body) for n, body in enumerate(bodies, 1)]
    town.later(days=3650)

    for earlier, body in zip(old, bodies, strict=True):
        again = town.draft(earlier.title, body=body)
        with pytest.raises(RepeatsAnother) as refusal:
            town.submit(again)
        assert str(earlier.first_published_at.year) in str(refusal.value)
        assert earlier.title in codes_of(again, town.now)["twin"]


def test_p078_given_another_citys_name_on_a_page_of_duties_then_the_reviewer_is_told(town):
    sites.update_column(
        column=town.column("tzgg"),
        facts={"column_type": "organs"},
        by=town.people["bureau_manager"],
        now=town.now,
    )
    body = "<p>负责全市交通工作。贯彻渝中区和重庆市交通政策，负责重庆市客运管理。</p>"

    duties = town.draft("机构职能", body=body, column=town.column("tzgg"))
    news = town.draft("我市代表团访问重庆市", body=body, column=town.column("gzdt"))

    assert "重庆市" in codes_of(duties, town.now)["place.city"]
    assert "place.city" not in codes_of(news, town.now)


def test_p078_given_the_own_city_and_those_above_then_nothing_is_said():
    text = "长沙市芙蓉区负责区内工作，报湖南省和长沙市备案。"
    standing = findings.Standing("organs", division_code="430102")

    assert findings.cities_in("长沙市芙蓉区、苏州市") == ["长沙市", "芙蓉区", "苏州市"]
    assert list(findings.places._foreign_cities([Passage("body", "正文", text)], standing)) == []
