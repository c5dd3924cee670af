"""Everyone who discloses, the uniform page of each, its guide (公开主体一览、公开专栏、指南)."""

import json
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from zhanqun.affairs.disclosure.items import RULES, items_for
from zhanqun.affairs.disclosure.keys import gazette_key
from zhanqun.affairs.disclosure.listing import ALL, ITEM, TOPIC
from zhanqun.affairs.disclosure.models import Guide, Publisher
from zhanqun.affairs.disclosure.platform_blocks import PlatformBlock, platform_blocks
from zhanqun.affairs.disclosure.public import lists, reading
from zhanqun.affairs.disclosure.public.addresses import (
    GAZETTE,
    INDEX,
    base_url,
    guide_path,
    list_path,
    publisher_path,
    request_url,
)
from zhanqun.affairs.disclosure.public.gazette import has_gazette
from zhanqun.affairs.disclosure.public.shapes import (
    Count,
    Discloser,
    GuidePage,
    IndexPage,
    PublisherPage,
)
from zhanqun.content.pages.api import Frame, Link
from zhanqun.core.units.api import UnitKind
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

NEWEST, RULES_SHOWN = 10, 6
GROUPS = (
    (lazy("政府"), (UnitKind.GOVERNMENT,)),
    (lazy("部门"), (UnitKind.DEPARTMENT, UnitKind.INSTITUTION)),
    (lazy("乡镇街道"), (UnitKind.TOWNSHIP,)),
)


def index_page(frame: Frame) -> IndexPage | None:
    """None where nobody discloses on the site."""
    site_id = frame.profile.site_id
    rows = reading.publishers_on(site_id)
    if not rows:
        return None
    newest, totals = reading.newest_on(site_id, NEWEST), reading.totals_on(site_id)
    guided = reading.guided(site_id)
    cards = {row.pk: _card(row, totals.get(row.pk), site_id, row.pk in guided) for row in rows}
    return IndexPage(
        title=_("政府信息公开"),
        breadcrumb=(Link(frame.home_title, "/"), Link(_("政府信息公开"), INDEX, current=True)),
        total=sum(total.count for total in totals.values()),
        groups=tuple(_groups(rows, cards)),
        rows=lists.rows_of(newest, site_id, organs=True),
        links=tuple(_also(site_id)),
        updated_at=lists.latest(newest),
    )


def _groups(
    rows: Sequence[Publisher], cards: dict[int, Discloser]
) -> Iterable[tuple[str, tuple[Discloser, ...]]]:
    for title, kinds in GROUPS:
        found = tuple(cards[row.pk] for row in rows if row.unit.kind in kinds)
        if found:
            yield str(title), found


def _card(row: Publisher, total: reading.Total | None, site_id: int, is_guided: bool) -> Discloser:
    base = base_url(row, site_id)
    guide_url = base + guide_path(row.code) if is_guided else ""
    return Discloser(
        name=row.unit.name,
        url=base + publisher_path(row.code),
        count=total.count if total else 0,
        newest_on=total.newest_on if total else None,
        guide_url=guide_url,
        request_url=request_url(row, site_id),
    )


def _also(site_id: int) -> Iterable[Link]:
    depends_on(gazette_key(site_id))
    if has_gazette(site_id):
        yield Link(_("政府公报"), GAZETTE)


def publisher_page(frame: Frame, row: Publisher) -> PublisherPage:
    site_id, counts = frame.profile.site_id, reading.counts_of(row)
    known = reading.lists_of(row)
    newest = reading.newest_in(row, ALL, NEWEST)
    rules = reading.newest_in(row, ITEM + RULES, RULES_SHOWN)
    guide = reading.guide_of(row)
    reports, requests = _block("reports", row), _block("requests", row)
    apply_url = request_url(row, site_id)
    return PublisherPage(
        title=row.titled(_("政府信息公开")),
        breadcrumb=lists.crumbs(frame, row),
        guide=contact_of(guide) if guide else (),
        guide_url=guide_path(row.code),
        rules=lists.rows_of(rules, site_id),
        rules_url=list_path(row.code, ITEM + RULES) if rules else "",
        total=counts[""],
        all_url=list_path(row.code, ALL) if ALL in known else "",
        items=tuple(_items(row, known)),
        rows=lists.rows_of(newest, site_id),
        topics=tuple(_topics(row, known)),
        reports=reports.links,
        reports_url=reports.url,
        reports_note=reports.note or _("还没有公布年度报告。"),
        request_url=apply_url,
        requests=requests.links,
        requests_note=requests.note or (_("收到申请后20个工作日内答复。") if apply_url else ""),
        updated_at=lists.latest(newest),
    )


def _block(name: str, row: Publisher) -> PlatformBlock:
    found = platform_blocks.get(name)(row) if name in platform_blocks else None
    return found or PlatformBlock(())


def _items(row: Publisher, known: list[str]) -> Iterable[Count]:
    """The legal list of its level in order, with what stands outside it behind."""
    counts = reading.counts_of(row)
    for item in items_for(row.level):
        url = list_path(row.code, ITEM + item.code) if ITEM + item.code in known else ""
        yield Count(item.label, url if counts[item.code] else "", counts[item.code])


def _topics(row: Publisher, known: list[str]) -> Iterable[Link]:
    for code in known:
        if code.startswith(TOPIC) and (title := lists.title_of(code)):
            yield Link(title, list_path(row.code, code))


def contact_of(guide: Guide) -> tuple[tuple[str, str], ...]:
    """Whom to turn to (公开工作机构): label and value, without what is empty."""
    pairs = (
        (_("公开工作机构"), guide.office),
        (_("办公地址"), guide.address),
        (_("办公时间"), guide.hours),
        (_("联系电话"), guide.telephone),
        (_("传真号码"), guide.fax),
        (_("互联网联系方式"), guide.online),
    )
    return tuple((label, value) for label, value in pairs if value)


def guide_page(frame: Frame, row: Publisher) -> GuidePage | None:
    """None while there is no guide."""
    guide = reading.guide_of(row)
    if guide is None:
        return None
    title = row.titled(_("政府信息公开指南"))
    return GuidePage(
        title=title,
        breadcrumb=lists.crumbs(frame, row, Link(_("政府信息公开指南"), "", current=True)),
        sections=(
            (_("一、信息分类"), paragraphs(guide.kinds)),
            (_("二、编排体系"), paragraphs(guide.arrangement)),
            (_("三、获取方式"), paragraphs(guide.ways)),
        ),
        contact=contact_of(guide),
        reviewed_on=guide.reviewed_on,
        request_url=request_url(row, frame.profile.site_id),
        more=(Link(_("政府信息公开"), publisher_path(row.code)),),
        updated_at=clock.beijing(guide.written_at),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def data_of(row: Publisher, guide: Guide | None, address: str) -> str:
    """The publisher in the words of schema.org; safe to stand in a data block."""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": row.unit.name,
        "url": address,
    }
    if guide is not None:
        facts |= {
            "address": guide.address,
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": _("政府信息公开"),
                "name": guide.office,
                "telephone": guide.telephone,
            },
        }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
