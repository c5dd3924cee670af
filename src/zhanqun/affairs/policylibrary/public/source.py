"""What the page of a document offers of the library (文件页的下载和对照)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.models import Holding
from zhanqun.affairs.policylibrary.public import comparisons, files, reading
from zhanqun.content.library.api import Article
from zhanqun.content.pages.api import FileLink, Link, Told
from zhanqun.content.sites import api as sites


class Offers:
    """The files beside its page, and comparisons with earlier versions; see `document_sources`."""

    def prepare(self, documents: Sequence[Article]) -> None:
        reading.holdings(row.uid for row in documents)

    def told(self, document: Article, site_id: int, today: date) -> Told:
        found = reading.standing_of(document.uid)
        if found is None or found.home_id is None:
            return Told()
        base = "" if found.home_id == site_id else sites.base_url_of(found.home_id)
        return Told(
            files=tuple(
                FileLink(_("本文件全文"), base + files.path_of(found, form), made.label, "")
                for form, made in files.FORMS.items()
            ),
            links=tuple(
                _comparison(found, older, base) for older in comparisons.earlier_versions(found)
            ),
        )


def _comparison(newer: Holding, older: Holding, base: str) -> Link:
    said = older.number or older.title
    return Link(_("与{said}对照").format(said=said), base + comparisons.path_of(newer, older))
