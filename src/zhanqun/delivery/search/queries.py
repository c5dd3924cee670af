"""How the search does (检索状态), for the health page and the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from zhanqun.delivery.search.models import SearchNode

# A node that has not reported for so long stands still; they report every five seconds.
SILENCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SearchHealth:
    """Words for people, figures for machines."""

    is_ok: bool
    text: str
    facts: dict[str, object]


def search_health(now: datetime) -> SearchHealth:
    """An alarm where no node keeps an index, one stands still or its index is damaged."""
    nodes = list(SearchNode.objects.order_by("name"))
    silent = [node.name for node in nodes if node.reported_at < now - SILENCE]
    troubled = [node.name for node in nodes if node.trouble]
    facts: dict[str, object] = {"nodes": len(nodes), "silent": silent, "troubled": troubled}
    if not nodes:
        return SearchHealth(False, _("检索进程（follow_search）从未报告"), facts)
    text = _("{nodes}个节点，{silent}个没有报告，{troubled}个索引异常，收录{documents}篇").format(
        nodes=len(nodes),
        silent=len(silent),
        troubled=len(troubled),
        documents=max(node.documents for node in nodes),
    )
    return SearchHealth(not silent and not troubled, text, facts)
