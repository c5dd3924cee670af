"""Does a best bet lead anywhere (推荐地址核验): looked up among what is published.

An address on a site of ours must be a published file; one elsewhere is only checked in its form,
since the desk opens no connections to the outside.
"""

from django.utils.translation import gettext_lazy as _

from zhanqun.content.sites import api as sites
from zhanqun.delivery.search.editing.rules import host_and_path
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation.errors import DomainError


class AddressNotPublished(DomainError):
    """One of our own sites, but no page of it."""

    code = "search.address_not_published"
    message = _("本站群里没有“{url}”这个页面，请从网站上复制地址。")


def check_leads_somewhere(url: str) -> None:
    """Raises AddressUnusable, AddressNotPublished."""
    if not leads_somewhere(url):
        raise AddressNotPublished(url=url)


def leads_somewhere(url: str) -> bool:
    host, path = host_and_path(url)
    if not sites.profiles().filter(domain=host).exists():
        return True
    # What the application answers stands in no file.
    if path == "/search" or path.startswith("/search/"):
        return True
    try:
        file = staticsite.tree_of(host).file(path + ("index.html" if path.endswith("/") else ""))
    except staticsite.PathRefused:
        return False
    return file.is_file() or (file / "index.html").is_file()
