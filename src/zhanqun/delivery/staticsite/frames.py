"""Frames of published sites for the forms of the door (表单页外壳的读取)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape

from zhanqun.content.pages import api as pages
from zhanqun.core.intake.api import Place
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.tree import PathRefused
from zhanqun.foundation.shells import Shell, cut


@dataclass(frozen=True)
class PublishedFrame:
    """A site's own frame, as its file says."""

    place: Place
    shell: Shell

    def filled(self, *, title: str, body: str) -> bytes:
        return self.shell.filled({pages.SHELL_TITLE: escape(title), pages.SHELL_BODY: body})


def published_frame(host: str) -> PublishedFrame | None:
    """The frame of the site that answers under this host; None where none is published."""
    try:
        file = tree_of(host).file(pages.FORM_SHELL)
        return _read(file, file.stat().st_mtime_ns)
    except (OSError, PathRefused):
        return None


@lru_cache(maxsize=200)
def _read(file: Path, _changed_ns: int) -> PublishedFrame:
    """Again only when the file has changed."""
    page = file.read_text(encoding="utf-8")
    shell = cut(page, body=pages.SHELL_BODY, words=(pages.SHELL_TITLE,))
    return PublishedFrame(Place(**shell.about), shell)
