"""What every page of a site carries: chrome and page tags (页头页脚、网页标签)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from zhanqun.content.pages.builders.tree import Tree
from zhanqun.content.pages.queries import Standing, standings
from zhanqun.content.pages.shapes import Chrome, Link
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, SiteProfile, Structure
from zhanqun.core.intake import api as intake
from zhanqun.foundation.dependencies import depends_on, once, once_each, recording
from zhanqun.foundation.targets import Target
from zhanqun.ui import face

NAV_LIMIT = 8
MAP_PATH = "/map.html"
SEARCH_PATH = "/search"
TYPES = dict(sites.ColumnType.choices)

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frame:
    """A site ready to draw pages on. keys: of what every page shows, noted by `frame_of`."""

    profile: SiteProfile
    chrome: Chrome
    tree: Tree
    keys: frozenset[str]

    @property
    def base_url(self) -> str:
        depends_on(sites.address_key(self.profile.site_id))
        return self.profile.base_url

    def link(self, column: Column, *, current: bool = False) -> Link:
        depends_on(sites.column_key(column.pk))
        return Link(column.title, column.address, current=current)

    def links(self, columns: Iterable[Column]) -> tuple[Link, ...]:
        return tuple(self.link(column) for column in columns)

    def breadcrumb(self, column: Column, *, current: bool = False) -> tuple[Link, ...]:
        """首页, the columns above, the column; current where the column is the page itself."""
        return once(("crumb", column.pk, current), partial(self._breadcrumb, column, current))

    def _breadcrumb(self, column: Column, current: bool) -> tuple[Link, ...]:
        above = self.links(self.tree.above(column))
        return (Link(self.home_title, "/"), *above, self.link(column, current=current))

    @property
    def home_title(self) -> str:
        return "Home" if self.chrome.lang == "en" else _("首页")

    @property
    def page_name(self) -> str:
        """What the titles of the site's pages end with."""
        return self.profile.name_en if self.chrome.lang == "en" else self.profile.name

    def tags(self, column: Column | None) -> Tags:
        """Tags of the site and the column. Source: 国办发〔2017〕47号, 网页标签."""
        key = column.pk if column else None
        return once(("tags", self.profile.site_id, key), partial(self._tags, column))

    def _tags(self, column: Column | None) -> Tags:
        site = (
            ("SiteName", self.profile.name),
            ("SiteDomain", self.profile.domain),
            ("SiteIDCode", self.profile.id_code),
        )
        return (*site, *(self._column_tags(column) if column else self._home_tags()))

    def _home_tags(self) -> Tags:
        depends_on(sites.short_name_key(self.profile.site_id))
        name = self.home_title
        return (
            ("ColumnName", name),
            ("ColumnType", name),
            ("ColumnDescription", self.profile.name + name),
            ("ColumnKeywords", self.profile.short_name),
        )

    def _column_tags(self, column: Column) -> Tags:
        depends_on(sites.column_key(column.pk), sites.words_key(column.pk))
        label = TYPES.get(self.tree.type_of(column), column.title)
        return (
            ("ColumnName", column.title),
            ("ColumnType", str(label)),
            ("ColumnDescription", column.description or f"{self.profile.name}{column.title}"),
            ("ColumnKeywords", column.keywords or column.title),
        )


Kind = TypeVar("Kind")
Drawn = TypeVar("Drawn")


def in_its_language(
    render: Callable[[Kind, Target], Drawn],
) -> Callable[[Kind, Target], Drawn]:
    """Build and print a target in the language of its site: labels come with the values."""

    @wraps(render)
    def speak(kind: Kind, target: Target) -> Drawn:
        frame = frames([target.site_id])[target.site_id]
        with translation.override(face.catalogue(frame.chrome.lang)):
            return render(kind, target)

    return speak


def frame_of(site_id: int, *, branch: Column | None = None) -> Frame:
    """The frame of a site; `branch` marks the part of the navigation the reader is in."""
    top = branch.path[: 3 * Column.steplen] if branch else ""
    return once(("branch", site_id, top), partial(_with_navigation, site_id, top))


def frames(site_ids: Iterable[int]) -> dict[int, Frame]:
    """Frames without their navigation: the same for every page of a site."""
    found = once_each("frame", site_ids, _read_frames)
    return {site_id: frame for site_id, frame in found.items() if frame is not None}


def _read_frames(site_ids: list[int]) -> dict[int, Frame]:
    found, standing = sites.structures(site_ids), standings(site_ids)
    return {key: _frame(row, standing[key]) for key, row in found.items() if row is not None}


def _frame(structure: Structure, standing: Standing) -> Frame:
    with recording() as keys:
        chrome = _chrome(structure)
    return Frame(structure.profile, chrome, Tree(structure, standing), frozenset(keys))


def _chrome(structure: Structure) -> Chrome:
    profile = structure.profile
    depends_on(sites.site_key(profile.site_id))
    english = profile.language == "en"
    return Chrome(
        name=profile.name,
        name_en=profile.name_en,
        domain=profile.domain,
        theme="",
        lang="en" if english else "zh-CN",
        id_code=profile.id_code,
        host_units=profile.name_en if english else profile.host_unit.name,
        undertaking_units="" if english else profile.undertaking_unit.name,
        address=profile.address,
        phone=profile.phone,
        office_hours=profile.office_hours,
        icp=profile.icp,
        police_record=profile.police_record,
        home_url="/",
        map_url=MAP_PATH,
        party_mark_url=profile.party_mark_url,
        error_report_url=profile.error_report_url or _own_error_form(english),
        search_url=SEARCH_PATH,
        upper=_upper(profile),
        languages=_languages(structure),
        nav=(),
        footer=tuple(Link(title, url) for title, url in profile.footer_links),
    )


def _own_error_form(english: bool) -> str:
    """Our own form where the site names no other; its words are Chinese."""
    return "" if english else intake.form_path(intake.ERROR_REPORT_CODE)


def _upper(profile: SiteProfile) -> tuple[Link, ...]:
    links = [Link(title, url) for title, url in profile.upper_links]
    if profile.parent is not None and profile.kind != sites.SiteKind.FOREIGN:
        parent = profile.parent
        depends_on(sites.name_key(parent.site_id), sites.address_key(parent.site_id))
        links.append(Link(parent.name, parent.base_url + "/"))
    return tuple(links)


def _languages(structure: Structure) -> tuple[Link, ...]:
    """The foreign edition from the portal, and the way back."""
    profile = structure.profile
    if profile.kind == sites.SiteKind.FOREIGN and profile.parent is not None:
        depends_on(sites.address_key(profile.parent.site_id))
        return (Link("中文", profile.parent.base_url + "/", lang="zh-CN"),)
    depends_on(*(sites.address_key(row.site_id) for row in structure.editions))
    return tuple(Link("English", row.base_url + "/", lang="en") for row in structure.editions)


def _with_navigation(site_id: int, top: str) -> Frame:
    """top: path of the top column the reader is in, "" for none."""
    frame = frames([site_id])[site_id]
    depends_on(sites.navigation_key(site_id), *frame.keys)
    links = [Link(frame.home_title, "/", current=not top)]
    for column in frame.tree.navigation(NAV_LIMIT - 1):
        links.append(Link(column.title, column.address, current=column.path == top))
    return replace(frame, chrome=replace(frame.chrome, nav=tuple(links)))
