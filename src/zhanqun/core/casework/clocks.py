"""Clock rules (时限规则): data with their norm; upper rooms may register more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhanqun.core.workcalendar.api import Term, TermUnit, start_on
from zhanqun.foundation.errors import DomainError
from zhanqun.foundation.registries import Registry

DATA = Path(__file__).with_name("data") / "clocks.yaml"


class Channel(models.TextChoices):
    """How it came in (来件渠道); decides which stamp starts the clock."""

    WEB = "web", _("网站")
    TELEPHONE = "telephone", _("电话")
    VISIT = "visit", _("来访、当面")
    POST_SIGNED = "post_signed", _("需签收的邮件")
    POST_PLAIN = "post_plain", _("平常信函")
    FAX = "fax", _("传真")


class Authority(models.TextChoices):
    """Who may extend a term (延期批准人)."""

    HEAD = "head", _("承办单位负责人")
    OFFICE = "office", _("统筹单位")


class ChannelUnknown(DomainError):
    code = "casework.channel_unknown"
    message = _("“{clock}”没有规定“{channel}”渠道从哪天起算，请改选渠道。")


@dataclass(frozen=True)
class Extension:
    """How far a term may be stretched (延期). most: in the unit of the rule, all times together."""

    most: int
    times: int = 1
    authority: str = Authority.HEAD
    letter: bool = True


@dataclass(frozen=True)
class Ground:
    """Why a clock may stand, or start anew (停止计算、重新计算的事由)."""

    label: str
    norm: str


@dataclass(frozen=True)
class Clock:
    """How long a case may take (时限规则). unit: of `TermUnit`; norm: the clause that sets it.

    deferral: why it may be answered on a later day, told once, that the office sets (延迟答复).
    from_setting: set on a running case, it is counted from that day (受理之日), not from its start.
    """

    code: str
    label: str
    amount: int
    unit: str
    norm: str
    starts: Mapping[str, str]
    extension: Extension | None = None
    pauses: Mapping[str, Ground] = field(default_factory=dict)
    restarts: Mapping[str, Ground] = field(default_factory=dict)
    deferral: Ground | None = None
    from_setting: bool = False
    unverified: bool = False

    @property
    def words(self) -> str:
        return f"{self.label}：{self.amount}{TermUnit(self.unit).label}"

    def start_on(self, channel: str, stamps: Mapping[str, datetime | None]) -> date:
        """Day zero of the term. Raises ChannelUnknown, NotStarted."""
        if channel not in self.starts:
            raise ChannelUnknown(clock=self.label, channel=Channel(channel).label)
        return start_on(self.starts[channel], stamps)

    def term(self, extended: int = 0) -> Term:
        return Term(self.amount + extended, self.unit, self.norm)


CLOCKS: Registry[Clock] = Registry("clock rules")


def clock_key(code: str) -> str:
    """What a rule says, for pages that show it."""
    return f"clock:{code}"


def rule_of(code: str) -> Clock:
    """A rule as it came: with the system, or registered by an upper room."""
    return CLOCKS.get(code) if code in CLOCKS else shipped_clocks()[code]


def rules() -> list[Clock]:
    """Every rule as it came, the system's own first."""
    return [*shipped_clocks().values(), *(rule for _code, rule in CLOCKS)]


@cache
def shipped_clocks() -> dict[str, Clock]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["code"]: clock_from(row) for row in rows}


def clock_from(facts: Mapping[str, Any]) -> Clock:
    plain = dict(facts)
    extension = plain.pop("extension", None)
    grounds = {
        name: {code: Ground(**row) for code, row in plain.pop(name, {}).items()}
        for name in ("pauses", "restarts")
    }
    plain |= grounds | {"extension": Extension(**extension) if extension else None}
    if deferral := plain.pop("deferral", None):
        plain["deferral"] = Ground(**deferral)
    return Clock(**plain)
