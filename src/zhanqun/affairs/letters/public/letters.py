"""A published letter with its reply, and the page of all mailboxes (来信详情、来信首页)."""

import json
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.listing import ALL, MAILBOX, UNIT
from zhanqun.affairs.letters.models import Mailbox, Publication
from zhanqun.affairs.letters.public import numbers, reading
from zhanqun.affairs.letters.public.addresses import (
    FIGURES,
    QUESTIONS,
    form_url,
    list_path,
    question_path,
)
from zhanqun.affairs.letters.public.lists import crumbs, latest, rows_of
from zhanqun.affairs.letters.public.questions import shown_on
from zhanqun.affairs.letters.public.shapes import Box, IndexPage, LetterPage
from zhanqun.affairs.letters.sorts import USUAL_CLOCK, Sort
from zhanqun.content.pages.api import Frame, Link
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.foundation import clock

NEWEST, QUESTIONS_SHOWN = 10, 6


def index_page(frame: Frame) -> IndexPage | None:
    """None where the site has no mailbox."""
    site_id = frame.profile.site_id
    boxes = reading.mailboxes_on(site_id)
    if not boxes:
        return None
    newest = reading.newest_in(site_id, ALL, NEWEST)
    figures, note = numbers.at_a_glance(site_id)
    return IndexPage(
        title=_("来信"),
        breadcrumb=crumbs(frame),
        boxes=tuple(_box(row, site_id) for row in boxes if row.site.site_id == site_id),
        department_boxes=tuple(_box(row, site_id) for row in boxes if row.site.site_id != site_id),
        rows=rows_of(newest, site_id),
        all_url=list_path(ALL) if newest else "",
        figures=figures,
        figures_note=note,
        figures_url=FIGURES,
        receipt_url=intake.RECEIPT_PATH,
        questions=_newest_questions(site_id),
        questions_url=QUESTIONS,
        steps=_steps(),
        updated_at=latest(newest),
    )


def _newest_questions(site_id: int) -> tuple[Link, ...]:
    rows = sorted(shown_on(site_id), key=lambda row: (row.published_at, row.pk), reverse=True)
    return tuple(Link(row.question, question_path(row.uid)) for row in rows[:QUESTIONS_SHOWN])


def _box(mailbox: Mailbox, site_id: int) -> Box:
    return Box(
        name=mailbox.name,
        note=mailbox.note,
        sorts="、".join(str(Sort(sort).label) for sort in mailbox.sorts),
        url=form_url(mailbox, site_id) if mailbox.is_open else "",
    )


def _steps() -> tuple[tuple[str, str], ...]:
    """How letters are handled; the terms are those of the clock rules."""
    usual = casework.clock_of(USUAL_CLOCK)
    complex_one = casework.clock_of("letter_complex")
    return (
        (_("写信"), _("选好信箱，写明诉求和联系方式。提交后得到编号和查询码。")),
        (
            _("分办"),
            _("统筹单位阅读来信，交给负责的单位；不予受理的，说明理由和正确的去处。"),
        ),
        (
            _("办理"),
            _("一般来信{days}个工作日内答复，情况复杂的{more}个工作日内答复。").format(
                days=usual.amount, more=complex_one.amount
            ),
        ),
        (_("答复"), _("凭编号和查询码查看答复，可以评价一次；不满意的，可以要求重新办理一次。")),
        (_("公开"), _("您同意公开的，隐去姓名、电话、住址后，来信和答复登在这里。")),
    )


def letter_page(frame: Frame, publication: Publication) -> LetterPage:
    mailbox, unit = publication.letter.mailbox, publication.unit
    assert unit is not None and publication.answered_on is not None
    more = (
        Link(_("{name}：公开的来信").format(name=mailbox.name), list_path(MAILBOX + mailbox.code)),
        Link(
            _("{unit}答复的来信").format(unit=unit.short_name or unit.name),
            list_path(f"{UNIT}{unit.pk}"),
        ),
    )
    return LetterPage(
        title=publication.title,
        breadcrumb=crumbs(frame, Link(_("公开的来信"), list_path(ALL))),
        facts=_facts(publication),
        text=paragraphs(publication.text),
        reply=paragraphs(publication.reply),
        unit=unit.name,
        answered_on=publication.answered_on,
        more=more,
        updated_at=latest([publication]),
    )


def _took(publication: Publication) -> str:
    if not publication.days_taken:
        return _("当天答复")
    days = _("{days}个工作日").format(days=publication.days_taken)
    return days + (_("（超过期限）") if publication.is_late else _("（按期）"))


def _facts(publication: Publication) -> tuple[tuple[str, str], ...]:
    return (
        (_("信箱"), publication.letter.mailbox.name),
        (_("来信类型"), str(Sort(publication.sort).label)),
        (_("收到日期"), _day(publication.received_on)),
        (_("答复期限"), _day(publication.due_on)),
        (_("答复日期"), _day(publication.answered_on)),
        (_("答复用时"), _took(publication)),
    )


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def data_of(publication: Publication, address: str) -> str:
    """Question and answer in the words of schema.org; safe to stand in a data block."""
    assert publication.unit is not None
    answer = {
        "@type": "Answer",
        "text": publication.reply,
        "dateCreated": _iso(publication.answered_on),
        "author": {"@type": "GovernmentOrganization", "name": publication.unit.name},
    }
    question = {
        "@type": "Question",
        "name": publication.title,
        "text": publication.text,
        "dateCreated": _iso(publication.received_on),
        "answerCount": 1,
        "acceptedAnswer": answer,
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "url": address,
        "mainEntity": question,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def tags_of(publication: Publication, address: str) -> tuple[tuple[str, str], ...]:
    """Page tags (网页标签). Source: 国办发〔2017〕47号, group article."""
    assert publication.unit is not None and publication.published_at is not None
    published = clock.beijing(publication.published_at)
    return (
        ("ArticleTitle", publication.title),
        ("PubDate", f"{published:%Y-%m-%d %H:%M}"),
        ("ContentSource", publication.unit.name),
        ("Description", " ".join(publication.text.split())[:120]),
        ("Url", address),
    )
