"""What of a letter becomes public: masked, decided, withdrawn; never who wrote."""

import csv

import pytest
from django.test import Client

from zhanqun.affairs.letters import masking, queries, services
from zhanqun.affairs.letters.masking import PublicText
from zhanqun.affairs.letters.models import Publication
from zhanqun.affairs.letters.services.publishing import NotPublishable, StillTelling
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.casework import api as casework
from zhanqun.core.units import api as units
from zhanqun.core.workcalendar.tests.shared import shared
from zhanqun.foundation.states import IllegalMove

GOOD = "维修班6月15日到场，更换灯具12盏，当晚已恢复照明，维修电话0990-5550123，星河路从学校到桥头。"
PUBLIC = PublicText("星河路路灯不亮", "路灯坏了一个月。", GOOD)


@pytest.fixture
def answered(post_office):
    def answer(**typed):
        letter = post_office.held(**typed)
        people = post_office.people
        facts = {"uid": letter.case.uid, "now": post_office.now}
        services.submit(text=GOOD, why="同一处", by=people["handler"], **facts)
        services.send(remark="", by=people["head"], **facts)
        letter.case.refresh_from_db()
        return letter

    return answer


def desk(post_office):
    return {"by": post_office.people["desk"], "now": post_office.now}


def state(letter):
    letter.publication.refresh_from_db()
    return letter.publication.state


def test_given_an_answered_letter_then_masking_and_publishing_are_two_decisions(
    post_office, answered
):
    letter = answered()
    uid = letter.case.uid
    assert list(queries.letters_in(queries.PUBLISH, post_office.people["desk"])) == [letter]
    with pytest.raises(IllegalMove):
        services.publish(uid=uid, **desk(post_office))
    services.mask(uid=uid, public=PUBLIC, **desk(post_office))
    assert state(letter) == "masked"
    with pytest.raises(units.NotAllowed):
        services.publish(uid=uid, by=post_office.people["head"], now=post_office.now)
    services.publish(uid=uid, **desk(post_office))
    assert (state(letter), letter.publication.published_at) == ("published", post_office.now)
    services.withdraw(uid=uid, reason="来信人要求", **desk(post_office))
    assert state(letter) == "withdrawn"


def test_given_a_text_masked_under_older_rules_then_publishing_looks_once_more(
    post_office, answered
):
    letter = answered()
    services.mask(uid=letter.case.uid, public=PUBLIC, **desk(post_office))
    Publication.objects.filter(letter=letter).update(text="请打电话13800001234。")
    with pytest.raises(StillTelling):
        services.publish(uid=letter.case.uid, **desk(post_office))
    assert state(letter) == "masked"


@pytest.mark.parametrize(
    "typed", [{"agrees": "no"}, {"sort": Sort.REPORT}, {"sort": Sort.PETITION}]
)
def test_p015_given_no_explicit_yes_or_a_sort_that_is_not_public_then_it_cannot_be(
    post_office, answered, typed
):
    letter = answered(**typed)
    with pytest.raises(NotPublishable):
        services.mask(uid=letter.case.uid, public=PUBLIC, **desk(post_office))
    assert list(queries.letters_in(queries.PUBLISH, post_office.people["desk"])) == []
    services.withhold(uid=letter.case.uid, reason="未同意", **desk(post_office))
    assert state(letter) == "withheld"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("title", "路灯不亮（密码123456）"),
        ("title", "再问7QK2-91MX-4TBW何时答复"),
        ("title", "2019010100000反馈处理进度"),
        ("text", "我住星河路12号，电话13800001234"),
        ("text", "甄测一反映的路灯"),
        ("text", "身份证11010119900307109X"),
        ("reply", "请联系施工员13900002345"),
        ("reply", "甄测一：路灯已修"),
    ],
)
def test_p016_p080_given_words_that_tell_who_wrote_then_they_are_never_published(
    post_office, answered, name, words
):
    letter = answered()
    public = PublicText(**(vars(PUBLIC) | {name: words}))
    with pytest.raises(StillTelling):
        services.mask(uid=letter.case.uid, public=public, **desk(post_office))
    assert state(letter) == "undecided"


def test_p016_given_a_person_in_title_and_text_then_the_proposal_names_nobody(
    post_office, answered
):
    title = "我叫甄测一，电话13800001234，邻居噪音"
    letter = answered(title=title, text="甄测一住星河路12号，邻居夜里吵闹，请管一管。")
    case, by = letter.case, post_office.people["desk"]

    found = masking.proposal_of(letter, casework.text_of(case, by), GOOD)

    assert found.title == "我叫甄某某，电话138****1234，邻居噪音"
    assert found.text.text == "甄某某住星河路（已隐去），邻居夜里吵闹，请管一管。"
    assert masking.still_telling(case, found.public) == []
    assert case.title == title


def test_p080_given_1193_real_titles_then_those_with_a_password_are_never_published(
    post_office, answered
):
    path = shared("real/letters/letter_headers_neijiang_1200.csv")
    titles = [row["title"] for row in csv.DictReader(path.open(encoding="utf-8"))]
    # The shared titles name invented people; the writer is none of them.
    case = answered(name="卜在册").case
    marked = [title for title in titles if casework.without_password(title)[1]]
    told = [masking.still_telling(case, PublicText(title, "x", "x")) for title in marked]
    clean = [casework.masked_title(title) for title in titles]

    assert len(marked) >= 14
    assert all("标题中的查询密码" in found for found in told)
    left = [one for one in clean if masking.still_telling(case, PublicText(one, "x", "x"))]
    assert left == []


def test_given_the_page_then_what_is_covered_stands_beside_what_will_be_public(
    post_office, answered
):
    letter = answered(text="甄测一家门口的路灯坏了，电话13800001234。")
    address = f"/desk/letters/{letter.case.uid}/publication/"
    client = Client()
    client.force_login(post_office.people["desk"])
    page = client.get(address).content.decode()
    assert '<del class="lt-covered">13800001234</del>' in page
    assert "138****1234" in page
    typed = {"verb": "mask", "title": "路灯", "text": "电话13800001234", "reply": GOOD}
    refused = client.post(address, typed)
    assert refused.status_code == 400
    assert "电话13800001234" in refused.content.decode()
    assert client.post(address, typed | {"text": "路灯坏了"}).status_code == 302
    assert client.post(address, {"verb": "publish"}).status_code == 302
    assert state(letter) == "published"
    assert client.post(address, {"verb": "withdraw", "reason": ""}).status_code == 400
    client.force_login(post_office.people["handler"])
    assert client.get(address).status_code == 403


def test_p015_given_a_writer_who_agrees_no_longer_then_it_is_taken_back_at_once(
    post_office, answered
):
    letter = answered()
    facts = {"uid": letter.case.uid, **desk(post_office)}
    services.mask(public=PUBLIC, **facts)
    services.publish(**facts)
    services.consent_withdrawn(reason="6月20日来电", **facts)
    letter.refresh_from_db()
    assert (state(letter), letter.agrees) == ("withdrawn", False)
    with pytest.raises(NotPublishable):
        services.mask(public=PUBLIC, **facts)


def test_given_a_letter_begun_again_then_the_page_says_when_its_second_answer_came(
    post_office, answered
):
    letter, people = answered(), post_office.people
    uid = letter.case.uid
    post_office.town.later(days=1)
    casework.reopen(uid=uid, reason="不满意", by=None, now=post_office.now)
    post_office.town.later(days=7)
    facts = {"uid": uid, "now": post_office.now}
    services.submit(text=GOOD, why="同一处", by=people["handler"], **facts)
    services.send(remark="", by=people["head"], **facts)

    services.mask(uid=uid, public=PUBLIC, **desk(post_office))
    row = services.publish(uid=uid, **desk(post_office))

    # 16 June to 24 June, 端午 19-21 June rested: 17, 18, 22, 23, 24.
    assert (str(row.received_on), str(row.answered_on)) == ("2026-06-16", "2026-06-24")
    assert row.days_taken == 5
