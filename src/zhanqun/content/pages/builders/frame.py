"""What every page of a site carries: chrome and page tags (页头页脚、网页标签)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from django.utils.translation import gettext as _

from zhanqun.content.pages.shapes import Chrome, Link
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, SiteProfile
from zhanqun.foundation.dependencies import depends_on_all, once

NAV_LIMIT = 8
MAP_PATH = "/map.html"
SEARCH_PATH = "/search"


@dataclass(frozen=True)
class Tree:
    """The open columns of a site in tree order, and which of them have ever held something.

    A column without articles is not published (face, empty states); a group is shown once a
    column below it is. Asking notes the keys that would change the answer.
    """

    columns: tuple[Column, ...]

    def children(self, parent_path: str) -> list[Column]:
        depth = len(parent_path) + Column.steplen
        return [c for c in self.columns if len(c.path) == depth and c.path.startswith(parent_path)]

    def shown(self, columns: Iterable[Column]) -> list[Column]:
        return [column for column in columns if self.is_shown(column)]

    def is_shown(self, column: Column) -> bool:
        below = [c for c in self.columns if c.path.startswith(column.path)]
        if any(c.next_number > 1 for c in below):
            return True
        depends_on_all(sites.opened_key(c.pk) for c in below)
        return False

    def at(self, column_id: int) -> Column | None:
        return next((c for c in self.columns if c.pk == column_id), None)

    def above(self, column: Column) -> list[Column]:
        paths = [
            column.path[:length]
            for length in range(3 * Column.steplen, len(column.path), Column.steplen)
        ]
        return [c for c in self.columns if c.path in paths]


@dataclass(frozen=True)
class Frame:
    """A site ready to draw pages on."""

    profile: SiteProfile
    chrome: Chrome
    tree: Tree
    home_path: str
    _duties: dict[int, sites.Duty] = field(default_factory=dict)

    def duty_of(self, column: Column) -> sites.Duty:
        """The column's duty, looked up once a frame though tags and texts of many pages say it."""
        if column.pk not in self._duties:
            self._duties[column.pk] = sites.duty_of(column)
        return self._duties[column.pk]

    @property
    def base_url(self) -> str:
        return self.profile.base_url

    def breadcrumb(self, *columns: Column, current: bool = False) -> tuple[Link, ...]:
        """首页, the columns above, the column; the last one current where it is the page."""
        links = [Link(self.home_title, "/")]
        links += [Link(c.title, c.address) for c in columns]
        if current:
            links[-1] = Link(links[-1].title, links[-1].url, current=True)
        return tuple(links)

    @property
    def home_title(self) -> str:
        return "Home" if self.chrome.lang == "en" else _("首页")

    def site_tags(self) -> list[tuple[str, str]]:
        """Site tags. Source: 国办发〔2017〕47号, 网页标签, group site."""
        return [
            ("SiteName", self.profile.name),
            ("SiteDomain", self.profile.domain),
            ("SiteIDCode", self.profile.id_code),
        ]

    def column_tags(self, column: Column | None) -> list[tuple[str, str]]:
        """Column tags; the home page is the column 首页."""
        if column is None:
            name = kind = self.home_title
            return [
                ("ColumnName", name),
                ("ColumnType", kind),
                ("ColumnDescription", self.profile.name + name),
                ("ColumnKeywords", self.profile.short_name),
            ]
        kind = self.duty_of(column).column_type
        label = dict(sites.ColumnType.choices).get(kind, column.title)
        return [
            ("ColumnName", column.title),
            ("ColumnType", str(label)),
            ("ColumnDescription", column.description or f"{self.profile.name}{column.title}"),
            ("ColumnKeywords", column.keywords or column.title),
        ]


def frame_of(site_id: int, *, branch: Column | None = None) -> Frame:
    """The frame of a site; `branch` marks the part of the navigation the reader is in."""
    frame = once(("frame", site_id), partial(_frame, site_id))
    nav = _nav(frame.profile, frame.tree, frame.home_path, branch)
    return replace(frame, chrome=replace(frame.chrome, nav=nav))


def _frame(site_id: int) -> Frame:
    """The frame without its navigation: the same for every page of a site."""
    profile = sites.profile_of(site_id)
    tree = Tree(tuple(sites.columns_of(site_id)))
    return Frame(profile, _chrome(profile), tree, profile.site.root_page.path)


def _chrome(profile: SiteProfile) -> Chrome:
    english = profile.language == "en"
    return Chrome(
        name=profile.name,
        name_en=profile.name_en,
        domain=profile.domain,
        theme=profile.theme,
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
        error_report_url=profile.error_report_url,
        search_url=SEARCH_PATH,
        upper=_upper(profile),
        languages=_languages(profile),
        nav=(),
        footer=tuple(Link(title, url) for title, url in profile.footer_links),
    )


def _upper(profile: SiteProfile) -> tuple[Link, ...]:
    links = [Link(title, url) for title, url in profile.upper_links]
    if profile.parent is not None and profile.kind != sites.SiteKind.FOREIGN:
        parent = sites.linked(profile.parent)
        links.append(Link(parent.name, parent.base_url + "/"))
    return tuple(links)


def _languages(profile: SiteProfile) -> tuple[Link, ...]:
    """The foreign edition from the portal, and the way back."""
    if profile.kind == sites.SiteKind.FOREIGN and profile.parent is not None:
        return (Link("中文", sites.linked(profile.parent).base_url + "/", lang="zh-CN"),)
    editions = sites.profiles().filter(parent=profile, kind=sites.SiteKind.FOREIGN)
    return tuple(Link("English", sites.linked(p).base_url + "/", lang="en") for p in editions)


def _nav(
    profile: SiteProfile, tree: Tree, home_path: str, branch: Column | None
) -> tuple[Link, ...]:
    title = "Home" if profile.language == "en" else _("首页")
    links = [Link(title, "/", current=branch is None)]
    for column in tree.shown(tree.children(home_path)):
        inside = branch is not None and branch.path.startswith(column.path)
        links.append(Link(column.title, column.address, current=inside))
    return tuple(links[:NAV_LIMIT])
