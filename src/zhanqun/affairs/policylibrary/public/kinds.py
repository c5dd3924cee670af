"""Targets of the library: its home and lists (文件库首页、清单)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhanqun.affairs.policylibrary.holdings.keys import bucket_key, opened_key, top_key
from zhanqun.affairs.policylibrary.public import lists, reading
from zhanqun.affairs.policylibrary.public.addresses import INDEX, bucket_path, shelf_path
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target


class Index(pages.FramedKind):
    """政策文件库首页, key ""."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame = frame_of(target.site_id)
        page = lists.index_page(frame)
        return (
            pages.draw_apart(frame, "policylibrary/index.html", INDEX, f"{INDEX}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "policies", "")] if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "policies", "")] if reading.has_library(site_id) else []


class Listed(pages.FramedKind):
    """清单首页, key is the code of a list, such as "all" or "year-2026"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame, path = frame_of(target.site_id), shelf_path(target.key)
        page = lists.landing(frame, target.key)
        return (
            pages.draw_apart(frame, "policylibrary/list.html", path, f"{path}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 4 and key == top_key(site_id, parts[2]):
            return [Target(site_id, "policies_list", parts[2])]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "policies_list", code) for code in reading.codes_on(site_id)]


class Numbered(pages.FramedKind):
    """清单分页, key "code:bucket"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        code, _colon, bucket = target.key.partition(":")
        frame, path = frame_of(target.site_id), bucket_path(code, int(bucket))
        page = lists.numbered(frame, code, int(bucket))
        if page is None:
            return None
        name = f"{page.title} {_('第{number}页').format(number=bucket)}"
        return pages.draw_apart(frame, "policylibrary/list.html", path, path, page, name=name)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        parts = key.split(":")
        if len(parts) == 5 and parts[3] == "list" and parts[4].isdigit():
            code, bucket = parts[2], int(parts[4])
            if key == bucket_key(site_id, code, bucket):
                return [Target(site_id, "policies_page", f"{code}:{bucket}")]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for code in reading.codes_on(site_id):
            shelf = reading.shelf_at(site_id, code)
            for bucket in range(1, reading.last_bucket(shelf) + 1) if shelf else ():
                yield Target(site_id, "policies_page", f"{code}:{bucket}")
