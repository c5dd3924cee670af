"""What a warning must say, and how it is called (预警发布规则): no database, no clock.

Source: 《突发事件应对法》(2024) Art. 64, 70, 71; 《气象灾害防御条例》Art. 30.
"""

import hashlib
import json
import re
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from zhanqun.content.alerts.areas import clean_circle, clean_geocodes, clean_polygon
from zhanqun.content.alerts.facts import kind_of, level_of
from zhanqun.content.alerts.models import TEXT_LENGTH_MAX, Alert
from zhanqun.content.alerts.states import MessageType
from zhanqun.content.library import api as library
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

BAR_CHARS_MAX = 80
# A period beyond this is a mistake of typing.
PERIOD_MAX = timedelta(days=90)
# What the person who releases answers for: a change of any of these is another text.
CONTENT = (
    "message_type", "status", "kind", "level", "issuer", "source", "area", "polygon", "circle",
    "geocodes", "onset_at", "expires_at", "alert_items", "instruction", "english", "note",
    "response_level", "response_matter", "response_until", "response_measures", "topic_id", "reach",
    "site_ids", "except_ids",
)  # fmt: skip
# 预警内容: kind, level and time of issue are always there.
REQUIRED = {
    "onset_at": _("起始时间"),
    "expires_at": _("失效时间"),
    "area": _("可能影响的范围"),
    "alert_items": _("警示事项"),
    "instruction": _("应当采取的措施"),
    "issuer": _("发布单位"),
}
RESPONSE = {
    "response_matter": _("响应事项"),
    "response_until": _("预计期限"),
    "response_measures": _("应急处置措施"),
}

TEXTS = {name: (REQUIRED | RESPONSE)[name] for name in (
    "alert_items", "instruction", "response_measures"
)}  # fmt: skip

# What is typed, or pasted from elsewhere with characters that no message may carry.
TYPED = (
    "issuer", "source", "area", "alert_items", "instruction", "english", "note", "response_matter",
    "response_measures",
)  # fmt: skip


class Incomplete(DomainError):
    code = "alerts.incomplete"
    message = _("还缺：{missing}。补齐后再送签发。")


class PeriodWrong(DomainError):
    code = "alerts.period_wrong"
    message = _("失效时间要晚于起始时间，请核对日期和钟点。")


class PeriodOver(DomainError):
    code = "alerts.period_over"
    message = _("失效时间已经过去，请改到以后。")


class PeriodTooLong(DomainError):
    code = "alerts.period_too_long"
    message = _("预警期超过{days}天，请核对失效时间。")


class SourceMissing(DomainError):
    """Only the meteorological authority issues weather warnings; others relay theirs."""

    code = "alerts.source_missing"
    message = _("{kind}预警由气象台站统一发布，本站只转发：请在“信息来源”写明预警编号或网址。")


class TextTooLong(DomainError):
    code = "alerts.text_too_long"
    message = _("{what}最多{limit}字，现在{length}字，请精简。")


def clean(alert: Alert) -> None:
    """Texts and areas in their exact forms. Raises AreaMalformed, PeriodWrong, TextTooLong."""
    for name in TYPED:
        setattr(alert, name, library.clean_text(getattr(alert, name)))
    alert.polygon = clean_polygon(alert.polygon)
    alert.circle = clean_circle(alert.circle)
    alert.geocodes = clean_geocodes(alert.geocodes)
    alert.area = " ".join(alert.area.split())
    alert.issuer = " ".join(alert.issuer.split())
    for name, what in TEXTS.items():
        text = getattr(alert, name).strip()
        if len(text) > TEXT_LENGTH_MAX:
            raise TextTooLong(what=what, limit=TEXT_LENGTH_MAX, length=len(text))
        setattr(alert, name, text)
    if alert.onset_at and alert.expires_at and alert.expires_at <= alert.onset_at:
        raise PeriodWrong


def check_complete(alert: Alert, now: datetime) -> None:
    """Everything that the law asks for is there (预警要素).

    Raises Incomplete, SourceMissing, PeriodWrong, PeriodOver, PeriodTooLong.
    """
    wanted = REQUIRED | (RESPONSE if alert.response_level else {})
    if alert.message_type == MessageType.CANCEL:
        wanted = {"note": _("解除原因")}
    missing = [str(name) for field, name in wanted.items() if not getattr(alert, field)]
    if missing:
        raise Incomplete(missing="、".join(missing))
    if alert.message_type == MessageType.CANCEL:
        return
    kind = kind_of(alert.kind)
    if kind.is_weather and not alert.source:
        raise SourceMissing(kind=kind.zh)
    assert alert.onset_at is not None and alert.expires_at is not None
    if alert.expires_at <= alert.onset_at:
        raise PeriodWrong
    if alert.expires_at <= now:
        raise PeriodOver
    if alert.expires_at - min(alert.onset_at, now) > PERIOD_MAX:
        raise PeriodTooLong(days=PERIOD_MAX.days)


def headline_of(issuer: str, kind: str, level: int, message_type: str) -> str:
    """发布单位 + 发布|解除 + 类别 + 颜色 + 预警."""
    act = "解除" if message_type == MessageType.CANCEL else "发布"
    return f"{issuer}{act}{kind_of(kind).zh}{level_of(level).zh}预警"


def identifier_of(sender_code: str, sent_at: datetime) -> str:
    """预警消息唯一标识: the sender's 14 digits and the time of issue in Beijing."""
    return f"{sender_code}_{clock.beijing(sent_at):%Y%m%d%H%M%S}"


def digest_of(alert: Alert) -> str:
    """SHA-256 of everything that is released (要素指纹)."""
    facts = {name: getattr(alert, name) for name in CONTENT}
    text = json.dumps(facts, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def brief_of(text: str) -> str:
    """What to do, in one breath for the bar: whole sentences up to 80 characters, or one cut at a
    comma; the page behind the link says the rest."""
    line = "".join(text.split("\n")[:1]).strip()
    if len(line) <= BAR_CHARS_MAX:
        return line
    ends = [match.end() for match in re.finditer(r"[。！；]", line[:BAR_CHARS_MAX])]
    if ends:
        return line[: ends[-1]]
    pause = max(line.rfind(mark, 0, BAR_CHARS_MAX) for mark in "，、")
    return line[: pause if pause > 0 else BAR_CHARS_MAX] + "……"


def urgency_of(onset_at: datetime, sent_at: datetime) -> str:
    """Urgency in CAP, from the onset alone: within the hour, within a day, later."""
    ahead = onset_at - sent_at
    if ahead <= timedelta(hours=1):
        return "Immediate"
    return "Expected" if ahead <= timedelta(days=1) else "Future"
