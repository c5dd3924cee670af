"""What a draft lacks (版面缺项): blocks that show nothing, and why, in words for the editor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhanqun.content.pages.arranging.kinds import kinds
from zhanqun.content.pages.arranging.rules import Blocks, columns_named, lacking
from zhanqun.content.pages.builders.arranged import Arranger, draw_blocks
from zhanqun.content.pages.builders.frame import frame_of
from zhanqun.content.pages.models import Arrangement
from zhanqun.content.pages.services import must_of
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnState


def missing_in(row: Arrangement, blocks: Blocks, now: datetime) -> dict[str, str]:
    """Block id -> what is wrong with it; blocks that are all right do not appear."""
    page = Arranger(frame_of(row.site_id), now)
    known = [block for block in blocks if block["type"] in kinds()]
    drawn = draw_blocks(page, known)
    found: dict[str, str] = {}
    for block, (_width, shown, _tone) in zip(known, drawn, strict=True):
        words = _of_columns(block, is_shown=shown is not None)
        if shown is None and not words:
            words = _why_empty(block["type"])
        if words:
            found[block["id"]] = words
    return found


def kinds_lacking(row: Arrangement, blocks: Blocks) -> list[str]:
    """What a portal's home must have and has not, by label."""
    profile = sites.profile_of(row.site_id)
    return [kinds()[kind].label for kind in lacking(must_of(row, profile), blocks)]


def _of_columns(block: Mapping[str, Any], *, is_shown: bool) -> str:
    """Columns that closed are left out and said; empty ones are said where nothing else shows."""
    columns = Column.objects.in_bulk(columns_named([dict(block)]))
    said = [_closed(row) for row in columns.values() if row.state != ColumnState.OPEN]
    if not is_shown:
        empty = [row for row in columns.values() if row.state == ColumnState.OPEN]
        said += [_("栏目“{title}”还没有可显示的内容").format(title=row.title) for row in empty]
    return "；".join(said)


def _closed(column: Column) -> str:
    words = _("栏目“{title}”已{state}，不再显示")
    return words.format(title=column.title, state=column.get_state_display())


def _why_empty(kind: str) -> str:
    if kind == "alerts":
        return _("现在没有生效的预警，这里不显示")
    if kind == "participation":
        return _("没有填写栏目和入口，这里不显示")
    return _("没有可显示的内容，公众页面上会略去这一块")
