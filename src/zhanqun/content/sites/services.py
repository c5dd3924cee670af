"""Writing sites and columns: new subsite, columns, duties, merge and close."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site

from zhanqun.content.sites import announcing, queries
from zhanqun.content.sites.changes import column_closing, site_built
from zhanqun.content.sites.locks import hold_columns_alone
from zhanqun.content.sites.models import (
    Column,
    ColumnDuty,
    ColumnForm,
    ColumnState,
    HomePage,
    Redirect,
    SiteKind,
    SiteProfile,
)
from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.hosts import ascii_host


class DomainNotGovernment(DomainError):
    """Source: 国办函〔2018〕55号: government sites use .gov.cn or .政务."""

    code = "sites.domain_not_government"
    message = _("域名“{domain}”不是政府网站域名（应以.gov.cn或.政务结尾）。")


class NotADomain(DomainError):
    code = "sites.not_a_domain"
    message = _("“{domain}”不是域名。请只填写字母、数字、汉字、“-”和“.”。")


class DomainTaken(DomainError):
    code = "sites.domain_taken"
    message = _("域名“{domain}”已是另一站点的。")
    status = 409


class ColumnCodeTaken(DomainError):
    code = "sites.column_code_taken"
    message = _("栏目代码“{code}”在本站已使用。")


class ColumnNotOpen(DomainError):
    code = "sites.column_not_open"
    message = _("栏目“{column}”已{state}，不能再操作。")
    status = 409


class ColumnHasColumns(DomainError):
    code = "sites.column_has_columns"
    message = _("栏目“{column}”还有开设中的下级栏目，请先归并或关闭它们。")
    status = 409


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a site template (栏目模板); `home` names the
    kinds of block that show it on the home of a new site."""

    code: str
    title: str
    form: str = "list"
    column_type: str = ""
    description: str = ""
    mode: str = ""
    cycle_days: int | None = None
    home: tuple[str, ...] = ()
    children: tuple["ColumnSpec", ...] = ()
    lead_unit: Unit | None = None
    officer: User | None = None


@dataclass(frozen=True)
class RoleSpec:
    """One appointment made with a new site (建站授权)."""

    role: Role
    user: User
    deputy: User | None = None


# What may be changed of a column; its code and address stay.
COLUMN_FACTS = frozenset({"title", "description", "keywords", "column_type", "mode", "cycle_days"})
ALLOWED_SUFFIXES = (".gov.cn", ".政务")
# Names under these suffixes never leave the machine (RFC 6761): demo and tests.
LOCAL_SUFFIXES = (".localhost", ".test")


def normalise_domain(domain: str) -> str:
    """Lower case, no dot at the end (P051). Raises NotADomain, DomainNotGovernment."""
    plain = domain.strip().lower().rstrip(".")
    try:
        ascii_host(plain)
    except ValueError as failure:
        raise NotADomain(domain=domain) from failure
    if not plain.endswith(ALLOWED_SUFFIXES + LOCAL_SUFFIXES):
        raise DomainNotGovernment(domain=domain)
    return plain


@transaction.atomic
def create_site(
    *,
    facts: dict[str, Any],
    columns: Sequence[ColumnSpec],
    roles: Iterable[RoleSpec] = (),
    by: User | None,
    now: datetime,
    today: date,
) -> SiteProfile:
    """New site in one act (新建子站): tree, columns from a template, roles.

    facts: fields of SiteProfile. by: a system administrator, or the manager of the parent
    site; None only while an installation is set up. Raises NotAllowed, DomainNotGovernment,
    DomainTaken, ColumnCodeTaken.
    """
    _check_may_create(by, facts.get("parent"))
    facts = facts | {"domain": _free_domain(facts["domain"])}
    locale, _made = Locale.objects.get_or_create(language_code=facts.get("language", "zh-hans"))
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    slug = facts["domain"].replace(".", "-")
    home = root.add_child(
        instance=HomePage(title=facts["name"], slug=slug, locale=locale, live=True)
    )
    site = Site.objects.create(
        hostname=facts["domain"],
        port=facts.get("port") or 80,
        site_name=facts["name"],
        root_page=home,
        is_default_site=facts["kind"] == SiteKind.PORTAL,
    )
    profile = SiteProfile(site=site, **facts)
    profile.full_clean(exclude=["site"])
    profile.save()
    tree = ColumnTree(home, profile.host_unit, today)
    tree.build(columns)
    for spec in roles:
        units.appoint(
            user=spec.user,
            role=spec.role,
            scope=("site", site.pk),
            valid_from=today,
            deputy=spec.deputy,
            by=None,
            now=now,
        )
    after = {"domain": profile.domain, "kind": profile.kind}
    audit.record("sites.created", profile, by=by, at=now, after=after)
    for _name, arrange in site_built:
        arrange(profile, tree.shown, now)
    announcing.site_created(profile)
    return profile


@dataclass
class ColumnTree:
    """Builds the columns of a template below a home.

    shown: (kind of block, column id) for what shall be on the home, in the order of the columns.
    """

    home: HomePage
    lead_unit: Unit
    today: date
    codes: set[str] = field(default_factory=set)
    shown: list[tuple[str, int]] = field(default_factory=list)

    def build(self, specs: Sequence[ColumnSpec]) -> None:
        for spec in specs:
            column = self.add(self.home, spec, spec.lead_unit or self.lead_unit)
            self._children(column, spec)

    def _children(self, parent: Column, spec: ColumnSpec) -> None:
        for child in spec.children:
            column = self.add(parent, child, child.lead_unit)
            self._children(column, child)

    def add(self, parent: Page, spec: ColumnSpec, lead_unit: Unit | None) -> Column:
        if spec.code in self.codes:
            raise ColumnCodeTaken(code=spec.code)
        self.codes.add(spec.code)
        column = parent.add_child(
            instance=Column(
                title=spec.title,
                slug=spec.code,
                code=spec.code,
                form=spec.form,
                column_type=spec.column_type,
                description=spec.description,
                mode=spec.mode,
                cycle_days=spec.cycle_days,
                locale=self.home.locale,
                live=True,
            )
        )
        if lead_unit is not None:
            ColumnDuty.objects.create(
                column=column, lead_unit=lead_unit, officer=spec.officer, since=self.today
            )
        self.shown += [(kind, column.pk) for kind in spec.home]
        return column


@transaction.atomic
def update_site(
    *, profile: SiteProfile, facts: dict[str, Any], by: User | None, now: datetime
) -> SiteProfile:
    """Change the official facts of a site (维护站点档案).

    by: None only for a command at the server. Raises NotAllowed, DomainNotGovernment,
    DomainTaken, ValidationError.
    """
    if by is not None:
        units.check(
            by,
            [Role.SITE_MANAGER, Role.SYSTEM_ADMIN],
            queries.site_scopes(profile),
            act=_("维护站点档案"),
        )
    profile = SiteProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if "domain" in facts:
        facts = facts | {"domain": _free_domain(facts["domain"], besides=profile)}
    before = {name: getattr(profile, name) for name in facts}
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.full_clean(exclude=["site"])
    profile.save()
    Site.objects.filter(pk=profile.site_id).update(
        hostname=profile.domain, port=profile.port or 80, site_name=profile.name
    )
    audit.record("sites.updated", profile, by=by, at=now, before=before, after=facts)
    announcing.site_updated(profile, before)
    return profile


@transaction.atomic
def add_column(
    *, parent: Column | HomePage, spec: ColumnSpec, by: User, now: datetime, today: date
) -> Column:
    """Open a column (开设栏目). Raises NotAllowed, ColumnCodeTaken, ColumnNotOpen."""
    root = parent.path[: 2 * Column.steplen]
    site = Site.objects.select_for_update(of=("self",)).get(root_page__path=root)
    profile = queries.profile_of(site.pk)
    units.check(by, [Role.SITE_MANAGER], queries.site_scopes(profile), act=_("开设栏目"))
    parent = type(parent).objects.get(pk=parent.pk)
    if isinstance(parent, Column) and parent.state != ColumnState.OPEN:
        raise ColumnNotOpen(column=parent.title, state=parent.get_state_display())
    codes = set(queries.columns_of(site.pk, closed=True).values_list("code", flat=True))
    home = queries.home_of(site.pk)
    column = ColumnTree(home, profile.host_unit, today, codes).add(parent, spec, spec.lead_unit)
    audit.record("sites.column_added", column, by=by, at=now, after={"title": spec.title})
    return column  # an empty column shows nowhere: its first article announces it


@transaction.atomic
def update_column(*, column: Column, facts: dict[str, Any], by: User, now: datetime) -> Column:
    """Change name, description, mode or promised cycle (维护栏目); the address stays.

    Raises NotAllowed, ColumnNotOpen.
    """
    for name in facts.keys() - COLUMN_FACTS:
        raise KeyError(name)
    column = _lock_managed(column, by, _("维护栏目"))
    before = {name: getattr(column, name) for name in facts}
    for name, value in facts.items():
        setattr(column, name, value)
    column.save(update_fields=list(facts))
    audit.record("sites.column_updated", column, by=by, at=now, before=before, after=facts)
    announcing.column_updated(column, before)
    return column


@transaction.atomic
def assign_duty(
    *,
    column: Column,
    lead_unit: Unit,
    officer: User | None,
    deputy: User | None,
    since: date,
    by: User,
    now: datetime,
) -> ColumnDuty:
    """Name who answers for a column from a day on; the former duty ends the day before.

    Raises NotAllowed, ColumnNotOpen, ValidationError.
    """
    column = _lock_managed(column, by, _("指定栏目责任"))
    former = ColumnDuty.objects.select_for_update().filter(column=column, until=None).first()
    if former is not None:
        if since <= former.since:
            raise ValidationError(_("新责任人的起始日期应晚于现任的起始日期。"))
        former.until = since - timedelta(days=1)
        former.save(update_fields=["until"])
    duty = ColumnDuty.objects.create(
        column=column, lead_unit=lead_unit, officer=officer, deputy=deputy, since=since
    )
    after = {"lead_unit": lead_unit, "officer": officer, "deputy": deputy, "since": since}
    audit.record("sites.duty_assigned", column, by=by, at=now, after=after)
    if since <= clock.day_of(now):  # else when its day comes: announcing.turn_duties
        announcing.duty_changed([column])
    return duty


@transaction.atomic
def close_column(*, column: Column, merge_into: Column | None, by: User, now: datetime) -> Column:
    """Close a column, or merge it into another of the same site (关闭、归并栏目).

    Its address leads to the column it was merged into, else to the column or home above.
    Columns below it are merged or closed first. Placements are moved or removed by `review`
    (registered as a closing handler), in this transaction. Raises NotAllowed, ColumnNotOpen,
    ColumnHasColumns, ValidationError. Source: 国办发〔2014〕57号（三）.
    """
    hold_columns_alone()
    column = _lock_managed(column, by, _("归并或关闭栏目"))
    site = queries.site_of(column)
    below = queries.columns_of(site.pk).filter(path__startswith=column.path)
    if below.exclude(pk=column.pk).exists():
        raise ColumnHasColumns(column=column.title)
    if merge_into is not None:
        _check_merge_target(column, merge_into, site)
    column.state = ColumnState.MERGED if merge_into else ColumnState.CLOSED
    column.merged_into, column.closed_at = merge_into, now
    column.save(update_fields=["state", "merged_into", "closed_at"])
    parents = queries.ancestors_of(column)
    heir = merge_into or (parents[-1] if parents else None)
    target = heir.address if heir else "/"
    Redirect.objects.filter(site=site, target=column.address).update(target=target)
    Redirect.objects.update_or_create(
        site=site, path=column.address, defaults={"target": target, "created_at": now}
    )
    for _name, handler in column_closing:
        handler(column, merge_into, by, now)
    after = {"state": column.state, "merged_into": merge_into}
    audit.record("sites.column_closed", column, by=by, at=now, after=after)
    announcing.column_closed(column)
    return column


def _check_may_create(by: User | None, parent: SiteProfile | None) -> None:
    if by is None or units.rights_of(by).holds_anywhere([Role.SYSTEM_ADMIN]):
        return
    covering = queries.site_scopes(parent) if parent else set()
    units.check(by, [Role.SITE_MANAGER], covering, act=_("新建子站"))


def _free_domain(domain: str, besides: SiteProfile | None = None) -> str:
    plain = normalise_domain(domain)
    others = SiteProfile.objects.filter(domain=plain)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise DomainTaken(domain=plain)
    return plain


def _lock_managed(column: Column, by: User, act: Any) -> Column:
    column = Column.objects.select_for_update(of=("self",)).get(pk=column.pk)
    profile = queries.profile_of(queries.site_of(column).pk)
    scopes = queries.site_scopes(profile) | {("column", column.pk)}
    units.check(by, [Role.SITE_MANAGER], scopes, act=act)
    if column.state != ColumnState.OPEN:
        raise ColumnNotOpen(column=column.title, state=column.get_state_display())
    return column


def _check_merge_target(column: Column, target: Column, site: Site) -> None:
    target.refresh_from_db(fields=["state"])
    same_site = queries.site_of(target).pk == site.pk
    inside = target.path.startswith(column.path)
    if not same_site or inside or target.state != ColumnState.OPEN:
        raise ValidationError(_("只能归并到本站其他开设中的栏目。"))
    if target.form == ColumnForm.GROUP != column.form:
        raise ValidationError(_("栏目组不放稿件，不能归并到它。"))
