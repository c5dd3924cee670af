"""Targets of the tree: home, columns, numbered lists, map (首页、栏目、列表)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from zhanqun.content.alerts import api as alerts
from zhanqun.content.library import api as library
from zhanqun.content.library.api import ArticleKind
from zhanqun.content.pages.arranging.rules import columns_named
from zhanqun.content.pages.builders import columns as build
from zhanqun.content.pages.builders import directory
from zhanqun.content.pages.builders.events import event_page
from zhanqun.content.pages.builders.frame import MAP_PATH, Frame, frame_of, frames, in_its_language
from zhanqun.content.pages.drawing import draw, head_of, template_of
from zhanqun.content.pages.kinds.arranged import draw_arranged, draw_home
from zhanqun.content.pages.kinds.heads import head_of_column
from zhanqun.content.pages.queries import live_of, lives
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class Home(TargetKind):
    """首页."""

    def prepare(self, targets: Sequence[Target]) -> None:
        found = frames({target.site_id for target in targets})
        homes = lives(frame.tree.home_id for frame in found.values())
        blocks = [block for row in homes.values() if row for block in row.blocks or []]
        library.tops(columns_named(blocks))

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        live = live_of(frame.tree.home_id)
        blocks = live.blocks if live and live.blocks is not None else []
        return Rendered("/index.html", draw_home(frame, blocks, clock.now()))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "home", "")]


class ColumnLanding(TargetKind):
    """栏目首页: list, group, topic or plain page, by the column's form."""

    def prepare(self, targets: Sequence[Target]) -> None:
        found = frames({target.site_id for target in targets})
        columns = [found[t.site_id].tree.at(int(t.key)) for t in targets if t.site_id in found]
        library.tops(column.pk for column in columns if column is not None)
        lives(column.pk for column in columns if column is not None)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        column = column_on(target.site_id, int(target.key))
        if column is None:
            return None
        if column.state != sites.ColumnState.OPEN:
            return _moved(target.site_id, column, f"{column.address}index.html")
        frame = frame_of(target.site_id, branch=column)
        if not frame.tree.is_shown(column):
            return None
        now, path = clock.now(), column.address
        live = None if _event_of(column) else live_of(column.pk)
        if live is not None and live.blocks is not None:
            return Rendered(f"{path}index.html", draw_arranged(frame, column, live, now))
        page = _page_of(frame, column, now)
        if page is None:
            return None
        head = head_of_column(frame, column)
        return Rendered(f"{path}index.html", draw(template_of(page), frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """What enters a column shows there; the first article of all opens it, and the groups
        above, which show it from now on."""
        kind, _colon, rest = key.partition(":")
        number, _colon, event = rest.partition(":")
        if kind == "event":  # a topic that tells of an event, or no longer
            column = sites.column_of(site_id, int(number))
            return [Target(site_id, "column", number)] if column is not None else []
        if kind != "column" or event not in ("top", "opened"):
            return []
        column = sites.column_of(site_id, int(number))
        if column is None:
            return []
        above = []
        if event == "opened":
            # Whether they held something before is not known any more: several may open at once.
            above = frames([site_id])[site_id].tree.above(column)
        return [Target(site_id, "column", str(row.pk)) for row in [column, *above]]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [
            Target(site_id, "column", str(c.pk)) for c in sites.columns_of(site_id, closed=True)
        ]


class NumberedList(TargetKind):
    """列表分页, key "column:bucket"."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})
        library.buckets(_column_and_bucket(target) for target in targets)

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        column_id, bucket = _column_and_bucket(target)
        column = column_on(target.site_id, column_id)
        if column is None or column.form != ColumnForm.LIST:
            return None
        path = build.bucket_path(column, bucket)
        if column.state != sites.ColumnState.OPEN:
            return _moved(target.site_id, column, path)
        frame = frame_of(target.site_id, branch=column)
        page = build.numbered(frame, column, bucket, clock.now())
        if page is None:
            return None
        number = f"第{bucket}页" if frame.chrome.lang != "en" else f"Page {bucket}"
        head = head_of(frame, path, f"{column.title} {number}", column=column)
        return Rendered(path, draw("column.html", frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        is_list = len(parts) == 4 and parts[0] == "column" and parts[2] == "list"
        column = sites.column_of(site_id, int(parts[1])) if is_list else None
        if column is not None and column.form == ColumnForm.LIST:
            return [Target(site_id, "list", f"{parts[1]}:{parts[3]}")]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for column in sites.columns_of(site_id, closed=True).filter(form=ColumnForm.LIST):
            for bucket in range(1, build.last_bucket(column) + 1):
                yield Target(site_id, "list", f"{column.pk}:{bucket}")


class SiteMap(TargetKind):
    """网站地图."""

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        title = "Site map" if frame.chrome.lang == "en" else "网站地图"
        head = head_of(frame, MAP_PATH, title)
        return Rendered(MAP_PATH, draw("map.html", frame, head, build.site_map(frame)))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.created_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "map", "")]


def _event_of(column: Column) -> alerts.Event | None:
    """The event that a topic reports on, whose updates stand before any arrangement."""
    return alerts.event_of(column.pk) if column.form == ColumnForm.TOPIC else None


def _page_of(frame: Frame, column: Column, now: datetime) -> Any:
    """What stands at a column's address, by its form and type; None while it has nothing."""
    if column.form == ColumnForm.PLAIN:
        article = build.only_text(column, now)
        if article is None:
            return None
        is_organ = article.kind == ArticleKind.ORGAN  # an office's own site shows it in its place
        shaped = directory.organ_column if is_organ else build.plain
        return shaped(frame, column, article, now)
    if event := _event_of(column):
        return event_page(frame, column, event, now)
    if column.form != ColumnForm.LIST:
        return build.group(frame, column, now)
    if frame.tree.type_of(column) in directory.TYPES:
        return directory.directory(frame, column, now)
    return build.landing(frame, column, now)


def column_on(site_id: int, column_id: int) -> Column | None:
    """A column of a site, closed or open; notes its name and state."""
    depends_on(sites.column_key(column_id))
    return frames([site_id])[site_id].tree.ever_at(column_id)


def _column_and_bucket(target: Target) -> tuple[int, int]:
    column_id, _colon, bucket = target.key.partition(":")
    return int(column_id), int(bucket)


def _moved(site_id: int, column: Column, path: str) -> Rendered | None:
    """A merged or closed column leads on, if it ever held anything (栏目归并)."""
    depends_on(sites.folder_key(site_id))
    found = once(("redirects", site_id), partial(sites.redirects_of, site_id))
    target = found.get(column.address)
    if target is None or column.next_number == 1:
        return None
    heir = frames([site_id])[site_id].tree.at_address(target)
    if heir is not None:
        depends_on(sites.column_key(heir.pk))  # which may close in its turn
    return Rendered(path, b"", status=301, location=target)
