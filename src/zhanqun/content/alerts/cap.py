"""A warning in the Common Alerting Protocol 1.2 (通用预警协议), for other systems.

The elements stand in the order of the standard. Colours have no place in it: the level is told
by `severity` as the facts map it, and by parameters of our own. Certainty is not known here and
says so.
Source: OASIS CAP 1.2 (2010), 3.2; the national message format for names of elements.
"""

import xml.etree.ElementTree as ET
from datetime import datetime

from zhanqun.content.alerts.facts import kind_of, level_of
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.rules import urgency_of
from zhanqun.content.alerts.states import MessageType
from zhanqun.foundation import clock

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CODE_NAME, DIVISION_NAME = "国家突发事件预警事件类型编码", "行政区划代码"


def cap_of(alert: Alert, web: str) -> bytes:
    """The message as a file of its own. web: address of the page that tells the same."""
    assert alert.sent_at is not None
    root = ET.Element("alert", xmlns=NAMESPACE)
    _add(root, "identifier", alert.identifier)
    _add(root, "sender", alert.sender)
    _add(root, "sent", stamp(alert.sent_at))
    _add(root, "status", alert.status)
    _add(root, "msgType", alert.message_type)
    _add(root, "source", alert.source)
    _add(root, "scope", "Public")
    _add(root, "note", alert.note)
    if alert.first is not None:
        _add(root, "references", reference_of(alert.first))
    _info(ET.SubElement(root, "info"), alert, alert.sent_at, web)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def reference_of(first: Alert) -> str:
    """sender,identifier,sent of the first message."""
    assert first.sent_at is not None
    return f"{first.sender},{first.identifier},{stamp(first.sent_at)}"


def stamp(moment: datetime) -> str:
    """2026-06-17T20:00:00+08:00: to the second, with the offset written out."""
    return clock.beijing(moment).isoformat(timespec="seconds")


def _info(info: ET.Element, alert: Alert, sent_at: datetime, web: str) -> None:
    kind, level = kind_of(alert.kind), level_of(alert.level)
    lifting = alert.message_type == MessageType.CANCEL
    onset_at = alert.onset_at or sent_at
    _add(info, "language", "zh-CN")
    _add(info, "category", kind.cap)
    _add(info, "event", f"{kind.zh}{level.zh}预警")
    if lifting:
        _add(info, "responseType", "AllClear")
    _add(info, "urgency", "Past" if lifting else urgency_of(onset_at, sent_at))
    _add(info, "severity", level.cap)
    _add(info, "certainty", "Unknown")
    _pair(info, "eventCode", CODE_NAME, alert.kind)
    _add(info, "effective", stamp(sent_at))
    _add(info, "onset", stamp(onset_at))
    if alert.expires_at:
        _add(info, "expires", stamp(alert.expires_at))
    _add(info, "senderName", alert.issuer)
    _add(info, "headline", alert.headline)
    _add(info, "description", alert.note if lifting else alert.alert_items)
    _add(info, "instruction", "" if lifting else alert.instruction)
    _add(info, "web", web)
    _pair(info, "parameter", "预警级别", f"{level.zh}（{level.roman}）")
    if alert.response_level:
        _pair(info, "parameter", "应急响应级别", f"{level_of(alert.response_level).roman}")
    _area(ET.SubElement(info, "area"), alert)


def _area(area: ET.Element, alert: Alert) -> None:
    _add(area, "areaDesc", alert.area)
    _add(area, "polygon", alert.polygon)
    _add(area, "circle", alert.circle)
    for code in filter(None, alert.geocodes.split(",")):
        _pair(area, "geocode", DIVISION_NAME, code)


def _add(parent: ET.Element, name: str, text: str | None) -> None:
    """What has nothing to say is left out."""
    if text:
        ET.SubElement(parent, name).text = text


def _pair(parent: ET.Element, name: str, value_name: str, value: str) -> None:
    pair = ET.SubElement(parent, name)
    ET.SubElement(pair, "valueName").text = value_name
    ET.SubElement(pair, "value").text = value
