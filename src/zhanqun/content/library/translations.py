"""An article that translates another (外文稿与中文原稿), and whether the original changed since.

Both are articles with drafts, reviews and a gate of their own (decision 0026).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import policies
from zhanqun.content.library.keys import translations_key
from zhanqun.content.library.models import Article, Translation
from zhanqun.content.library.services import lock_article
from zhanqun.content.sites.api import announce_structure
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.dependencies import depends_on, once_each
from zhanqun.foundation.errors import DomainError

# /a/yyyymm/slug-code.html: the code names the article.
CODE_IN_ADDRESS = re.compile(r"/a/\d{6}/[^/]*-([0-9a-z]{4,10})\.html(?:[?#].*)?\Z")


class SourceNotFound(DomainError):
    code = "library.source_not_found"
    message = _("没有找到这个网址的已发布稿件。请复制中文页面的完整网址。")


class SourceUnsuitable(DomainError):
    code = "library.source_unsuitable"
    message = _("《{title}》本身是译文或就是本稿，不能作为原文。请填写中文原稿的网址。")


class NoSource(DomainError):
    code = "library.no_source"
    message = _("这篇稿件没有登记中文原文。")
    status = 409


@dataclass(frozen=True)
class Counterpart:
    """The same matter in another language: the article and its address on its own sites."""

    uid: UUID
    address: str


def translations_of(uids: Iterable[UUID]) -> dict[UUID, list[Counterpart] | None]:
    """Live counterparts of articles, originals and translations alike; many at once."""
    return once_each("translations", uids, _read_counterparts)


def counterparts_of(uid: UUID) -> list[Counterpart]:
    """Noted, so that pages follow when the link or its other end changes (互为译文)."""
    depends_on(translations_key(uid))
    return translations_of([uid])[uid] or []


def translation_of(article: Article) -> Translation | None:
    """Which original the article translates."""
    return Translation.objects.select_related("source").filter(article=article).first()


def outdated() -> Q:
    """Translations whose original was published anew, or taken down, since they were compared."""
    return ~Q(source_digest=F("source__live_digest")) | Q(source__live=False)


def articles_outdated(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Those of the articles whose original changed since (原文已变)."""
    return rows.filter(pk__in=Translation.objects.filter(outdated()).values("article"))


def outdated_among(articles: Iterable[Article]) -> set[int]:
    """Ids of the articles whose original changed since, in one query."""
    wanted = Translation.objects.filter(outdated(), article__in=[row.pk for row in articles])
    return set(wanted.values_list("article_id", flat=True))


@transaction.atomic
def link_translation(*, uid: UUID, address: str, by: User, now: datetime) -> Translation:
    """Say which original an article translates, compared as it is now (登记中文原文).

    address: the original's public address. Raises NotAllowed, SourceNotFound, SourceUnsuitable.
    """
    article = lock_article(uid)
    policies.check_may_edit(by, article)
    source = _source_at(address)
    is_translation = Translation.objects.filter(article=source).exists()
    if source.pk == article.pk or is_translation or _has_translations(article):
        raise SourceUnsuitable(title=source.title)
    former = translation_of(article)
    facts = {
        "source": source,
        "source_digest": source.live_digest,
        "compared_by": by,
        "compared_at": now,
    }
    row, _made = Translation.objects.update_or_create(article=article, defaults=facts)
    before = {"source": former.source.uid if former else None}
    after = {"source": source.uid, "digest": source.live_digest}
    audit.record("library.translation_linked", article, by=by, at=now, before=before, after=after)
    _announce(article, source, *([former.source] if former else []))
    return row


@transaction.atomic
def confirm_translation(*, uid: UUID, by: User, now: datetime) -> Translation:
    """Say that the article agrees with the original as it is public now (已与原文核对).

    Raises NotAllowed, NoSource.
    """
    article = lock_article(uid)
    policies.check_may_edit(by, article)
    row = _locked(article)
    before = {"digest": row.source_digest}
    row.source_digest, row.compared_by, row.compared_at = row.source.live_digest, by, now
    row.save()
    after = {"digest": row.source_digest}
    audit.record("library.translation_compared", article, by=by, at=now, before=before, after=after)
    return row


@transaction.atomic
def unlink_translation(*, uid: UUID, by: User, now: datetime) -> None:
    """Take back that an article is a translation (取消原文登记). Raises NotAllowed, NoSource."""
    article = lock_article(uid)
    policies.check_may_edit(by, article)
    row = _locked(article)
    before = {"source": row.source.uid}
    audit.record("library.translation_unlinked", article, by=by, at=now, before=before)
    _announce(article, row.source)
    row.delete()


def _source_at(address: str) -> Article:
    found = CODE_IN_ADDRESS.search(address.strip())
    source = Article.objects.filter(code=found[1], live=True).first() if found else None
    if source is None or source.address not in address:
        raise SourceNotFound
    return source


def _has_translations(article: Article) -> bool:
    return Translation.objects.filter(source=article).exists()


def _locked(article: Article) -> Translation:
    rows = Translation.objects.select_for_update(of=("self",)).select_related("source")
    row = rows.filter(article=article).first()
    if row is None:
        raise NoSource
    return row


def _announce(*articles: Article) -> None:
    """Both ends show the link; what they look like otherwise stays."""
    announce_structure({translations_key(row.uid) for row in articles}, [])


def _read_counterparts(uids: list[UUID]) -> dict[UUID, list[Counterpart]]:
    rows = Translation.objects.filter(Q(article__uid__in=uids) | Q(source__uid__in=uids))
    found: dict[UUID, list[Counterpart]] = defaultdict(list)
    for row in rows.select_related("article", "source").order_by("pk"):
        for one, other in ((row.article, row.source), (row.source, row.article)):
            found[one.uid].append(Counterpart(other.uid, other.address))
    return found
