"""The desk of the calendar: look, paste, compare, confirm, take back."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.core.workcalendar import api
from zhanqun.core.workcalendar.models import HolidayNotice
from zhanqun.core.workcalendar.tests.test_services import NOTICE_2027, people  # noqa: F401
from zhanqun.foundation import clock

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
NEW = reverse("workcalendar:notice_new")


@pytest.fixture
def desk(people):  # noqa: F811
    def open_desk(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    with clock.fixed(NOW):
        yield open_desk


def filled(page: str) -> dict[str, str]:
    """What the preview's form would send."""
    names = ("shown", "seen", "year", "title", "number", "issued_on")
    found = {
        name: re.search(rf'<input[^>]*name="{name}"[^>]*?(?:value="([^"]*)")?[^>]*>', page)
        for name in names
    }
    tags = {name: match[0] for name, match in found.items() if match}
    values = {name: re.search(r'value="([^"]*)"', tag) for name, tag in tags.items()}
    return {name: match[1] if match else "" for name, match in values.items()}


def test_given_a_pasted_notice_then_it_is_compared_first_and_entered_when_confirmed(desk):
    client = desk("supervisor")

    looked = client.post(NEW, {"text": NOTICE_2027, "act": "look"}).content.decode()

    assert "日历会有23天变化" in looked
    assert "2027年2月5日（星期五）" in looked
    assert not HolidayNotice.objects.filter(year=2027).exists()
    sent = filled(looked) | {"text": NOTICE_2027, "kind": "annual", "act": "enter"}
    assert sent["year"] == "2027"
    done = client.post(NEW, sent, follow=True).content.decode()
    assert "已生效，23天有变化" in done
    assert not api.work_calendar().is_working(date(2027, 2, 5))
    again = client.post(NEW, sent)
    assert again.status_code == 409  # the calendar is no longer the one that was shown
    assert "春节" in again.content.decode()


def test_given_another_text_than_was_shown_then_it_is_shown_before_it_is_entered(desk):
    client = desk("supervisor")
    looked = client.post(NEW, {"text": NOTICE_2027, "act": "look"}).content.decode()
    changed = NOTICE_2027.replace("6月9日（周三）", "6月10日（周四）")

    answer = client.post(NEW, filled(looked) | {"text": changed, "kind": "annual", "act": "enter"})

    assert answer.status_code == 200
    assert "2027年6月10日（星期四）" in answer.content.decode()
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_given_a_notice_in_doubt_then_only_a_checked_one_enters_and_no_word_is_lost(desk):
    client = desk("supervisor")
    text = NOTICE_2027.replace("放假调休，共7天。1月31日", "放假调休，共8天。1月31日")
    looked = client.post(NEW, {"text": text, "act": "look"}).content.decode()
    assert "春节写作共8天，读出7天。" in looked
    sent = filled(looked) | {"text": text, "kind": "annual", "act": "enter"}

    refused = client.post(NEW, sent)

    assert refused.status_code == 400
    assert "共8天。1月31日" in refused.content.decode()
    assert client.post(NEW, sent | {"is_checked": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "请修改标出的内容"),
        ("1月1日放假。", "没有读出年份"),
        ("关于2027年值班的通知", "没有从文字中读出"),
        ("字" * 20_001, "请修改标出的内容"),
    ],
)
def test_given_what_is_no_notice_then_the_page_says_what_to_do(desk, text, says):
    answer = desk("supervisor").post(NEW, {"text": text, "act": "look"})

    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_given_a_supervisor_of_a_prefecture_then_only_its_own_days_can_be_entered(desk, people):  # noqa: F811
    client, here = desk("local"), people["local"].unit
    text = "2026年5月27日（周三）至28日（周四）放假，共2天。"

    assert client.post(NEW, {"text": text, "act": "look"}).status_code == 400
    looked = client.post(NEW, {"text": text, "unit": here.pk, "act": "look"}).content.decode()
    sent = filled(looked) | {"text": text, "unit": here.pk, "kind": "single", "act": "enter"}
    assert client.post(NEW, sent).status_code == 302

    address = reverse("workcalendar:year")
    nation = client.get(address, {"year": 2026}).content.decode()
    region = client.get(
        address, {"year": 2026, "region": people["local"].unit.uid}
    ).content.decode()
    assert '全年工作日 <strong class="d-number">248</strong>' in nation
    assert '全年工作日 <strong class="d-number">246</strong>' in region


def test_given_a_year_then_its_picture_can_be_listened_to_and_says_what_is_provisional(desk):
    client = desk("writer")

    known = client.get(reverse("workcalendar:year"), {"year": 2026}).content.decode()
    unknown = client.get(reverse("workcalendar:year"), {"year": 2027}).content.decode()
    odd = client.get(reverse("workcalendar:year"), {"year": "²"})

    assert known.count('<span class="d-sr">国庆节放假</span>') == 7
    assert known.count('<span class="d-sr">国庆节调休上班</span>') == 2
    assert known.count("<caption>") == 12
    assert "尚未录入" not in known
    assert "2027年的放假安排尚未录入" in unknown
    assert odd.status_code == 200
    assert "录入放假通知" not in known  # a writer reads only
    assert client.get(NEW).status_code in (302, 403)


def test_given_a_term_then_every_day_is_shown_with_its_reason(desk):
    page = desk("writer").get(
        reverse("workcalendar:count"), {"start": "2026-09-18", "amount": 7, "unit": "working_days"}
    )

    text = page.content.decode()
    assert "第7个工作日是2026年9月29日（星期二）" in text
    assert "国务院办公厅关于2026年部分节假日安排的通知" in text
    assert text.count('data-label="日期"') == 12  # the start day and eleven days
    bad = desk("writer").get(reverse("workcalendar:count"), {"start": "x", "amount": "-1"})
    assert bad.status_code == 200
    assert "第几天" not in bad.content.decode()


def test_given_a_notice_entered_by_mistake_then_who_entered_it_takes_it_back(desk):
    notice = HolidayNotice.objects.get(year=2026)
    address = reverse("workcalendar:notice_withdraw", args=[notice.uid])

    assert desk("writer").post(address, {"why": "试"}).status_code in (302, 403)
    assert desk("supervisor").post(address, {"why": ""}).status_code == 400
    done = desk("supervisor").post(address, {"why": "年份录错"}, follow=True)

    assert "已撤回" in done.content.decode()
    assert 2026 not in api.work_calendar().years
