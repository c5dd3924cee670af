"""Targets of the tree: home, columns, numbered lists, map (首页、栏目、列表)."""

from collections.abc import Iterable

from zhanqun.content.pages.builders import columns as build
from zhanqun.content.pages.builders.frame import MAP_PATH, frame_of
from zhanqun.content.pages.builders.homes import HomeBuilder
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import ColumnPage, PlainPage, TopicPage
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm, SiteKind
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class Home(TargetKind):
    """首页."""

    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        builder = HomeBuilder(frame, clock.now())
        is_portal = frame.profile.kind == SiteKind.PORTAL
        page = builder.portal() if is_portal else builder.subsite()
        head = head_of(frame, "/", feed="/feed.xml")
        template = "home.html" if is_portal else "subsite.html"
        return Rendered("/index.html", draw(template, frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "home", "")] if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "home", "")]


class ColumnLanding(TargetKind):
    """栏目首页: list, group, topic or plain page, by the column's form."""

    def render(self, target: Target) -> Rendered | None:
        column = _column(target.key)
        if column is None:
            return None
        depends_on(sites.column_key(column.pk))
        if column.state != sites.ColumnState.OPEN:
            return _moved(target.site_id, column, f"{column.address}index.html")
        frame = frame_of(target.site_id, branch=column)
        if not frame.tree.is_shown(column):
            return None
        now, path = clock.now(), column.address
        page: ColumnPage | PlainPage | TopicPage | None
        if column.form == ColumnForm.PLAIN:
            page, template = build.plain(frame, column, now), "plain.html"
        elif column.form == ColumnForm.LIST:
            page, template = build.landing(frame, column, now), "column.html"
        else:
            page, template = build.group(frame, column, now), "topic.html"
        if page is None:
            return None
        feed = f"{path}feed.xml" if column.form == ColumnForm.LIST else ""
        head = head_of(frame, path, column.title, column=column, feed=feed)
        return Rendered(f"{path}index.html", draw(template, frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if parts[0] != "column" or parts[-1] not in ("top", "opened"):
            return []
        if not _is_on(site_id, parts[1]):
            return []
        column = Column.objects.get(pk=int(parts[1]))
        above = sites.ancestors_of(column) if parts[-1] == "opened" else []
        return [Target(site_id, "column", str(row.pk)) for row in [column, *above]]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [
            Target(site_id, "column", str(c.pk)) for c in sites.columns_of(site_id, closed=True)
        ]


class NumberedList(TargetKind):
    """列表分页, key "column:bucket"."""

    def render(self, target: Target) -> Rendered | None:
        column_id, _colon, bucket = target.key.partition(":")
        column = _column(column_id)
        if column is None or column.form != ColumnForm.LIST:
            return None
        depends_on(sites.column_key(column.pk))
        if column.state != sites.ColumnState.OPEN:
            return _moved(target.site_id, column, build.bucket_path(column, int(bucket)))
        frame = frame_of(target.site_id, branch=column)
        page = build.numbered(frame, column, int(bucket))
        if page is None:
            return None
        path = build.bucket_path(column, int(bucket))
        number = f"第{bucket}页" if frame.chrome.lang != "en" else f"Page {bucket}"
        head = head_of(frame, path, f"{column.title} {number}", column=column)
        return Rendered(path, draw("column.html", frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        is_list = len(parts) == 4 and parts[0] == "column" and parts[2] == "list"
        if is_list and _is_on(site_id, parts[1]):
            return [Target(site_id, "list", f"{parts[1]}:{parts[3]}")]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for column in sites.columns_of(site_id, closed=True).filter(form=ColumnForm.LIST):
            for bucket in range(1, build.last_bucket(column) + 1):
                yield Target(site_id, "list", f"{column.pk}:{bucket}")


class SiteMap(TargetKind):
    """网站地图."""

    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        title = "Site map" if frame.chrome.lang == "en" else "网站地图"
        head = head_of(frame, MAP_PATH, title)
        return Rendered(MAP_PATH, draw("map.html", frame, head, build.site_map(frame)))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "map", "")] if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "map", "")]


def _column(key: str) -> Column | None:
    return Column.objects.filter(pk=int(key)).first()


def _is_on(site_id: int, key: str) -> bool:
    column = _column(key)
    return column is not None and sites.site_of(column).pk == site_id


def _moved(site_id: int, column: Column, path: str) -> Rendered | None:
    """A merged or closed column leads on, if it ever held anything (栏目归并)."""
    depends_on(sites.address_key(site_id))  # it must be there under a new domain too
    row = sites.redirects_of(site_id).filter(path=column.address).first()
    if row is None or column.next_number == 1:
        return None
    return Rendered(path, b"", status=301, location=row.target)
