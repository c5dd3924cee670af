"""The day on which paper came, or somebody called or visited, as staff enter it (收到日期).

The clock starts on it and no later act changes it, so a slip of the pen is caught here.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

RECEIVED_ON = "received_on"
# Older is nothing that anybody handles here, but a year of two digits, or a birthday.
FIRST_DAY = date(2000, 1, 1)
# Nobody enters later than this without a reason; it is of no norm.
USUAL_DELAY = timedelta(days=30)


def needs_sureness(day: date, today: date) -> bool:
    """Whether it is so long ago that staff confirm it (确认收到日期)."""
    return FIRST_DAY <= day < today - USUAL_DELAY


def fault_of(day: date, today: date, *, is_sure: bool) -> str:
    """What is wrong with the day, "" for nothing."""
    if day > today:
        return _("收到日期不能晚于今天（{today}），请核对后改正。").format(today=today)
    if day < FIRST_DAY:
        return _("收到日期写成了{year}年，请核对年份后改正。").format(year=day.year)
    if needs_sureness(day, today) and not is_sure:
        return _(
            "收到日期是{days}天以前，期限从那一天算起，登记后不能改。写错了的请改正；"
            "确实是那一天的，请勾选“确认收到日期”再登记。"
        ).format(days=(today - day).days)
    return ""
