"""The question library as everybody can read it (常见问题): a list by topic, a page each."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.keys import question_key, questions_key
from zhanqun.affairs.letters.models import Question
from zhanqun.affairs.letters.public import reading
from zhanqun.affairs.letters.public.addresses import INDEX, QUESTIONS, question_path
from zhanqun.affairs.letters.public.lists import crumbs
from zhanqun.affairs.letters.questions import questions_on, reach
from zhanqun.content.pages.api import Frame, Link, LinkGroup
from zhanqun.content.sites import api as sites
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """常见问题: links to questions, grouped by their first topic."""

    title: str
    breadcrumb: tuple[Link, ...]
    groups: tuple[LinkGroup, ...]
    write_url: str
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its answer (问答详情)."""

    title: str
    breadcrumb: tuple[Link, ...]
    answer: tuple[str, ...]
    unit: str
    reviewed_on: date
    topics: str
    more: tuple[Link, ...]
    updated_at: datetime


def shown_on(site_id: int) -> list[Question]:
    """What a site shows; nothing where it has no mailboxes."""
    depends_on(questions_key(site_id), sites.site_key(site_id))  # whose unit the site is
    if not reading.has_mailboxes(site_id):
        return []
    return once(("questions", site_id), partial(_read, site_id))


def _read(site_id: int) -> list[Question]:
    return list(questions_on(sites.profile_of(site_id)))


def question_at(uid: UUID, site_id: int) -> Question | None:
    """One that is or was public on the site."""
    depends_on(question_key(uid))
    rows = Question.objects.filter(uid=uid, published_at__isnull=False)
    found = rows.select_related("unit__successor").first()
    is_here = found is not None and reading.has_mailboxes(site_id)
    if found is None or not is_here:
        return None
    return found if found.unit.path.startswith(reach(sites.profile_of(site_id))) else None


def uids_on(site_id: int) -> Iterable[UUID]:
    """Those that are or were public, for a full build."""
    if not reading.has_mailboxes(site_id):
        return []
    rows = Question.objects.filter(published_at__isnull=False)
    path = reach(sites.profile_of(site_id))
    return rows.filter(unit__path__startswith=path).values_list("uid", flat=True)


def questions_page(frame: Frame) -> QuestionsPage | None:
    """None where there are none."""
    rows = shown_on(frame.profile.site_id)
    if not rows:
        return None
    depends_on(*(question_key(row.uid) for row in rows))  # when each was changed last
    return QuestionsPage(
        title=_("常见问题"),
        breadcrumb=(*crumbs(frame, Link(_("常见问题"), QUESTIONS, current=True)),),
        groups=tuple(_groups(rows)),
        write_url=INDEX,
        updated_at=clock.beijing(max(_changed(row) for row in rows)),
    )


def _groups(rows: list[Question]) -> Iterable[LinkGroup]:
    """By first topic, the fullest first; those without one at the end."""
    found: dict[str, list[Question]] = defaultdict(list)
    for row in rows:
        found[row.topics[0] if row.topics else ""].append(row)
    for topic in sorted(found, key=lambda topic: (not topic, -len(found[topic]), topic)):
        links = tuple(Link(row.question, question_path(row.uid)) for row in found[topic])
        yield LinkGroup(topic or _("其他"), "", links)


def question_page(frame: Frame, row: Question) -> QuestionPage:
    return QuestionPage(
        title=row.question,
        breadcrumb=crumbs(frame, Link(_("常见问题"), QUESTIONS)),
        answer=tuple(line.strip() for line in row.answer.splitlines() if line.strip()),
        unit=_owner(row).name,
        reviewed_on=clock.day_of(_changed(row)),
        topics="、".join(row.topics),
        more=(Link(_("全部常见问题"), QUESTIONS), Link(_("没有找到答案？写信"), INDEX)),
        updated_at=clock.beijing(_changed(row)),
    )


def _owner(row: Question) -> Unit:
    """Whose name stands under it: of a unit that was merged, whoever took over."""
    return row.unit.successor or row.unit


def _changed(row: Question) -> datetime:
    return max(moment for moment in (row.published_at, row.reviewed_at) if moment)


def data_of(row: Question, address: str) -> str:
    """A frequently asked question in the words of schema.org; safe in a data block."""
    question = {
        "@type": "Question",
        "name": row.question,
        "acceptedAnswer": {"@type": "Answer", "text": row.answer},
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": address,
        "mainEntity": [question],
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
