"""Entries of the desk's menu (后台菜单): everyone sees what they can use, nothing else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class DeskMenuItem(MenuItem):
    """An entry that is shown to those for whom `shown(user)` holds."""

    def __init__(self, *args: Any, shown: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = shown

    def is_shown(self, request: HttpRequest) -> bool:
        # Sidebar and plain menu both ask, on every page.
        known: dict[int, bool] = request.__dict__.setdefault("_menu_items_shown", {})
        if id(self) not in known:
            known[id(self)] = self._shown(request.user)
        return known[id(self)]
