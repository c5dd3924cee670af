"""Messages in CAP 1.2: elements, order and values as the standard has them (预警数据文件)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from zhanqun.content.alerts.cap import NAMESPACE, cap_of
from zhanqun.content.alerts.facts import facts
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.tests.making import TYPHOON

# 17 June 2026, 12:00 in Beijing.
SENT = datetime(2026, 6, 17, 4, tzinfo=UTC)
WEB = "https://www.qingyun.gov.cn/alerts/x.html"
# CAP 1.2, 3.2: the elements in their order, those that must stand, and the values allowed.
ALERT = (
    "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction",
    "addresses", "code", "note", "references", "incidents", "info",
)  # fmt: skip
INFO = (
    "language", "category", "event", "responseType", "urgency", "severity", "certainty",
    "audience", "eventCode", "effective", "onset", "expires", "senderName", "headline",
    "description", "instruction", "web", "contact", "parameter", "resource", "area",
)  # fmt: skip
AREA = ("areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling")
MUST = {
    "alert": {"identifier", "sender", "sent", "status", "msgType", "scope"},
    "info": {"category", "event", "urgency", "severity", "certainty"},
    "area": {"areaDesc"},
}
VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
        "CBRNE", "Other",
    },
    "responseType": {
        "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear",
        "None",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def message(**changes) -> Alert:
    facts_ = {
        "message_type": "Alert",
        "identifier": "51000000000007_20260617120000",
        "sender": "51000000000007@www.qingyun.gov.cn",
        "sent_at": SENT,
        "onset_at": SENT + timedelta(hours=8),
        "expires_at": SENT + timedelta(hours=20),
        "headline": "青云市气象台发布台风红色预警",
    }
    return Alert(**(TYPHOON | facts_ | changes))


def faults(body: bytes) -> list[str]:
    """What the standard forbids in a message."""
    root = etree.fromstring(body)
    found = [] if root.tag == f"{{{NAMESPACE}}}alert" else [root.tag]
    groups = [("alert", ALERT, root)]
    for info in root.iterfind("{*}info"):
        groups.append(("info", INFO, info))
        groups += [("area", AREA, area) for area in info.iterfind("{*}area")]
    for name, order, element in groups:
        tags = [etree.QName(child).localname for child in element]
        found += [f"{name}: {tag} unknown" for tag in tags if tag not in order]
        if [order.index(tag) for tag in tags] != sorted(order.index(tag) for tag in tags):
            found.append(f"{name}: out of order: {tags}")
        found += [f"{name}: {tag} missing" for tag in MUST[name] - set(tags)]
        found += [f"{name}: {child.tag} empty" for child in element.iter() if not _says(child)]
    for child in root.iter():
        tag = etree.QName(child).localname
        if child.text and tag in VALUES and child.text not in VALUES[tag]:
            found.append(f"{tag}: {child.text}")
        if tag in ("sent", "effective", "onset", "expires") and not MOMENT.fullmatch(child.text):
            found.append(f"{tag}: {child.text}")
        if tag in ("identifier", "sender") and re.search(r"[ ,<&]", child.text):
            found.append(f"{tag}: {child.text}")
    return found


def _says(element) -> bool:
    return len(element) > 0 or bool((element.text or "").strip())


def texts(body: bytes, name: str) -> list[str]:
    return [each.text for each in etree.fromstring(body).iter(f"{{{NAMESPACE}}}{name}")]


def test_given_a_first_message_then_it_is_as_the_standard_says():
    body = cap_of(
        message(
            polygon="30.1,104.1 30.2,104.2 30.3,104.1 30.1,104.1",
            circle="30.66,104.06 25",
            geocodes="510100000000,510104000000",
            response_level=2,
        ),
        WEB,
    )

    assert faults(body) == []
    assert texts(body, "sent") == ["2026-06-17T12:00:00+08:00"]
    assert texts(body, "severity") == ["Extreme"]
    assert texts(body, "urgency") == ["Expected"]  # eight hours ahead
    assert texts(body, "references") == []
    assert texts(body, "circle") == ["30.66,104.06 25"]
    assert texts(body, "value")[-2:] == ["510100000000", "510104000000"]


@pytest.mark.parametrize("message_type", ["Update", "Cancel"])
def test_given_a_follower_then_it_refers_to_the_first_by_sender_identifier_and_time(message_type):
    first = message()
    body = cap_of(message(message_type=message_type, first=first, note="台风远离 & 减弱"), WEB)

    assert faults(body) == []
    assert texts(body, "references") == [
        "51000000000007@www.qingyun.gov.cn,51000000000007_20260617120000,2026-06-17T12:00:00+08:00"
    ]
    assert texts(body, "note") == ["台风远离 & 减弱"]
    all_clear = ["AllClear"] if message_type == "Cancel" else []
    assert texts(body, "responseType") == all_clear


@pytest.mark.parametrize("kind", facts().kinds)
@pytest.mark.parametrize("level", facts().levels)
def test_given_any_kind_and_level_then_its_words_are_of_the_standard(kind, level):
    assert faults(cap_of(message(kind=kind, level=level), WEB)) == []


def test_given_broken_messages_then_the_check_of_this_test_finds_it():
    body = cap_of(message(), WEB).decode()

    assert faults(body.replace("Extreme", "Red").encode()) == ["severity: Red"]
    assert faults(body.replace("T12:00:00+08:00", " 12:00:00").encode())
    assert "area: areaDesc missing" in faults(body.replace("areaDesc", "polygon").encode())
