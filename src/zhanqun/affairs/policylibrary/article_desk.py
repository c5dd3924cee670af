"""What the policy library adds to a document's page at the desk (文件面板)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.policylibrary import queries
from zhanqun.affairs.policylibrary.models import Duty, Relation
from zhanqun.affairs.policylibrary.services import RelationFacts, relate
from zhanqun.affairs.policylibrary.services.relating import NoSuchDocument
from zhanqun.affairs.policylibrary.states import BACKWARD, FORWARD, RelationKind
from zhanqun.affairs.policylibrary.suggesting import Suggestion, suggestions
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Act, Article, Panel, Stage, Status
from zhanqun.core.units.api import Unit, User

CONFIRM = "relate:"


class RelationsPanel(Panel):
    """Knows the page around it: only who may edit the text confirms what it says."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        around = parent_context or {}
        return self.context | {"may_edit": bool(around.get("may_edit") and not around.get("adopt"))}


class PolicyDesk:
    """Relations that the text seems to say, to be confirmed; what is registered; the duty."""

    stages: Iterable[Stage] = ()
    action_names: Mapping[str, Any] = {
        "policylibrary.related": gettext_lazy("登记文件关系"),
        "policylibrary.unrelated": gettext_lazy("删除文件关系"),
        "policylibrary.decided": gettext_lazy("评估有效期"),
        "policylibrary.required": gettext_lazy("要求解读"),
        "policylibrary.waived": gettext_lazy("不再解读"),
        "policylibrary.interpreted": gettext_lazy("已解读"),
        "policylibrary.uninterpreted": gettext_lazy("解读失效"),
    }

    def acts_of(self, article: Article, user: User, now: datetime) -> list[Act]:
        return []

    def statuses_of(self, articles: Iterable[Article]) -> dict[int, Status]:
        return {}

    def panels_of(self, article: Article, draft: Article, now: datetime) -> list[Panel]:
        if not article.is_document:
            return []
        rows = list(queries.relations_of(article))
        context = {
            "article": article,
            "relations": [_told(row, article) for row in rows],
            "suggested": open_suggestions(draft, rows),
            "duty": Duty.objects.filter(document=article).select_related("unit").first(),
        }
        return [RelationsPanel("policylibrary/parts/panel.html", context)]

    def perform(self, name: str, uid: UUID, by: User, now: datetime, reason: str) -> str | None:
        """Confirm one suggestion (确认识别出的关系); None where the act is not this room's."""
        if not name.startswith(CONFIRM):
            return None
        article = queries.document_of(uid)
        if article is None:
            raise NoSuchDocument
        key = name.removeprefix(CONFIRM)
        draft = library.working_copy(article)
        rows = list(queries.relations_of(article))
        found = next((one for one in open_suggestions(draft, rows) if one.key == key), None)
        if found is None:
            return _("正文已改，请重新核对识别出的关系。")
        facts = RelationFacts(found.kind, number=found.number, title=found.title, note=found.note)
        relate(uid=uid, facts=facts, by=by, now=now)
        return _("已登记。")


def open_suggestions(draft: Article, rows: Iterable[Relation]) -> list[Suggestion]:
    """What the text says and nobody has registered."""
    known = {words for row in rows for words in _names_of(row)}
    codes = set(Unit.objects.exclude(document_code="").values_list("document_code", flat=True))
    found = suggestions(draft.title, library.plain_text(draft.body), codes)
    rest = (one for one in found if draft.number != one.number or not one.number)
    return [one for one in rest if (one.number or one.title) not in known]


def _names_of(row: Relation) -> Iterable[str]:
    names = {row.cited_number, row.cited_title}
    if row.older is not None:
        names |= {row.older.number, row.older.title}
    return names - {""}


def _told(row: Relation, article: Article) -> tuple[Any, str]:
    is_newer = row.newer_id == article.pk
    other = row.older if is_newer else row.newer
    words = (FORWARD if is_newer else BACKWARD)[RelationKind(row.kind)]
    return words, str(other) if other else row.cited
