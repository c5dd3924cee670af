"""What the pages of the catalogue share."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*names: tuple[str, str]) -> list[dict[str, str]]:
    """From 信息公开 down: names of addresses and their labels."""
    first = ("disclosure:inventories", _("信息公开"))
    return [{"url": reverse(name), "label": label} for name, label in (first, *names)]
