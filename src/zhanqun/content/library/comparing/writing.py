"""Pieces of a line as markup (对照显示): sign and colour for the eye, words for screen readers."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhanqun.content.library.comparing.marking import Piece

CELL_END = SafeString('<span class="d-compare__cell"> ｜ </span>')


def old_side(pieces: Iterable[Piece]) -> SafeString:
    return _written(pieces, format_html('<del><span class="d-sr">{}</span>', _("［删去］")), "del")


def new_side(pieces: Iterable[Piece]) -> SafeString:
    return _written(pieces, format_html('<ins><span class="d-sr">{}</span>', _("［新增］")), "ins")


def _written(pieces: Iterable[Piece], opening: SafeString, tag: str) -> SafeString:
    """What is on this side alone stands between marks; text is escaped."""
    return format_html_join("", "{}{}{}", (_parts(piece, opening, tag) for piece in pieces))


def _parts(piece: Piece, opening: SafeString, tag: str) -> tuple[str, str, str]:
    if piece.ends_cell:
        return CELL_END, "", ""
    if piece.changed:
        return opening, piece.text, format_html("</{}>", tag)
    return "", piece.text, ""
