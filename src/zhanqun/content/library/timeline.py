"""What happened to an article, in one line (历史): versions, acts, reasons, remarks.

Acts come from the trail, whichever room did them; upper rooms name theirs (`article_desk`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from zhanqun.content.library import article_desk
from zhanqun.content.library.models import Article, Placement
from zhanqun.core.audit import api as audit

MOMENTS_MOST = 500
VERSION, ACT, REMARK = "version", "act", "remark"
KINDS = {VERSION: _("版本"), ACT: _("审核与发布"), REMARK: _("批注")}
VERSIONS = ("library.created", "library.saved")
# Its text comes from the remark itself.
REMARKED = "library.remarked"
ACTIONS = {
    "library.created": _("新建"),
    "library.saved": _("保存新版本"),
    "library.discarded": _("删除草稿"),
    "library.placed": _("直接放到栏目"),
    "library.offered": _("报送"),
    "library.adopted": _("采用"),
    "library.returned": _("退回报送"),
    "library.merged": _("合并"),
    "library.offer_recalled": _("撤回报送"),
    "library.arranged": _("置顶、排序"),
    "library.translation_linked": _("登记中文原文"),
    "library.translation_compared": _("与原文核对"),
    "library.translation_unlinked": _("取消原文登记"),
}


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline.

    on: the column, where the act concerns one. detail: the step, the conclusion. reason: what
    the person wrote. revision: the version that came of it, or that a remark is about.
    """

    at: datetime
    kind: str
    person: str
    what: str
    on: str = ""
    detail: str = ""
    reason: str = ""
    revision: int | None = None


def moments_of(article: Article, kind: str = "") -> list[Moment]:
    """The newest moments, newest first; the caller has checked that the article may be seen.

    kind: one of KINDS, or "" for all.
    """
    found = [*_acts(article), *_remarks(article)]
    if kind:
        found = [moment for moment in found if moment.kind == kind]
    return sorted(found, key=lambda moment: moment.at, reverse=True)[:MOMENTS_MOST]


def _acts(article: Article) -> Iterator[Moment]:
    names = {name: str(word) for name, word in ACTIONS.items()} | article_desk.action_names()
    own = str(article.uid)
    placements = Placement.objects.filter(article=article).values_list("uid", flat=True)
    records = [(_type_of(Article), own), *((_type_of(Placement), str(uid)) for uid in placements)]
    entries = audit.entries_about_all(records).exclude(action=REMARKED).order_by("-id")
    first = Revision.objects.for_instance(article).order_by("id").values_list("pk", flat=True)
    first_version = first.first()
    for entry in entries[:MOMENTS_MOST]:
        is_new = entry.action == "library.created"
        yield Moment(
            at=entry.at,
            kind=VERSION if entry.action in VERSIONS else ACT,
            person=entry.actor_name,
            what=names.get(entry.action, entry.action),
            on="" if entry.object_uid == own else entry.object_label.rpartition(" → ")[2],
            detail=article_desk.detail_of(entry.action, entry.after),
            reason=entry.reason,
            revision=first_version if is_new else entry.after.get("revision"),
        )


def _remarks(article: Article) -> Iterator[Moment]:
    rows = article.remarks.select_related("author").order_by("-id")
    for row in rows[:MOMENTS_MOST]:
        yield Moment(
            at=row.at,
            kind=REMARK,
            person=str(row.author),
            what=str(_("批注")),
            reason=row.text,
            revision=row.revision_id,
        )


def _type_of(model: type[Model]) -> str:
    return model._meta.label_lower
