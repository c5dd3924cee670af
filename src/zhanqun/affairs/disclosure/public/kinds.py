"""Targets of disclosure: everyone, the uniform pages, guides, lists (公开页面)."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.keys import (
    bucket_key,
    guide_key,
    list_key,
    opened_key,
    publisher_key,
)
from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.affairs.disclosure.public import lists, platform, reading
from zhanqun.affairs.disclosure.public.addresses import (
    INDEX,
    bucket_path,
    guide_path,
    list_path,
    publisher_path,
)
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import Frame, frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target


class Index(pages.FramedKind):
    """公开主体一览, key ""; where one alone discloses, its own page stands here too."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame = frame_of(target.site_id)
        rows = reading.publishers_on(target.site_id)
        if len(rows) == 1 and rows[0].site.site_id == target.site_id:
            return uniform(frame, rows[0], f"{INDEX}index.html")
        page = platform.index_page(frame)
        return (
            pages.draw_apart(frame, "disclosure/index.html", INDEX, f"{INDEX}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "disclosure", "")] if key == opened_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "disclosure", "")] if reading.has_pages(site_id) else []


class OfPublisher(pages.FramedKind):
    """One page of each publisher, key is its code."""

    name: str

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        row = reading.publisher_at(target.key, target.site_id)
        return self.draw(frame_of(target.site_id), row) if row else None

    @abstractmethod
    def draw(self, frame: Frame, row: Publisher) -> Rendered | None:
        """The page of one publisher, or None where it has none."""

    @abstractmethod
    def key_of(self, publisher_id: int) -> str:
        """Whose change may bring the page into being."""

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        row = named(key, site_id)
        is_ours = row is not None and key in (self.key_of(row.pk), publisher_key(row.pk))
        return [Target(site_id, self.name, row.code)] if row and is_ours else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, self.name, row.code) for row in reading.own_publishers(site_id)]


class UniformPage(OfPublisher):
    """公开专栏."""

    name = "disclosure_publisher"

    def draw(self, frame: Frame, row: Publisher) -> Rendered:
        return uniform(frame, row, f"{publisher_path(row.code)}index.html")

    def key_of(self, publisher_id: int) -> str:
        return publisher_key(publisher_id)


class GuideText(OfPublisher):
    """公开指南."""

    name = "disclosure_guide"

    def draw(self, frame: Frame, row: Publisher) -> Rendered | None:
        page, path = platform.guide_page(frame, row), guide_path(row.code)
        return pages.draw_apart(frame, "disclosure/guide.html", path, path, page) if page else None

    def key_of(self, publisher_id: int) -> str:
        return guide_key(publisher_id)


class Listed(pages.FramedKind):
    """公开目录列表, key "publisher's code:list's code"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        code, _colon, of = target.key.partition(":")
        row = reading.publisher_at(code, target.site_id)
        if row is None:
            return None
        frame, path = frame_of(target.site_id), list_path(code, of)
        page = lists.landing(frame, row, of)
        name = f"{page.title}_{row.unit}" if page else ""
        return (
            pages.draw_apart(
                frame, "disclosure/list.html", path, f"{path}index.html", page, name=name
            )
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        row, of = named(key, site_id), key.split(":")[2:3]
        if row is None:
            return []
        if key == publisher_key(row.pk):
            return self._of(row, site_id)
        if not of or key != list_key(row.pk, of[0]):
            return []
        return [Target(site_id, "disclosure_list", f"{row.code}:{of[0]}")]

    def all_for_site(self, site_id: int) -> Iterator[Target]:
        for row in reading.own_publishers(site_id):
            yield from self._of(row, site_id)

    def _of(self, row: Publisher, site_id: int) -> Iterator[Target]:
        for of in reading.lists_of(row):
            yield Target(site_id, "disclosure_list", f"{row.code}:{of}")


class Numbered(pages.FramedKind):
    """公开目录列表分页, key "publisher's code:list's code:bucket"."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        code, of, bucket = target.key.split(":")
        row = reading.publisher_at(code, target.site_id)
        if row is None:
            return None
        frame, path = frame_of(target.site_id), bucket_path(code, of, int(bucket))
        page = lists.numbered(frame, row, of, int(bucket))
        if page is None:
            return None
        name = f"{page.title} {_('第{number}页').format(number=bucket)}_{row.unit}"
        return pages.draw_apart(frame, "disclosure/list.html", path, path, page, name=name)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        row, rest = named(key, site_id), key.split(":")[2:]
        if row is None:
            return []
        if key == publisher_key(row.pk):
            return self._of(row, site_id)
        if len(rest) != 2 or not rest[1].isdigit():
            return []
        of, bucket = rest[0], int(rest[1])
        if key != bucket_key(row.pk, of, bucket):
            return []
        return [Target(site_id, "disclosure_page", f"{row.code}:{of}:{bucket}")]

    def all_for_site(self, site_id: int) -> Iterator[Target]:
        for row in reading.own_publishers(site_id):
            yield from self._of(row, site_id)

    def _of(self, row: Publisher, site_id: int) -> Iterator[Target]:
        for of in reading.lists_of(row):
            for bucket in range(1, reading.last_bucket(row, of) + 1):
                yield Target(site_id, "disclosure_page", f"{row.code}:{of}:{bucket}")


def named(key: str, site_id: int) -> Publisher | None:
    """The publisher of the site whose id stands second in a key."""
    kind, _colon, rest = key.partition(":")
    number = rest.partition(":")[0]
    if kind not in ("publisher", "catalogue") or not number.isdigit():
        return None
    return reading.publisher_by_id(int(number), site_id)


def uniform(frame: Frame, row: Publisher, file: str) -> Rendered:
    """The uniform page; its address is one, wherever it stands."""
    path = publisher_path(row.code)
    page = platform.publisher_page(frame, row)
    data = platform.data_of(row, reading.guide_of(row), frame.base_url + path)
    return pages.draw_apart(frame, "disclosure/publisher.html", path, file, page, data=data)
