"""From the choice of sites to the sites (发布范围)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts.models import Reaching
from zhanqun.content.alerts.states import Reach
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.foundation.errors import DomainError


class NoSites(DomainError):
    code = "alerts.no_sites"
    message = _("请选择在哪些站点发布。")


class Tree:
    """All sites and which stands below which."""

    def __init__(self) -> None:
        self.rows = {row.pk: row for row in sites.profiles()}
        self.by_site = {row.site_id: row for row in self.rows.values()}

    def line(self, profile: SiteProfile) -> Iterable[SiteProfile]:
        """The site and those above."""
        step: SiteProfile | None = profile
        while step is not None:
            yield step
            step = self.rows.get(step.parent_id) if step.parent_id else None

    def below(self, site_id: int) -> list[int]:
        """The site and those below, by site id."""
        return [
            row.site_id
            for row in self.rows.values()
            if site_id in {one.site_id for one in self.line(row)}
        ]

    def scopes(self, site_id: int) -> set[units.Scope]:
        """What covers a site: itself, the sites above, their hosts' line."""
        covering: set[units.Scope] = set()
        for row in self.line(self.by_site[site_id]):
            covering |= sites.site_scopes(row)
        return covering

    def tops(self) -> list[int]:
        """Sites that stand below no other."""
        return [row.site_id for row in self.rows.values() if row.parent_id is None]

    def covered_by(self, user: Any, roles: Collection[str]) -> set[int]:
        """Ids of the sites that the roles of a person cover, and of those below."""
        named = units.rights_of(user).ids(roles, units.ScopeKind.SITE)
        unit_ids = units.units_covered(user, roles)
        own = {
            row.site_id
            for row in self.rows.values()
            if row.site_id in named or row.host_unit_id in unit_ids
        }
        return {
            row.site_id
            for row in self.rows.values()
            if not own.isdisjoint(one.site_id for one in self.line(row))
        }


def chosen(reach: str, wanted: Collection[int], tree: Tree) -> list[int]:
    """The sites meant by a choice, by site id. Raises NoSites."""
    known = [site_id for site_id in wanted if site_id in tree.by_site]
    if reach == Reach.ALL:
        return sorted(tree.by_site)
    if reach == Reach.BELOW:
        known = [below for site_id in known[:1] for below in tree.below(site_id)]
    if not known:
        raise NoSites
    return sorted(set(known))


def anchors(record: Reaching, tree: Tree) -> list[int]:
    """The sites that a person must be answerable for: of all sites the topmost, else each of them
    of which none is below another one."""
    if record.reach == Reach.ALL:
        return tree.tops()
    within = {site_id for site_id in record.site_ids if site_id in tree.by_site}
    return [
        site_id
        for site_id in sorted(within)
        if not within & {row.site_id for row in tree.line(tree.by_site[site_id])} - {site_id}
    ]


def sites_of(record: Reaching) -> list[int]:
    """Where it shows today."""
    known = {row.site_id for row in sites.profiles()}
    wanted = known if record.reach == Reach.ALL else known & set(record.site_ids)
    return sorted(wanted - set(record.except_ids))
