"""What mail says (邮件正文): plain text and simple HTML, in Chinese, with links to the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.core.notices.models import Mail, Notice
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.desk.deadlines import time_left
from zhanqun.ui.work import WorkItem, WorkList

SUBJECT_MAX = 120


@dataclass(frozen=True)
class Line:
    """One line of a mail: words, and the address that they lead to."""

    text: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Chapter:
    """Lines under a heading; `more` stand at the desk."""

    title: str
    url: str
    lines: list[Line]
    more: int = 0


def of_notice(notice: Notice, now: datetime) -> Mail:
    """The mail of one urgent notice (要紧提醒)."""
    address = absolute(reverse("notices:open", args=[notice.uid]))
    if settings.ZHANQUN_MAIL_TITLES:
        line = Line(notice.text, address, notice.detail)
        subject = f"【{notice.label}】{notice.text}"
    else:
        line = Line(_("有一条“{label}”提醒，请登录后台查看。").format(label=notice.label), address)
        subject = _("【{label}】请登录后台查看").format(label=notice.label)
    chapters = [Chapter("", "", [line])]
    return _mail(notice.person, notice.key, subject, chapters, now)


def of_day(
    person: User,
    key: str,
    lists: Sequence[tuple[WorkList, list[WorkItem]]],
    news: Sequence[Notice],
    now: datetime,
) -> Mail:
    """The daily digest (每日待办摘要): work due, then what happened since the last one."""
    named = settings.ZHANQUN_MAIL_TITLES
    chapters = [_chapter(row, items if named else [], now) for row, items in lists]
    if news:
        lines = [_of_news(notice) for notice in news] if named else []
        inbox = absolute(reverse("notices:inbox"))
        chapters.append(Chapter(_("新提醒（{n}）").format(n=len(news)), inbox, lines))
    total = sum(row.number for row, _items in lists)
    day = f"{clock.beijing(now):%-m月%-d日}"
    subject = (
        _("【待办】{day}有{n}项待办").format(day=day, n=total)
        if total
        else _("【提醒】{day}有{n}条新提醒").format(day=day, n=len(news))
    )
    return _mail(person, key, subject, chapters, now)


def absolute(path: str) -> str:
    """An address of the desk as it stands in mail."""
    return settings.WAGTAILADMIN_BASE_URL + path


def _chapter(row: WorkList, items: list[WorkItem], now: datetime) -> Chapter:
    lines = [
        Line(
            item.text, absolute(item.url), "，".join(filter(None, [item.detail, _limit(item, now)]))
        )
        for item in items
    ]
    title = f"{row.title}（{row.count}）"
    return Chapter(title, absolute(row.url), lines, max(0, row.number - len(lines)))


def _limit(item: WorkItem, now: datetime) -> str:
    if item.due_at is None:
        return item.tag
    moment = f"{clock.beijing(item.due_at):%m-%d %H:%M}"
    return _("时限{moment}，{left}").format(moment=moment, left=time_left(item.due_at, now))


def _of_news(notice: Notice) -> Line:
    text = f"{notice.label}：{notice.text}"
    return Line(text, absolute(reverse("notices:open", args=[notice.uid])), notice.detail)


def _mail(person: User, key: str, subject: str, chapters: Sequence[Chapter], now: datetime) -> Mail:
    context = {
        "person": person,
        "chapters": chapters,
        "desk": absolute("/"),
        "settings_url": absolute(reverse("notices:settings")),
    }
    return Mail(
        person=person,
        key=key,
        subject=" ".join(subject.split())[:SUBJECT_MAX],
        text=render_to_string("notices/mail.txt", context),
        html=render_to_string("notices/mail.html", context),
        next_try_at=now,
        made_at=now,
    )
