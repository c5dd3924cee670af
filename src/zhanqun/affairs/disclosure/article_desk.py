"""The catalogue's panel on an article's page at the desk (公开目录): see library.article_desk."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from zhanqun.affairs.disclosure import policies, queries
from zhanqun.affairs.disclosure.items import items
from zhanqun.affairs.disclosure.models import Entry
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.content.library.api import Act, Article, Panel, Status
from zhanqun.core.units.api import User
from zhanqun.foundation import clock

TONES = {
    EntryState.DRAFT: "wait", EntryState.LIVE: "good", EntryState.WITHDRAWN: "quiet",
    EntryState.REMOVED: "quiet",
}  # fmt: skip


class CataloguePanel(Panel):
    """Knows who looks at the page."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        unit = self.context["article"].unit
        return self.context | {"may_file": request and policies.may_file(request.user, unit)}


class CatalogueDesk:
    """Where an article stands in the catalogue; it is filed on a page of its own."""

    stages = ()
    action_names = {
        "disclosure.index_number_given": gettext_lazy("编索引号"),
        "disclosure.filed": gettext_lazy("编入公开目录"),
        "disclosure.removed": gettext_lazy("移出公开目录"),
    }

    def acts_of(self, article: Article, user: User, now: datetime) -> list[Act]:
        return []

    def panels_of(self, article: Article, draft: Article, now: datetime) -> list[Panel]:
        entry = queries.entry_of(article)
        is_filed_here = queries.publisher_of(article.unit_id) is not None
        if draft.kind in queries.NEVER_FILED or not (entry or is_filed_here):
            return []
        number = entry.index if entry else queries.index_number_of(article)
        context = {"article": article, "entry": entry, "number": number} | _told(entry, now)
        return [CataloguePanel("disclosure/parts/panel.html", context)]

    def statuses_of(self, articles: Iterable[Article]) -> dict[int, Status]:
        return {}

    def perform(self, name: str, uid: UUID, by: User, now: datetime, reason: str) -> str | None:
        return None


def _told(entry: Entry | None, now: datetime) -> dict[str, Any]:
    if entry is None or entry.state == EntryState.REMOVED:
        return {"is_filed": False}
    known = items()
    is_waiting = entry.state == EntryState.DRAFT
    return {
        "is_filed": True,
        "items": [known[code].label for code in entry.items if code in known],
        "tone": TONES[EntryState(entry.state)],
        "is_waiting": is_waiting,
        "is_overdue": is_waiting and entry.due_on < clock.day_of(now),
    }
