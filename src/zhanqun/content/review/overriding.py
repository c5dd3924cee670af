"""Findings that stop a text: refused when it is handed in, let through by who may (放行)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library import api as library
from zhanqun.content.review import gate, policies
from zhanqun.content.review.checking import check
from zhanqun.content.review.findings import BLOCK, Finding
from zhanqun.content.review.models import Override, Submission
from zhanqun.content.review.states import UNDER_REVIEW
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

SHOWN = 5


class Blocked(DomainError):
    """The text holds what must not go out; a person of the right can let it through."""

    code = "review.blocked"
    message = _("检查发现不能发布的内容：{findings}请修改；确需保留的，写明理由“申请放行并送审”。")
    status = 409


class BlockedByLaw(DomainError):
    """The text holds what nobody may let through."""

    code = "review.blocked_by_law"
    message = _("这些内容依法不能发布，也不能申请放行：{findings}请修改后再送审。")
    status = 409


class RequestMissing(DomainError):
    code = "review.request_missing"
    message = _("申请放行要写明理由，审核人会看到。")


class OverrideReasonMissing(DomainError):
    code = "review.override_reason_missing"
    message = _("放行要写明理由，理由会记入审核经过和保密审查表。")


class NotUnderReview(DomainError):
    code = "review.not_under_review"
    message = _("这一版本没有在审核或待发布，不能放行。请刷新页面查看最新情况。")
    status = 409


class FindingGone(DomainError):
    code = "review.finding_gone"
    message = _("这一版本已没有这项检查结果，无需放行。")
    status = 409


def is_lawful(finding: Finding) -> bool:
    """Whether anybody may let this finding through at all."""
    return bool(policies.overriders_of(finding.code))


def check_blocks(blocks: list[Finding], request: str) -> None:
    """Refuse what stops a text unless its people ask for an override.

    Raises BlockedByLaw, Blocked.
    """
    by_law = [row for row in blocks if not is_lawful(row)]
    if by_law:
        raise BlockedByLaw(findings=listed(by_law))
    if blocks and not request:
        raise Blocked(findings=listed(blocks))


def listed(rows: Iterable[Finding]) -> str:
    """Findings in one sentence, each with the words that it is about."""
    told = list(dict.fromkeys(map(_told, rows)))
    more = _("等{count}项。").format(count=len(told)) if len(told) > SHOWN else ""
    return "".join(told[:SHOWN]) + more


def _told(finding: Finding) -> str:
    words = shown_words(finding)
    return f"{finding.where}“{words}”：{finding.text}" if words else finding.text


def shown_words(finding: Finding) -> str:
    """Words of a finding as a record may keep them for ever: personal data is masked."""
    words = finding.matched
    if finding.code.startswith("privacy.") and len(words) > 6:
        words = f"{words[:3]}{'*' * (len(words) - 5)}{words[-2:]}"
    return words[:80]


def overridable_by(user: User, submission: Submission, found: Iterable[Finding]) -> set[str]:
    """Keys of the blocking findings that the person may let through now."""
    if submission.state not in UNDER_REVIEW or policies.is_own(user, submission):
        return set()
    rights = units.rights_of(user)
    scopes = policies.override_scopes(submission.article)
    return {
        row.key
        for row in found
        if row.level == BLOCK and rights.holds(policies.overriders_of(row.code), scopes)
    }


@transaction.atomic
def override(*, uid: UUID, digest: str, key: str, reason: str, by: User, now: datetime) -> Override:
    """Let one blocking finding through for exactly this text (放行). Pressed twice it is one.

    uid: of the article. digest: of the version that the person read. A schedule that waited for
    this alone is run. Raises NotUnderReview, FindingGone, CannotOverride, NotAllowed,
    NotOwnOverride, OverrideReasonMissing.
    """
    article = library.lock_article(uid)
    submission = _submission_of(article, digest)
    done = Override.objects.filter(article=article, digest=digest, key=key, voided_at=None).first()
    if done is not None:
        return done
    draft = article.with_content_json(submission.revision.content)
    finding = _finding(draft, key, now)
    policies.check_may_override(by, submission, finding.code, finding.text)
    if not reason.strip():
        raise OverrideReasonMissing
    row = _record(article, digest, finding, reason.strip()[:300], by, now)
    gate.publish_if_due(submission, now)
    return row


def _submission_of(article: library.Article, digest: str) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).filter(
        article=article, digest=digest, state__in=UNDER_REVIEW
    )
    submission = rows.select_related("revision", "submitted_by").first()
    if submission is None:
        raise NotUnderReview
    submission.article = article
    return submission


def _finding(draft: library.Article, key: str, now: datetime) -> Finding:
    for row in check(draft, now).findings:
        if row.key == key and row.level == BLOCK:
            return row
    raise FindingGone


def _record(
    article: library.Article, digest: str, finding: Finding, reason: str, by: User, now: datetime
) -> Override:
    row = Override.objects.create(
        article=article,
        digest=digest,
        key=finding.key,
        code=finding.code,
        where=finding.where[:300],
        words=shown_words(finding),
        text=finding.text[:300],
        reason=reason,
        by=by,
        at=now,
    )
    after = {"code": row.code, "where": row.where, "words": row.words, "digest": digest}
    audit.record("review.overridden", article, by=by, at=now, after=after, reason=reason)
    return row
