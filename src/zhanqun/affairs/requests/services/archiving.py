"""A result that is opened to all (转为主动公开)."""

import html
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests import reply_policies
from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.queries import reply_of
from zhanqun.affairs.requests.services.locking import lock
from zhanqun.content.library import api as library
from zhanqun.core.attachments import api as attachments
from zhanqun.core.audit import api as audit
from zhanqun.core.casework import api as casework
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

GIVEN = frozenset({"granted", "partial"})


class NothingGiven(DomainError):
    code = "requests.nothing_given"
    message = gettext_lazy("这件申请没有公开信息，不能转为主动公开。")


@transaction.atomic
def open_to_all(*, uid: UUID, by: User, now: datetime) -> UUID:
    """Begin a draft of what was given out, its applicant covered (转为主动公开); returns its uid.

    Nothing becomes public by it: the draft goes the way of every article. Files given out go with
    it, as they were looked through. Raises NotAllowed, NothingGiven, DraftInvalid.

    Source: 《政府信息公开条例》第四十四条.
    """
    request = lock(uid)
    reply_policies.check_may_bundle(by, request)
    if request.outcome not in GIVEN:
        raise NothingGiven
    content = {
        "title": casework.public_title_of(request.case)[:100],
        "body": _body(request),
        "source": str(request.publisher),
        "files": _copies(request, by, now),
    }
    unit = request.publisher.unit
    saved = library.create_article(
        kind=library.ArticleKind.NOTICE, unit=unit, content=content, by=by, now=now
    )
    after = {"article": str(saved.article.uid)}
    audit.record("requests.opened_to_all", request, by=by, at=now, after=after)
    return saved.article.uid


def _body(request: Request) -> str:
    """What was asked for and what was opened, in words that name nobody."""
    reply = reply_of(request)
    parts = reply.parts if reply else {}
    lines = [
        _("公民、法人或者其他组织申请公开“{asked}”，现主动公开如下。").format(
            asked=request.case.title
        ),
        *parts.get("information", "").splitlines(),
        *parts.get("where", "").splitlines(),
    ]
    covered = [casework.masked_for_public(request.case, line).text for line in lines]
    return "".join(f"<p>{html.escape(line)}</p>" for line in covered if line.strip())


def _copies(request: Request, by: User, now: datetime) -> list[UUID]:
    reply = reply_of(request)
    rows = reply.files.select_related("attachment") if reply else []
    kept = []
    for row in rows:
        if row.attachment.is_released:
            with row.attachment.file.open("rb") as file:
                kept.append(
                    attachments.store_attachment(
                        name=row.attachment.name,
                        content=file.read(),
                        unit=request.publisher.unit,
                        by=by,
                        now=now,
                    )
                )
    return [one.uid for one in kept]
