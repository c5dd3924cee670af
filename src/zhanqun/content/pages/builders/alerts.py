"""Warnings as pages show them (预警前台): the bar, the list, one warning with its history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.content.alerts import api as alerts
from zhanqun.content.alerts.api import Alert, AlertState, MessageType
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.shapes import (
    AlertBar,
    AlertPage,
    AlertRow,
    AlertsPage,
    AlertStep,
    Item,
    Link,
)
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on

LIST_PATH, FEED_PATH = "/alerts/", "/_/cap.xml"


def page_path(uid: UUID) -> str:
    return f"{LIST_PATH}{uid}.html"


def cap_path(identifier: str) -> str:
    return f"/_/cap/{identifier}.xml"


def bar(profile: SiteProfile, now: datetime) -> AlertBar:
    """What every page of the site shows; read without the columns, since seconds count."""
    depends_on(sites.look_key(profile.site_id))
    found = alerts.bar_of(profile.site_id, now)
    english = profile.language == "en"
    return AlertBar(
        lang="en" if english else "zh-CN",
        rows=tuple(row_of(row, english=english) for row in found.rows),
        more=found.more,
        list_url=LIST_PATH,
    )


def alerts_page(frame: Frame, now: datetime) -> AlertsPage:
    """Every warning in force on the site, and what ended lately."""
    site_id, english = frame.profile.site_id, frame.chrome.lang == "en"
    current = alerts.current_on(site_id, now)
    ended = alerts.ended_on(site_id)
    title = "Warnings" if english else _("预警信息")
    moments = [row.ended_at or row.sent_at for row in (*current, *ended)]
    known = [moment for moment in moments if moment is not None]
    return AlertsPage(
        title=title,
        breadcrumb=(Link(frame.home_title, "/"), Link(title, LIST_PATH, current=True)),
        rows=tuple(row_of(row, english=english) for row in current),
        ended=tuple(row_of(row, english=english) for row in ended),
        feed_url=FEED_PATH,
        updated_at=clock.beijing(max(known)) if known else None,
    )


def items_on(site_id: int, now: datetime, *, english: bool) -> tuple[Item, ...]:
    """The warnings in force as rows of a list, highest first."""
    rows = (row_of(row, english=english) for row in alerts.current_on(site_id, now))
    return tuple(Item(row.signal, row.url, row.issued_at, source=row.issuer) for row in rows)


def alert_page(frame: Frame, uid: UUID) -> AlertPage | None:
    """One warning; None where it never showed on the site."""
    chain = alerts.chain_on(frame.profile.site_id, uid)
    if not chain:
        return None
    head, english = chain[0], frame.chrome.lang == "en"
    row = row_of(head, english=english)
    above = "Warnings" if english else _("预警信息")
    return AlertPage(
        title=head.headline if not english else row.signal,
        breadcrumb=(
            Link(frame.home_title, "/"),
            Link(above, LIST_PATH),
        ),
        row=row,
        notice=_notice(head),
        record=_record(head),
        alert_items=_paragraphs(head.alert_items),
        instruction=_paragraphs(head.instruction),
        response=_response(head),
        topic=_topic(head),
        history=tuple(_step(one) for one in chain),
        updated_at=clock.beijing(head.ended_at or head.sent_at or head.composed_at),
    )


def row_of(alert: Alert, *, english: bool) -> AlertRow:
    """A warning as bar, list and topic show it."""
    kind, level = alerts.kind_of(alert.kind), alerts.level_of(alert.level)
    assert alert.sent_at is not None
    in_force = alert.state == AlertState.IN_FORCE
    until = alert.expires_at if in_force else alert.shown_until
    facts: dict[str, Any] = {
        "level": alert.level,
        "url": page_path(alert.first.uid if alert.first else alert.uid),
        "issued_at": clock.beijing(alert.sent_at),
        "until": clock.beijing(until) if until else None,
    }
    if english:
        named = f"{kind.en.capitalize()}: {level.en} warning"
        state = "" if in_force else _state_en(alert)
        return AlertRow(
            signal=named, roman="", text=_told_en(alert), issuer="", state=state, **facts
        )
    return AlertRow(
        signal=alert.signal,
        roman=level.roman,
        text=_told(alert) if in_force else _ended_text(alert),
        issuer=alert.issuer,
        state="" if in_force else _state(alert),
        **facts,
    )


def _told(alert: Alert) -> str:
    """Area, period and what to do, as the bar says it."""
    brief = alerts.brief_of(alert.instruction or alert.alert_items)
    return f"{alert.area}，{_period(alert)}。{brief}"


def _told_en(alert: Alert) -> str:
    """What to do holds as long as the warning does."""
    if alert.state != AlertState.IN_FORCE:
        return "This warning is no longer in force. Details in Chinese."
    return alert.english or f"In force until {_until_en(alert)}. Details in Chinese."


def _ended_text(alert: Alert) -> str:
    if alert.message_type == MessageType.CANCEL:
        return f"{alert.area}：{alert.note}" if alert.note else alert.area
    return alert.area


def _state(alert: Alert) -> str:
    return _("已解除") if alert.state == AlertState.LIFTED else _("已失效")


def _state_en(alert: Alert) -> str:
    return "Lifted" if alert.state == AlertState.LIFTED else "Expired"


def _notice(alert: Alert) -> str:
    if alert.state == AlertState.IN_FORCE:
        return ""
    if alert.state == AlertState.LIFTED:
        at = _whole(alert.ended_at)
        return _("已解除：本预警已于{at}解除。{note}").format(at=at, note=alert.note)
    # Its own time, not when we came to note it.
    text = _("已失效：本预警已于{at}到期，以下内容仅供查阅。")
    return text.format(at=_whole(alert.expires_at))


def _record(alert: Alert) -> tuple[tuple[str, str], ...]:
    """预警要素, in the order of the law."""
    level = alerts.level_of(alert.level)
    rows = (
        (_("预警类别"), alerts.kind_of(alert.kind).zh),
        (_("预警级别"), f"{level.zh}（{level.roman}）"),
        (_("起始时间"), _whole(alert.onset_at)),
        (_("失效时间"), _whole(alert.expires_at)),
        (_("影响范围"), alert.area),
        (_("发布单位"), alert.issuer),
        (_("发布时间"), _whole(alert.sent_at)),
        (_("信息来源"), alert.source),
    )
    return tuple((label, value) for label, value in rows if value)


def _response(alert: Alert) -> tuple[tuple[str, str], ...]:
    if not alert.response_level:
        return ()
    return (
        (_("应急响应级别"), alerts.level_of(alert.response_level).roman),
        (_("响应事项"), alert.response_matter),
        (_("预计期限"), _whole(alert.response_until)),
        (_("应急处置措施"), alert.response_measures),
    )


def _topic(alert: Alert) -> Link | None:
    """Where the event is reported on, on whatever site."""
    if alert.topic is None:
        return None
    depends_on(sites.column_key(alert.topic.pk))
    base_url = sites.base_url_of(sites.site_of(alert.topic).pk)
    return Link(alert.topic.title, base_url + alert.topic.address)


def _step(alert: Alert) -> AlertStep:
    assert alert.identifier is not None and alert.sent_at is not None
    text = alert.note
    if alert.message_type != MessageType.CANCEL:
        text = f"{alert.area}，{_period(alert)}" + (f"。{alert.note}" if alert.note else "")
    return AlertStep(
        at=clock.beijing(alert.sent_at),
        title=f"{alert.get_message_type_display()}：{alert.signal}",
        text=text,
        identifier=alert.identifier,
        cap_url=cap_path(alert.identifier),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _period(alert: Alert) -> str:
    """6月17日20时至18日8时30分: the day is said again only where it is another."""
    if alert.onset_at is None or alert.expires_at is None:
        return ""
    start, end = clock.beijing(alert.onset_at), clock.beijing(alert.expires_at)
    until = _hour(end)
    if end.date() != start.date():
        until = f"{end.day}日{until}" if end.month == start.month else _day(end) + until
    return f"{_day(start)}{_hour(start)}至{until}"


def _day(local: datetime) -> str:
    return f"{local.month}月{local.day}日"


def _hour(local: datetime) -> str:
    return f"{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def _whole(moment: datetime | None) -> str:
    return f"{clock.beijing(moment):%Y-%m-%d %H:%M}" if moment else ""


def _until_en(alert: Alert) -> str:
    return f"{clock.beijing(alert.expires_at):%Y-%m-%d %H:%M}" if alert.expires_at else ""
