"""What the desk pages of this room read, each narrowed to what the person may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail import hooks

from zhanqun.content.library import article_desk
from zhanqun.content.library.article_desk import Status
from zhanqun.content.library.document_numbers import NotADocumentNumber, normalise
from zhanqun.content.library.models import Article, Placement
from zhanqun.content.library.policies import may_edit
from zhanqun.content.library.queries import articles_visible_to, live_placements
from zhanqun.content.library.states import ArticleKind
from zhanqun.content.library.translations import outdated_among
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import Attachment
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock

# Upper rooms show files in drafts of their own: functions (user, uid of the file) -> bool.
FILES_HOOK = "show_files_at_desk"


def person(request: HttpRequest) -> User:
    """Who asks; desk views let nobody else in."""
    return cast(User, request.user)


@dataclass(frozen=True)
class ArticleRow:
    """One row of a list: the article and where it stands."""

    article: Article
    status: Status
    source_changed: bool = False


def article_of(user: Any, uid: UUID) -> Article:
    """One article that the person may see, else 404."""
    rows = articles_visible_to(user).select_related("latest_revision")
    return get_object_or_404(rows, uid=uid)


def article_to_change(user: Any, uid: UUID) -> Article:
    """One article for a change that was sent.

    Whoever may not see it is refused like one whose rights ended, in the same words whether it
    exists or not, so that what they wrote comes back on the page.
    """
    try:
        article = article_of(user, uid)
    except Http404:
        raise units.NotAllowed(act=_("修改这篇稿件")) from None
    if not may_edit(user, article):
        raise units.NotAllowed(act=_("修改这篇稿件"))
    return article


def rows_of(articles: list[Article]) -> list[ArticleRow]:
    """Articles with their states, in a fixed number of queries."""
    told = article_desk.statuses_of(articles)
    outdated = outdated_among(articles)
    return [
        ArticleRow(row, told.get(row.pk) or status_of(row), row.pk in outdated) for row in articles
    ]


def status_of(article: Article) -> Status:
    """Where an article stands by what the library knows."""
    if article.live and article.latest_revision_id != article.live_revision_id:
        return Status(_("已发布，有新草稿"), "wait")
    if article.live:
        return Status(_("已发布"), "good")
    if article.withdrawal:
        return Status(_("已撤稿"), "quiet")
    return Status(_("草稿"))


def units_written_for(user: Any) -> QuerySet[Unit]:
    """Units that the person may write for, in tree order."""
    covered = units.units_covered(user, units.WRITERS)
    return units.units_open(clock.day_of(clock.now())).filter(pk__in=covered)


def unit_choices(user: Any) -> list[tuple[int, str]]:
    return [(row.pk, row.name) for row in units_written_for(user)]


def columns_edited(user: Any) -> QuerySet[sites.Column]:
    """Open columns whose articles the person arranges."""
    rows = sites.Column.objects.filter(
        pk__in=sites.columns_edited_by(user), state=sites.ColumnState.OPEN
    )
    return rows.exclude(form=sites.ColumnForm.GROUP).order_by("path")


def files_visible_to(user: Any, key: str) -> Attachment:
    """A file that the person may open: of their units, of an article they see, or public."""
    file = get_object_or_404(Attachment, key=key)
    if attachments.attachments_visible_to(user).filter(pk=file.pk).exists():
        return file
    if attachments.public_attachments().filter(pk=file.pk).exists() or _is_shown(user, file):
        return file
    shown_elsewhere: list[Callable[[Any, str], bool]] = hooks.get_hooks(FILES_HOOK)
    if any(shows(user, str(file.uid)) for shows in shown_elsewhere):
        return file
    raise Http404(key)


def _is_shown(user: Any, file: Attachment) -> bool:
    """Whether an article that the person sees names the file, in its row or its newest draft."""
    if file.unit_id is None:
        return False  # a citizen sent it: no article has it
    kept = Cast("latest_revision__content", TextField())
    rows = articles_visible_to(user).filter(unit_id=file.unit_id).annotate(kept=kept)
    named = Q(kept__contains=str(file.uid)) | Q(kept__contains=f"/f/{file.key}/")
    return rows.filter(named).exists()


def merge_targets(placement: Placement, limit: int = 30) -> list[Article]:
    """The newest live articles of the column, into which an offer can be merged."""
    rows = live_placements().filter(column_id=placement.column_id)
    newest = rows.exclude(article_id=placement.article_id).order_by("-number")[:limit]
    return [row.article for row in newest]


def names_of_documents(uids: list[UUID]) -> list[str]:
    """Numbers, else titles, of documents in the order named."""
    rows = {row.uid: row for row in Article.objects.filter(uid__in=uids)}
    return [rows[uid].number or rows[uid].title for uid in uids if uid in rows]


def documents_named(user: Any, names: list[str]) -> tuple[list[UUID], list[str]]:
    """Documents by number or exact title, of what the person sees or the public does.

    Returns their uids, and the names under which nothing was found.
    """
    found: list[UUID] = []
    unknown: list[str] = []
    seen = articles_visible_to(user).values("pk")
    documents = Article.objects.filter(Q(live=True) | Q(pk__in=seen), kind=ArticleKind.DOCUMENT)
    for name in names:
        row = documents.filter(Q(number=_number(name)) | Q(title=name)).order_by("-live", "-id")
        document = row.first()
        if document is None:
            unknown.append(name)
        elif document.uid not in found:
            found.append(document.uid)
    return found, unknown


def _number(name: str) -> str:
    try:
        return normalise(name)[0].text
    except NotADocumentNumber:
        return name
