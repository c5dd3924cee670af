"""Remarks on an article (批注)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhanqun.content.library.models import Article, Remark
from zhanqun.content.library.queries import articles_visible_to
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import User
from zhanqun.foundation.errors import DomainError

LENGTH = 1000


class RemarkInvalid(DomainError):
    code = "library.remark_invalid"
    message = _("批注不能为空，最多{limit}个字。您写了{n}个字。")


@transaction.atomic
def add_remark(*, uid: UUID, text: str, by: User, now: datetime) -> Remark:
    """Note something about the newest version; whoever sees the article may (添加批注).

    Pressed twice it is one remark. Raises NotAllowed, RemarkInvalid.
    """
    article = Article.objects.select_for_update(no_key=True).filter(uid=uid).first()
    if article is None or not articles_visible_to(by).filter(pk=article.pk).exists():
        raise units.NotAllowed(act=_("批注这篇稿件"))
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text or len(text) > LENGTH:
        raise RemarkInvalid(limit=LENGTH, n=len(text))
    last = Remark.objects.filter(article=article).order_by("-id").first()
    if last is not None and (last.text, last.author_id) == (text, by.pk):
        return last
    remark = Remark.objects.create(
        article=article, revision_id=article.latest_revision_id, author=by, at=now, text=text
    )
    after = {"remark": remark.uid, "revision": remark.revision_id, "text": text}
    audit.record("library.remarked", article, by=by, at=now, after=after)
    return remark
