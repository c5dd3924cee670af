"""What a text says about itself before it may go out (发布前检查), as plain functions.

`block` findings stop the gate; `warn` findings are shown to those who decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from zhanqun.content.library.api import (
    is_never_public,
    never_public_numbers_in,
    plain_text,
)

BLOCK, WARN = "block", "warn"

# A mark stands alone: at the start of a line, with ★ and a period, or in a known phrase. Words
# in ordinary use (保密工作培训) are no mark. Source: 《国家秘密定密管理规定》, marking.
_MARKED = re.compile(
    r"(?:^|[\s　])(?P<mark>绝密|机密|秘密)(?=\s*(?:★|☆|$|[\s　]))"
    r"|(?P<level>绝密|机密|秘密)\s*[★☆]\s*\S{0,8}",
    re.MULTILINE,
)
_INTERNAL = re.compile(r"内部资料[\s　，,]*注意保存|内部文件[\s　，,]*(?:注意|妥善)保管|不得公开")
_TALKS_OF_SECRETS = re.compile(r"保密|涉密|泄密|秘密")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: stable code, level, where, and what to do, in Chinese."""

    code: str
    level: str
    where: str
    text: str


def secrecy_findings(parts: Iterable[tuple[str, str]], number: str = "") -> list[Finding]:
    """Marks of secrecy in texts; parts: (where, plain text) of body, title and every file."""
    found = []
    if number and is_never_public(number):
        text = _("文号“{number}”属于不公开的文种，不能发布。").format(number=number)
        found.append(Finding("secrecy.number", BLOCK, _("发文字号"), text))
    for where, words in parts:
        marks = [m[0].strip() for m in (*_MARKED.finditer(words), *_INTERNAL.finditer(words))]
        marks += never_public_numbers_in(words)
        for mark in dict.fromkeys(marks):
            text = _("{where}中有“{mark}”，带此标志的内容不能发布。").format(where=where, mark=mark)
            found.append(Finding("secrecy.mark", BLOCK, where, text))
        if not marks and _TALKS_OF_SECRETS.search(words):
            text = _("{where}提到保密事项，请保密审查员留意。").format(where=where)
            found.append(Finding("secrecy.hint", WARN, where, text))
    return found


def picture_only_finding(kind: str, body: str, files: int) -> list[Finding]:
    """A body that is one picture without words: blocked for documents, else a warning (P043)."""
    if kind == "link" or plain_text(body).strip() or "<img" not in body:
        return []
    if re.search(r'<img[^>]*\salt="[^"]+"', body) and files:
        return []
    level = BLOCK if kind == "document" else WARN
    text = _("正文只有图片。请补充文字，或写明图片说明并附上文字版附件。")
    return [Finding("body.picture_only", level, _("正文"), text)]


def time_findings(text: str, published_at: datetime, written_on: date | None) -> list[Finding]:
    """Publishing before a time that the text calls past, or before the signing date (P037)."""
    found = []
    day = published_at.date()
    if written_on and written_on > day:
        words = _("成文日期{date}晚于发布日期。").format(date=written_on)
        found.append(Finding("time.before_signing", WARN, _("成文日期"), words))
    for moment, words_there in _cut_off_times(text, day.year):
        if moment > published_at.replace(tzinfo=None):
            words = _("正文写“{there}”，但发布时间更早。").format(there=words_there)
            found.append(Finding("time.before_event", WARN, _("正文"), words))
    return found


_CUT_OFF = re.compile(
    r"截至\s*(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:\s*(?P<hour>\d{1,2})[时点:：])?"
)


def _cut_off_times(text: str, year: int) -> Iterable[tuple[datetime, str]]:
    for match in _CUT_OFF.finditer(text):
        try:
            day = date(int(match["year"] or year), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        hour = min(int(match["hour"] or 0), 24)
        moment = datetime.combine(day, datetime.min.time())
        minute = 59 if hour == 24 else 0
        yield moment.replace(hour=min(hour, 23), minute=minute), match[0]
