"""Where the library stands on its site (地址); they never change."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from zhanqun.affairs.policylibrary.holdings.keys import month_of
from zhanqun.affairs.policylibrary.holdings.models import Facet, Holding, Shelf
from zhanqun.content.library.api import ArticleKind
from zhanqun.content.pages.api import SEARCH_PATH
from zhanqun.content.sites import api as sites

INDEX = "/policies/"
CALENDAR, CALENDAR_FEED = "/policies/calendar/", "/policies/calendar.ics"
API = "/policies/api/"
CATALOGUE, SCHEMA = "/policies/api/catalogue.json", "/policies/api/schema.json"
# Name of a facet in the search's addresses; the search counts years of publication, not of writing.
SEARCHED = {Facet.ORGAN: "organ", Facet.TOPIC: "topic", Facet.VALIDITY: "validity"}


def shelf_path(code: str) -> str:
    return f"{INDEX}{code}/"


def bucket_path(code: str, bucket: int) -> str:
    return f"{shelf_path(code)}list-{bucket}.html"


def month_path(day: date) -> str:
    return f"{CALENDAR}{month_of(day)}.html"


def records_path(page: int) -> str:
    return f"{API}documents-{page}.json"


def record_path(uid: UUID) -> str:
    return f"{API}documents/{uid}.json"


def bundle_path(year: int) -> str:
    return f"{API}{year}.zip"


def url_of(holding: Holding, site_id: int) -> str:
    """The document's one page as a site links it; absolute where it is on another."""
    if holding.home_id is None or holding.home_id == site_id:
        return holding.address
    return sites.base_url_of(holding.home_id) + holding.address


def search_url(shelf: Shelf | None = None) -> str:
    """The search, preset to documents of the whole cluster and to one value."""
    chosen = [("kind", ArticleKind.DOCUMENT.value), ("scope", "all"), ("order", "date")]
    if shelf is not None and shelf.facet in SEARCHED:
        chosen.append((SEARCHED[Facet(shelf.facet)], shelf.value))
    return f"{SEARCH_PATH}?{urlencode(chosen)}"
