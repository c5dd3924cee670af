"""Times in a text against the time it is published (时间核对)."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from zhanqun.content.review.findings.calendar_days import day_findings
from zhanqun.content.review.findings.finding import WARN, Finding
from zhanqun.content.review.findings.passages import Text
from zhanqun.foundation import clock

_CUT_OFF = re.compile(
    r"截[至止]\s*(?:到\s*)?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:\s*(?P<hour>\d{1,2})[时点:：])?"
)
# A month and day without a year lie in the past, unless they are close ahead.
_AHEAD = timedelta(days=183)


def time_findings(text: Text, now: datetime) -> list[Finding]:
    """Times that cannot be right together; the time shown is the original one where kept."""
    shown = clock.beijing(text.article.original_published_at or now)
    article = text.article
    found = before_event_findings(text.body, shown, article.written_on)
    found += order_findings(article.written_on, article.effective_from, article.expires_on)
    found += [row for passage in text.main for row in day_findings(passage, shown.date())]
    if article.original_published_at and article.first_published_at is None:
        found += _other_date(shown, clock.beijing(now))
    return found


def before_event_findings(
    words: str, published_at: datetime, written_on: date | None
) -> list[Finding]:
    """Publishing before a time that the text calls past, or before the signing date (P037).

    published_at: in Beijing time.
    """
    found = []
    if written_on and written_on > published_at.date():
        said = _("成文日期{date}晚于发布日期。").format(date=written_on)
        found.append(Finding("time.before_signing", WARN, _("成文日期"), said, "written_on"))
    for moment, match in _cut_off_times(words, published_at.replace(tzinfo=None)):
        if moment > published_at.replace(tzinfo=None):
            said = _("正文写“{there}”，但发布时间更早。").format(there=match[0])
            place = ("body", *match.span(), match[0])
            found.append(Finding("time.before_event", WARN, _("正文"), said, *place))
    return found


def order_findings(
    written_on: date | None, effective_from: date | None, expires_on: date | None
) -> list[Finding]:
    """A document in force before it was signed, or lapsed before it came into force."""
    found = []
    if written_on and effective_from and effective_from < written_on:
        said = _("施行日期{effective}早于成文日期{written}，请核对。")
        said = said.format(effective=effective_from, written=written_on)
        found.append(Finding("time.before_in_force", WARN, _("施行日期"), said, "effective_from"))
    starts = effective_from or written_on
    if expires_on and starts and expires_on < starts:
        said = _("失效日期{end}早于施行或成文日期{start}，请核对。")
        said = said.format(end=expires_on, start=starts)
        found.append(Finding("time.ends_before", WARN, _("失效日期"), said, "expires_on"))
    return found


def _other_date(shown: datetime, now: datetime) -> list[Finding]:
    """The date shown is not the system's own (P034): who decides shall know."""
    days = (now.date() - shown.date()).days
    if days == 0:
        return []
    said = _("页面将显示原发布时间{shown}，与系统发布时间相差{days}天，差异会记入审计。")
    said = said.format(shown=f"{shown:%Y-%m-%d}", days=abs(days))
    return [Finding("time.other_date", WARN, _("原发布时间"), said, "original_published_at")]


def _cut_off_times(words: str, published_at: datetime) -> Iterable[tuple[datetime, re.Match[str]]]:
    for match in _CUT_OFF.finditer(words):
        try:
            day = date(
                int(match["year"] or published_at.year), int(match["month"]), int(match["day"])
            )
            moment = datetime.combine(day, datetime.min.time())
            if not match["year"] and moment - published_at > _AHEAD:
                moment = moment.replace(year=moment.year - 1)
        except ValueError:
            continue
        hour = min(int(match["hour"] or 0), 24)
        minute = 59 if hour == 24 else 0
        yield moment.replace(hour=min(hour, 23), minute=minute), match
