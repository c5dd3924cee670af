"""Where pages of letters stand on a site (地址); they never change."""

from uuid import UUID

from zhanqun.affairs.letters.models import Mailbox, Publication
from zhanqun.affairs.letters.writing import CODE
from zhanqun.content.sites import api as sites
from zhanqun.core.intake import api as intake

INDEX, FIGURES = "/letters/", "/letters/figures.html"
QUESTIONS = "/letters/questions/"


def page_path(uid: UUID) -> str:
    return f"{INDEX}{uid}.html"


def question_path(uid: UUID) -> str:
    return f"{QUESTIONS}{uid}.html"


def list_path(code: str) -> str:
    return f"{INDEX}{code}/"


def bucket_path(code: str, bucket: int) -> str:
    return f"{list_path(code)}list-{bucket}.html"


def url_of(publication: Publication, site_id: int) -> str:
    """The letter's one page as a site links it; absolute where it is on another."""
    return _base(publication.letter.mailbox, site_id) + page_path(publication.uid)


def form_url(mailbox: Mailbox, site_id: int) -> str:
    """Where one writes to a mailbox."""
    return f"{_base(mailbox, site_id)}{intake.form_path(CODE)}?to={mailbox.code}"


def _base(mailbox: Mailbox, site_id: int) -> str:
    home = mailbox.site.site_id
    return "" if home == site_id else sites.base_url_of(home)
