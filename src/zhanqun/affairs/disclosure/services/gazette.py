"""Issues of the gazette are edited, published and withdrawn by its office (编辑政府公报)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.announcing import issue_changed
from zhanqun.affairs.disclosure.issue_states import ISSUE, IssueState
from zhanqun.affairs.disclosure.models import Issue, IssueLine, Publisher
from zhanqun.content.library.api import Article
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

LINES_MOST = 200


class IssueKnown(DomainError):
    code = "disclosure.issue_known"
    message = _("{issue}已经有了，请改期号。")


class OtherGazette(DomainError):
    """A site has one gazette."""

    code = "disclosure.other_gazette"
    message = _("这个网站的公报由“{publisher}”编辑，不能再设一种。")


class NothingInIssue(DomainError):
    code = "disclosure.nothing_in_issue"
    message = _("公报里还没有文件，请先编排目录。")


class NotLive(DomainError):
    """What stands in a gazette can be read by everybody."""

    code = "disclosure.not_live"
    message = _("“{title}”没有发布或者已经撤下，不能收进公报。")


class FileNotFit(DomainError):
    code = "disclosure.file_not_fit"
    message = _("“{name}”不是{wanted}，请换一个文件。")


class FileNotReady(DomainError):
    code = "disclosure.file_not_ready"
    message = _("{why}")


@dataclass(frozen=True)
class Line:
    """One document: its article, and the heading under which it stands."""

    article: UUID
    heading: str


@dataclass(frozen=True)
class IssueFacts:
    """What an issue is; meanings as in `Issue`. lines: its contents in order."""

    year: int
    number: int
    dated: date
    lines: tuple[Line, ...] = ()
    cover: UUID | None = None
    paper: UUID | None = None


@transaction.atomic
def write_issue(
    *, publisher: UUID, uid: UUID | None, facts: IssueFacts, by: User, now: datetime
) -> Issue:
    """Begin an issue or change one; what is public changes at once (编辑公报).

    Raises NotAllowed, IllegalMove, OtherGazette, IssueKnown, NotLive, NothingInIssue, FileNotFit,
    FileNotReady.
    """
    owner = (
        Publisher.objects.select_for_update(of=("self",))
        .select_related("unit", "site__parent")
        .get(uid=publisher)
    )
    policies.check_may_edit_gazette(by, owner.unit)
    row = _locked(uid) if uid else Issue(publisher=owner)
    is_public = row.state == IssueState.PUBLISHED
    row.state = ISSUE.target("change" if is_public else "write", row.state)
    _check(row, facts)
    before = _told(row) if uid else {}
    for name in ("year", "number", "dated", "cover", "paper"):
        setattr(row, name, getattr(facts, name))
    row.written_by = by
    row.save()
    _set_lines(row, facts.lines)
    audit.record("disclosure.issue_written", row, by=by, at=now, before=before, after=_told(row))
    if is_public:
        _show(row, now)
    return row


@transaction.atomic
def publish_issue(*, uid: UUID, by: User, now: datetime) -> Issue:
    """Everybody can read it (发布公报).

    Raises NotAllowed, IllegalMove, NothingInIssue, NotLive, FileNotReady.
    """
    row = _locked(uid)
    policies.check_may_edit_gazette(by, row.publisher.unit)
    row.state = ISSUE.target("publish", row.state)
    row.published_at = row.published_at or now
    audit.record("disclosure.issue_published", row, by=by, at=now, after=_told(row))
    _show(row, now)
    return row


@transaction.atomic
def withdraw_issue(*, uid: UUID, by: User, now: datetime) -> Issue:
    """Show it no longer (撤下公报). Raises NotAllowed, IllegalMove."""
    row = _locked(uid)
    policies.check_may_edit_gazette(by, row.publisher.unit)
    row.state = ISSUE.target("withdraw", row.state)
    row.changed_at = now
    row.save()
    audit.record("disclosure.issue_withdrawn", row, by=by, at=now, after=_told(row))
    issue_changed(row, _refer_to(row, []), is_gone=True)
    return row


def _locked(uid: UUID) -> Issue:
    rows = Issue.objects.select_for_update(of=("self",))
    return rows.select_related("publisher__unit", "publisher__site__parent").get(uid=uid)


def _check(row: Issue, facts: IssueFacts) -> None:
    publisher = row.publisher
    others = Issue.objects.exclude(pk=row.pk)
    foreign = others.filter(publisher__site=publisher.site).exclude(publisher=publisher)
    if (other := foreign.select_related("publisher__unit").first()) is not None:
        raise OtherGazette(publisher=other.publisher)
    known = others.filter(publisher=publisher, year=facts.year, number=facts.number)
    if known.exists():
        raise IssueKnown(issue=Issue(year=facts.year, number=facts.number))
    _check_file(facts.cover, "image/", _("图片"))
    _check_file(facts.paper, "application/pdf", _("PDF"))


def _check_file(uid: UUID | None, content_type: str, wanted: Any) -> None:
    file = attachments.attachments_by_uid([uid]).get(uid) if uid else None
    if file is not None and not file.content_type.startswith(content_type):
        raise FileNotFit(name=file.name, wanted=wanted)


def _set_lines(row: Issue, lines: Sequence[Line]) -> None:
    """Only what everybody can read, each document once, in the order given."""
    wanted = dict.fromkeys(line.article for line in lines)
    found = {article.uid: article for article in Article.objects.filter(uid__in=wanted)}
    row.lines.all().delete()
    headings = {line.article: line.heading.strip() for line in reversed(lines)}
    for position, uid in enumerate(wanted, start=1):
        article = found.get(uid)
        if article is None or not article.live:
            raise NotLive(title=article.title if article else uid)
        row.lines.create(position=position, heading=headings[uid], article=article)


def _show(row: Issue, now: datetime) -> None:
    lines = row.lines.select_related("article")
    if not lines:
        raise NothingInIssue
    for line in lines:
        if not line.article.live:
            raise NotLive(title=line.article.title)
    files = [uid for uid in (row.cover, row.paper) if uid]
    for why in attachments.not_ready(attachments.attachments_by_uid(files).values()):
        raise FileNotReady(why=why)
    row.changed_at = now
    row.save()
    issue_changed(row, _refer_to(row, files))


def _refer_to(row: Issue, files: list[UUID]) -> set[str]:
    """The files become public with the issue, others private again; keys of both."""
    owner = f"site:{row.publisher.site.site_id}:gazette:{row.uid}"
    former = {file.key for file in attachments.files_referred_to(owner)}
    attachments.refer_to(owner, files)
    kept = {file.key for file in attachments.files_referred_to(owner)}
    return {attachments.file_key(key) for key in former ^ kept}


def _told(row: Issue) -> dict[str, Any]:
    lines = IssueLine.objects.filter(issue=row).select_related("article") if row.pk else []
    return {
        "issue": str(row),
        "dated": row.dated,
        "state": row.state,
        "contents": [f"{line.heading} {line.article.title}".strip() for line in lines],
    }
