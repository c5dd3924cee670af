"""Articles are filed in the catalogue of who made them (编目)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import listing, policies, queries, rules
from zhanqun.affairs.disclosure.items import items_to_file
from zhanqun.affairs.disclosure.models import Entry, Publisher
from zhanqun.affairs.disclosure.services.numbering import number_for
from zhanqun.affairs.disclosure.states import ENTRY, EntryState
from zhanqun.affairs.disclosure.topics import paths
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, Openness
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.core.workcalendar.api import work_calendar
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError


class NoPublisher(DomainError):
    code = "disclosure.no_publisher"
    message = _(
        "“{unit}”不是公开主体，不能编目。它制作的信息由上级公开主体公开的，"
        "请上级公开主体的公开工作机构编目；应自己公开的，请先设立为公开主体。"
    )


class NeverFiled(DomainError):
    code = "disclosure.never_filed"
    message = _("“{kind}”类稿件不编入公开目录。")


class NotProactive(DomainError):
    code = "disclosure.not_proactive"
    message = _("公开方式是“{way}”，公开目录只收主动公开的信息。")


class ItemsWrong(DomainError):
    code = "disclosure.items_wrong"
    message = _("请从{unit}的法定主动公开清单中选择公开事项。")


class TopicUnknown(DomainError):
    code = "disclosure.topic_unknown"
    message = _("主题分类“{topic}”不在22类主题分类表中，请从表中选择。")


class FormedLater(DomainError):
    code = "disclosure.formed_later"
    message = _("形成日期{day}晚于{limit}（{what}），请核对。")


class FiledByAnother(DomainError):
    code = "disclosure.filed_by_another"
    message = _("这篇稿件已由“{publisher}”编目，一条信息只由一个公开主体公开。")
    status = 409


@dataclass(frozen=True)
class Filing:
    """Where an article stands in the catalogue; meanings as in `Entry`.

    publisher: None for the unit's own; else one above it, which publishes for units that are none.
    """

    items: tuple[str, ...]
    topic: str
    formed_on: date
    publisher: Publisher | None = None


@transaction.atomic
def file_article(*, uid: UUID, filing: Filing, by: User, now: datetime) -> Entry:
    """File an article, or file it otherwise (编目、改编目); its text is not touched.

    Raises NotAllowed, NoPublisher, FiledByAnother, NeverFiled, NotProactive, ItemsWrong,
    TopicUnknown, FormedLater, IndexNumberTaken.
    """
    article = library.lock_article(uid)
    policies.check_may_file(by, article.unit)
    draft, entry = library.working_copy(article), queries.entry_of(article)
    publisher = _publisher_for(article, entry, filing, by)
    _check_article(draft)
    check_filing(filing, publisher, article, now)
    if entry is None:
        entry = Entry(article=article, publisher=publisher)
        entry.index = number_for(article, draft, publisher, by, now)
    before = told(entry)
    entry.items = [
        item.code for item in items_to_file(publisher.level) if item.code in filing.items
    ]
    entry.topic, entry.formed_on = filing.topic, filing.formed_on
    entry.due_on = rules.due_on(filing.formed_on, work_calendar(publisher.unit))
    entry.filed_by, entry.filed_at, entry.reminded = by, now, 0
    if entry.state == EntryState.REMOVED:
        entry.state = EntryState(ENTRY.target("file_again", entry.state))
    entry.save()
    if before != (after := told(entry)):
        audit.record("disclosure.filed", article, by=by, at=now, before=before, after=after)
    if article.live:
        make_public(entry, article)
    return entry


@transaction.atomic
def remove_entry(*, uid: UUID, reason: str, by: User, now: datetime) -> Entry:
    """An article does not belong into the catalogue (移出目录); it stays as it is, its number too.

    uid: of the article. Raises NotAllowed, IllegalMove.
    """
    article = library.lock_article(uid)
    policies.check_may_file(by, article.unit)
    entry = Entry.objects.select_related("publisher__site", "publisher__unit").get(article=article)
    entry.article = article
    take_out(entry, reason.strip(), by, now)
    return entry


def take_out(entry: Entry, reason: str, by: User, now: datetime) -> None:
    """Out of the catalogue and of its lists."""
    was_live = entry.state == EntryState.LIVE
    entry.state = EntryState(ENTRY.target("remove", entry.state))
    entry.save(update_fields=["state"])
    after = {"publisher": str(entry.publisher)}
    audit.record("disclosure.removed", entry.article, by=by, at=now, after=after, reason=reason)
    if was_live:
        listing.stand_or_go(entry)


def make_public(entry: Entry, article: Article) -> None:
    """The article is public, anew or still: so is its entry, and it stands in its lists."""
    assert article.first_published_at is not None and article.last_published_at is not None
    entry.state = EntryState(ENTRY.target("go_live", entry.state))
    shown = article.original_published_at or article.first_published_at
    entry.published_on = clock.day_of(shown)
    entry.renewed_on = max(entry.published_on, clock.day_of(article.last_published_at))
    entry.save(update_fields=["state", "published_on", "renewed_on"])
    listing.stand_or_go(entry)


def _publisher_for(article: Article, entry: Entry | None, filing: Filing, by: User) -> Publisher:
    """Who publishes it: who did already, whatever became of the unit since; the unit itself; or the
    one above that says so."""
    own = queries.publisher_of(article.unit_id)
    if entry is not None:
        if filing.publisher not in (None, entry.publisher):
            raise FiledByAnother(publisher=entry.publisher)
        if entry.publisher != own:
            policies.check_is_office(by, entry.publisher.unit)
        return entry.publisher
    wanted = filing.publisher or own
    if wanted is None:
        raise NoPublisher(unit=article.unit)
    if wanted != own:
        is_above = article.unit.path.startswith(wanted.unit.path)
        if own is not None or not is_above:
            raise NoPublisher(unit=article.unit)
        policies.check_is_office(by, wanted.unit)
    return wanted


def _check_article(draft: Article) -> None:
    if draft.kind in queries.NEVER_FILED:
        raise NeverFiled(kind=draft.get_kind_display())
    if draft.openness != Openness.PROACTIVE:
        raise NotProactive(way=draft.get_openness_display())


def check_filing(filing: Filing, publisher: Publisher, article: Article, now: datetime) -> None:
    """Raises ItemsWrong, TopicUnknown, FormedLater."""
    offered = {item.code for item in items_to_file(publisher.level)}
    if not filing.items or not offered.issuperset(filing.items):
        raise ItemsWrong(unit=publisher)
    if filing.topic not in paths():
        raise TopicUnknown(topic=filing.topic or _("（未填）"))
    limits = [(clock.day_of(now), _("今天"))]
    shown = article.original_published_at or article.first_published_at
    if shown is not None:
        limits.append((clock.day_of(shown), _("公开日期")))
    limit, what = min(limits, key=lambda pair: pair[0])
    if filing.formed_on > limit:
        raise FormedLater(day=filing.formed_on, limit=limit, what=what)


def told(entry: Entry) -> dict[str, Any]:
    """For the trail."""
    if entry._state.adding:
        return {}
    return {
        "publisher": str(entry.publisher),
        "number": str(entry.index),
        "items": list(entry.items),
        "topic": entry.topic,
        "formed_on": entry.formed_on,
        "state": entry.state,
    }


@dataclass(frozen=True)
class Refused:
    """One that could not be filed, and why."""

    article: Article
    why: str


def file_many(
    filings: Sequence[tuple[Article, Filing]], *, by: User, now: datetime
) -> tuple[list[Entry], list[Refused]]:
    """File each by itself (批量编目): what is refused keeps nobody else back."""
    filed: list[Entry] = []
    refused: list[Refused] = []
    for article, filing in filings:
        try:
            filed.append(file_article(uid=article.uid, filing=filing, by=by, now=now))
        except DomainError as refusal:
            refused.append(Refused(article, str(refusal)))
    return filed, refused
