"""Where other pages lead to the library (网站地图)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.keys import codes_key, opened_key
from zhanqun.affairs.policylibrary.holdings.models import Facet
from zhanqun.affairs.policylibrary.public import reading
from zhanqun.affairs.policylibrary.public.addresses import API, CALENDAR, INDEX, shelf_path
from zhanqun.content.pages.api import Link, LinkGroup, Listed
from zhanqun.foundation.dependencies import depends_on

PAGES = "pages"


def on_map(site_id: int) -> LinkGroup | None:
    """The group of the site map."""
    if not reading.has_library(site_id):
        return None
    links = (
        Link(_("全部文件"), shelf_path(Facet.ALL)),
        Link(_("政策日历"), CALENDAR),
        Link(_("开放接口和批量下载"), API),
    )
    return LinkGroup(_("政策文件库"), INDEX, links)


class InSitemap:
    """One part: the library's own pages. Documents stand in the parts of their columns."""

    def parts(self, site_id: int) -> Iterable[str]:
        return [PAGES] if reading.has_library(site_id) else []

    def listed(self, site_id: int, part: str) -> Listed:
        if not reading.has_library(site_id):
            return
        yield INDEX, None
        yield CALENDAR, None
        yield API, None
        depends_on(codes_key(site_id))
        for code in reading.codes_on(site_id):
            yield shelf_path(code), None

    def opened_by(self, key: str, site_id: int) -> Iterable[str]:
        return [PAGES] if key == opened_key(site_id) else []
