"""Reading notices: those that were issued, and those that are wrong."""

import html
import json
import re
from datetime import date

from zhanqun.core.workcalendar.planning import plan_notice
from zhanqun.core.workcalendar.reading import NoticeText, read_notice
from zhanqun.core.workcalendar.tests.shared import holidays, shared, shipped_calendar

# In the form of the notice of 2025-11-04, whose days it has.
NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""
EXTENSION_2020 = """国务院办公厅关于延长2020年春节假期的通知
一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。
二、各地大专院校、中小学、幼儿园推迟开学，具体时间由教育部门另行通知。
"""


def days_of(read: NoticeText) -> dict[str, bool]:
    """Day to whether it rests, as the real files have it."""
    return {str(one.day): not one.is_working for one in read.days}


def test_given_the_wordings_of_all_years_then_each_is_read_without_doubt():
    path = shared("real/holidays/notice_parsing_cases.json")
    cases = json.loads(path.read_text(encoding="utf-8"))
    assert len(cases) > 40

    wrong = []
    for case in cases:
        read = read_notice(case["description"], case["year"])
        wanted = {row["date"]: row["isOffDay"] for row in case["expected"]}
        if days_of(read) != wanted or read.doubts:
            wrong.append((case["description"], read))

    assert wrong == []


def test_given_a_whole_notice_then_title_number_day_and_year_are_read_too():
    read = read_notice(NOTICE_2026)

    assert (read.year, read.is_annual, read.doubts) == (2026, True, [])
    assert read.title == "国务院办公厅关于2026年部分节假日安排的通知"
    assert read.number == "国办发明电〔2025〕7号"
    assert read.issued_on == date(2025, 11, 4)
    assert days_of(read) == {row["date"]: row["isOffDay"] for row in holidays(2026)}


def test_given_the_page_of_a_real_notice_then_it_is_read_from_its_text():
    page = shared("real/html/ucap_fadian_2018_15_holidays.html").read_text(errors="replace")
    text = html.unescape(re.sub(r"<[^>]+>", "\n", re.sub(r"(?s)<(script|style).*?</\1>", "", page)))

    read = read_notice(text)

    assert (read.year, read.number) == (2019, "国办发明电〔2018〕15号")
    assert read.doubts == []
    first_word = {row["date"]: row["isOffDay"] for row in holidays(2019)}
    for later in ("2019-04-28", "2019-05-02", "2019-05-03", "2019-05-04", "2019-05-05"):
        first_word.pop(later)  # the second notice of that year
    assert days_of(read) == first_word


def test_given_wrong_weekdays_or_counts_then_they_are_told():
    wrong = NOTICE_2026.replace("1月1日（周四）", "1月1日（周五）").replace("共9天", "共8天")

    doubts = read_notice(wrong).doubts

    assert doubts == ["1月1日写作星期五，实为星期四。", "春节写作共8天，读出9天。"]


def test_given_what_is_no_day_then_it_is_told_and_the_rest_is_read():
    text = "2月30日放假。4月5日放假，与周末连休。5月9日另行通知。6月21日至19日放假。"

    read = read_notice(text, 2026)

    assert days_of(read) == {"2026-04-05": True}
    assert len(read.doubts) == 3
    assert "没有读懂：“5月9日另行通知”。" in read.doubts


def test_given_no_year_anywhere_then_none_is_guessed():
    assert read_notice("1月1日放假1天。").year is None
    assert read_notice("").days == []


def test_given_an_extension_then_the_days_after_the_holiday_rest():
    calendar = shipped_calendar(without="延长")
    read = read_notice(EXTENSION_2020)

    plan = plan_notice(read, calendar, year=2020, is_annual=False, is_national=True)

    changes = {one.day: one.is_working for one in plan.changes}
    assert changes == {date(2020, 1, 31): False, date(2020, 2, 1): False}
    assert plan.doubts == []


def test_given_an_annual_notice_with_a_festival_missing_then_it_is_told():
    text = NOTICE_2026.replace("端午节", "龙舟节")

    plan = plan_notice(
        read_notice(text),
        shipped_calendar(without="2026年"),
        year=2026,
        is_annual=True,
        is_national=True,
    )

    assert plan.doubts == ["没有读到：端午。年度安排一般七个节日都有。"]
