"""Where pages of disclosure stand on a site (地址); they never change."""

from zhanqun.affairs.disclosure.models import Issue, Publisher
from zhanqun.content.sites import api as sites
from zhanqun.core.intake import api as intake

INDEX, GAZETTE = "/disclosure/", "/gazette/"
REQUEST_FORM = "disclosure"


def publisher_path(code: str) -> str:
    return f"{INDEX}{code}/"


def guide_path(code: str) -> str:
    return f"{publisher_path(code)}guide.html"


def list_path(code: str, of: str) -> str:
    """of: the list's code."""
    return f"{publisher_path(code)}{of}/"


def bucket_path(code: str, of: str, bucket: int) -> str:
    return f"{list_path(code, of)}list-{bucket}.html"


def year_path(year: int) -> str:
    return f"{GAZETTE}{year}/"


def issue_path(issue: Issue) -> str:
    return f"{year_path(issue.year)}{issue.number}.html"


def base_url(publisher: Publisher, site_id: int) -> str:
    """What to put before its addresses: nothing on its own site."""
    home = publisher.site.site_id
    return "" if home == site_id else sites.base_url_of(home)


def request_url(publisher: Publisher, site_id: int) -> str:
    """Where one applies to it; "" where one may not."""
    if not publisher.takes_requests:
        return ""
    return f"{base_url(publisher, site_id)}{intake.form_path(REQUEST_FORM)}?to={publisher.code}"
