"""Pieces that the assembled desk adds to other rooms' pages."""

from typing import Any

from django.template import Context
from wagtail.admin.ui.components import Component

from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity import api as integrity
from zhanqun.delivery.staticsite import api as staticsite

# A publication refreshes few files; a whole site made anew is not listed file by file.
REFRESHES_SHOWN = 200


class RefreshesPanel(Component):
    """What one act of the gate refreshed on the public sites, and when (刷新记录)."""

    template_name = "web/refreshes.html"

    def __init__(self, publication: review.Publication) -> None:
        self.publication = publication

    def get_context_data(self, parent_context: Context | None = None) -> dict[str, Any]:
        rows = list(staticsite.refreshes_of(self.publication.pk)[:REFRESHES_SHOWN])
        is_waiting = staticsite.is_waiting(self.publication.pk)
        proofs = integrity.proofs_of(self.publication.pk)
        bases = {row.site_id: row.base_url for row in sites.profiles()}
        return {
            "rows": [
                (row, bases.get(row.site_id, "") + row.path, proofs.get((row.site_id, row.path)))
                for row in rows
            ],
            "has_proofs": bool(proofs),
            "is_waiting": is_waiting,
            "seconds": "" if is_waiting else self._seconds_to(rows),
        }

    def _seconds_to(self, rows: list[staticsite.Refresh]) -> str:
        """From the act to the last file, such as "0.42"; "" where nothing was refreshed."""
        if not rows:
            return ""
        last = max(row.at for row in rows)
        return f"{(last - self.publication.at).total_seconds():.2f}"
