"""Why this date, in a sentence for the writer (期限说明)."""

from datetime import date

from django.utils.translation import gettext as _

from zhanqun.core.workcalendar.reading.days import WEEKDAYS
from zhanqun.core.workcalendar.rules import Reason, Reckoning, TermUnit
from zhanqun.core.workcalendar.rules.explaining import Span


def told_briefly(reckoning: Reckoning) -> str:
    """“自2025年9月26日（星期五）的次日起计算，第7个工作日是…”; no term of art, every day named
    that is not simply Monday to Friday."""
    said = [_opening(reckoning)]
    passed = _passed(reckoning)
    if passed:
        said.append(_("其间{days}。").format(days="；".join(passed)))
    if reckoning.is_provisional:
        said.append(_provisional(reckoning))
    return "".join(said)


def whole_day(day: date) -> str:
    text = _("{year}年{month}月{day}日（星期{weekday}）")
    return text.format(year=day.year, month=day.month, day=day.day, weekday=WEEKDAYS[day.weekday()])


def stretch(first: date, last: date) -> str:
    """“10月1日至8日”, “9月30日至10月2日”, “10月1日”."""
    text = _("{month}月{day}日").format(month=first.month, day=first.day)
    if first == last:
        return text
    if first.month == last.month and first.year == last.year:
        return text + _("至{day}日").format(day=last.day)
    return text + _("至{month}月{day}日").format(month=last.month, day=last.day)


def _opening(reckoning: Reckoning) -> str:
    start, due_on = whole_day(reckoning.start), whole_day(reckoning.due_on)
    term = reckoning.term
    if len(reckoning.days) == 1:
        return _("当日办结，期限为{due}。").format(due=due_on)
    if term.unit == TermUnit.WORKING_DAYS:
        text = _("自{start}的次日起计算，第{amount}个工作日是{due}。")
    elif term.unit == TermUnit.MONTHS:
        text = _("自{start}起{amount}个月，到{due}届满。")
    else:
        text = _("自{start}的次日起计算{amount}日，到{due}届满。")
    return text.format(start=start, amount=term.amount, due=due_on)


def _passed(reckoning: Reckoning) -> list[str]:
    in_working_days = reckoning.term.unit == TermUnit.WORKING_DAYS
    told = [text for span in reckoning.spans() if (text := _span(span))]
    weekend = sum(day.reason == Reason.WEEKEND for day in reckoning.days)
    if in_working_days and weekend:
        told.append(_("周末{count}天不计").format(count=weekend))
    return told


def _span(span: Span) -> str:
    days, name = stretch(span.first, span.last), span.name
    if span.reason == Reason.HOLIDAY:
        return _("{days}{name}放假，不计").format(days=days, name=name)
    if span.reason == Reason.MADE_UP:
        return _("{days}调休上班，计入").format(days=days)
    if span.reason == Reason.PAUSED:
        return _("{days}停止计算").format(days=days)
    if span.reason == Reason.MOVED:
        return _("期满日休息，顺延至{month}月{day}日").format(
            month=span.last.month, day=span.last.day
        )
    return ""


def _provisional(reckoning: Reckoning) -> str:
    text = _("{years}年的放假安排尚未公布，此日期为暂定，公布后重新计算。")
    return text.format(years="、".join(map(str, reckoning.awaited)))
