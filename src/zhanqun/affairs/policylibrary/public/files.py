"""A document to take away (文件下载): PDF, Word file and plain text beside its page.

They are made when the document is published, like its page, and guarded like it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.keys import standing_key
from zhanqun.affairs.policylibrary.holdings.models import Holding
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.papers import api as papers
from zhanqun.core.papers.api import Paper
from zhanqun.foundation.dependencies import depends_on, once, once_each
from zhanqun.foundation.targets import Rendered, Target, TargetKind

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Where a text ends with who signed it and when, that is not said again.
_SIGNED_AT_ITS_END = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日[\s（）()此件公开发布]*$")
_TAIL = 80


class Form(NamedTuple):
    """One form of a document: what it is called, its type, how it is made of a paper."""

    label: str
    content_type: str
    made: Callable[[Paper], bytes]


def _plain(paper: Paper) -> bytes:
    return papers.text_of(paper).encode()


FORMS = {
    "pdf": Form("PDF", "application/pdf", papers.pdf_of),
    "docx": Form("Word", WORD, papers.docx_of),
    "txt": Form("TXT", "text/plain; charset=utf-8", _plain),
}


# Many changes of a document leave its words as they are.
@lru_cache(maxsize=32)
def _made(form: str, paper: Paper) -> bytes:
    return FORMS[form].made(paper)


def path_of(holding: Holding, form: str) -> str:
    """Beside the document's page, under its name."""
    return f"{holding.address.removesuffix('.html')}.{form}"


def paper_of(article: Article, address: str) -> Paper:
    """A document as a paper: what its page says, and where that stands."""
    signed, dated = tuple(article.issuing_organs), article.written_on
    if _SIGNED_AT_ITS_END.search(library.plain_text(article.body).rstrip()[-_TAIL:]):
        signed, dated = (), None
    return Paper(
        title=article.title,
        blocks=papers.blocks_from_html(article.body),
        number=article.number,
        attachments=tuple(row.name for row in attached(article.files)),
        signed_by=signed,
        dated=dated,
        note=_("下载自 {address} ，是否有效以网页上的标注为准").format(address=address),
    )


def attached(uids: Sequence[UUID]) -> list[attachments.Attachment]:
    """The files that a document's page offers, in the order named."""
    found = once_each("attachment", uids, attachments.shown_attachments)
    rows = [row for uid in uids if (row := found[uid]) is not None]
    depends_on(*(attachments.file_key(row.key) for row in rows))
    return [row for row in rows if not row.is_infected]


class DocumentFile(TargetKind):
    """文件下载, key "uid/form"; on the site of the document's home alone."""

    def prepare(self, targets: Sequence[Target]) -> None:
        uids = [UUID(target.key.partition("/")[0]) for target in targets]
        reading.holdings(uids)
        library.texts(uids)
        sites.profiles_by_id({target.site_id for target in targets})

    def render(self, target: Target) -> Rendered | None:
        uid, _slash, form = target.key.partition("/")
        found = reading.standing_of(UUID(uid))
        if found is None or found.home_id != target.site_id:
            return None
        paper = once(("paper", uid), lambda: _read_paper(found))
        return Rendered(
            path_of(found, form), _made(form, paper), content_type=FORMS[form].content_type
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) != 3 or key != standing_key(uid := parts[2]):
            return []
        found = reading.holdings([UUID(uid)])[UUID(uid)]
        is_here = found is not None and found.is_live and found.home_id == site_id
        return _forms(site_id, UUID(uid)) if is_here else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = Holding.objects.filter(home_id=site_id, is_live=True).order_by("pk")
        for uid in rows.values_list("uid", flat=True).iterator():
            yield from _forms(site_id, uid)


def _forms(site_id: int, uid: UUID) -> list[Target]:
    return [Target(site_id, "policy_file", f"{uid}/{form}") for form in FORMS]


def _read_paper(holding: Holding) -> Paper:
    article = library.text_of(holding.uid)
    assert article is not None and holding.home_id is not None
    return paper_of(article, sites.base_url_of(holding.home_id) + holding.address)
