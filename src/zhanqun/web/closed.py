"""Wagtail's own areas, closed (关闭的地址): its views do not know our rights.

Its permission tables are empty, so that most of its views refuse by themselves; this is the
lock in front of all of them, those of later versions included. What stays open is listed.
"""

from typing import NoReturn

from django.http import Http404, HttpRequest

# First parts of the addresses that people use; whatever else the desk has is closed.
OPEN = ("desk", "account", "logout", "login", "sprite", "jsi18n", "dismissibles", "health", "f")
EVERYTHING_ELSE = rf"^(?!(?:{'|'.join(OPEN)})(?:/|$))(?=.)"


def closed(request: HttpRequest) -> NoReturn:
    """404 to everybody: whether it exists is not told."""
    raise Http404
