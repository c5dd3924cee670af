"""Forty-two worked cases: every combination of channel, correction, extension, consultation, fee
and holiday, walked through the services; the explanation names each day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from disclosing import Publishers
from zhanqun.affairs.requests import services, watching
from zhanqun.affairs.requests.models import Correction, Request
from zhanqun.affairs.requests.services import Consulting
from zhanqun.affairs.requests.states import CorrectionState, FeeMethod
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.api import Channel
from zhanqun.core.workcalendar.tests.shared import shipped_calendar
from zhanqun.foundation import clock

CASES = yaml.safe_load(Path(__file__).with_name("worked_cases.yaml").read_text(encoding="utf-8"))
CHANNELS = {"post_signed": Channel.PAPER}
CALENDAR = shipped_calendar()
ONE_DAY = timedelta(days=1)


class Walk:
    """One request and who works on it, on the days of its course."""

    def __init__(self, publishers: Publishers, facts: dict[str, Any]) -> None:
        self.publishers, self.people = publishers, publishers.people
        publishers.town.now = self.at(facts["came"], time(23, 50))
        publishers.receive(CHANNELS.get(facts["channel"], facts["channel"]))
        self.uid = Request.objects.select_related("case").latest("pk").case.uid
        self.paused: set[date] = set()
        unit = publishers.bureau.unit
        self.do(services.register, "desk", unit=unit, remark="")
        for day, act, *more in facts["course"]:
            self.now = self.at(day)
            getattr(self, act)(day, *more)

    def at(self, day: date, hour: time = time(10)) -> datetime:
        self.now = datetime.combine(day, hour, clock.BEIJING)
        return self.now

    def do(self, act: Callable[..., Any], by: str, **facts: Any) -> Any:
        return act(uid=self.uid, by=self.people[by], now=self.now, **facts)

    def ask(self, day: date) -> None:
        answer_by = max(day + ONE_DAY, date(day.year, day.month, 26))
        facts = {"what": "写明年份", "answer_by": answer_by, "why_late": "漏看"}
        self.do(services.ask_correction, "desk", **facts)

    def correct(self, day: date, came: date | None = None) -> None:
        self.do(services.answer_correction, "desk", text="2025年", on=came or day)
        if Correction.objects.filter(request__case__uid=self.uid, state=CorrectionState.LATE):
            self.do(services.take_late, "desk", decision="住院，有正当理由")
        self.paused = set()

    def extend(self, _day: date, days: int) -> None:
        self.do(services.ask_extension, "handler", days=days, reason="需要检索档案")
        self.do(services.grant_extension, "head", remark="")

    def consult(self, day: date) -> None:
        asked = Consulting("third_party", "是否同意公开", name="青云路桥公司")
        self.consultation = self.do(services.consult, "handler", asked=asked)
        self.since = day

    def answer(self, day: date, came: date | None = None) -> None:
        """came: the last day on which an answer could come, and none did."""
        if came:
            assert watching.watch(self.now) == 1
        else:
            facts = {"consultation": self.consultation.uid, "agrees": True, "opinion": ""}
            self.do(services.take_opinion, "handler", on=day, **facts)
        self.paused |= {self.since + ONE_DAY * n for n in range(1, 99)} - {
            (came or day) + ONE_DAY * n for n in range(1, 99)
        }

    def fee(self, _day: date) -> None:
        facts = {"method": FeeMethod.PAGES, "pages": 100, "how": "到市财政专户"}
        self.do(services.send_fee_notice, "desk", **facts)

    def pay(self, day: date) -> None:
        self.do(services.note_payment, "desk", on=day)
        self.paused = set()


def test_given_worked_cases_then_the_services_reach_each_date_and_name_each_day(publishers):
    reached = {}
    for facts in CASES:
        walk = Walk(publishers, facts)
        case = casework.Case.objects.get(uid=walk.uid)
        reached[facts["id"]] = case.due_on
        assert case.due_on == facts["due"], (facts, case.due_on)
        assert not case.is_late
        check_explanation(case, walk)
    assert len(reached) >= 40


def check_explanation(case: casework.Case, walk: Walk) -> None:
    """Each day from the start to the due date once, counted or with its reason."""
    days = casework.reckoned(case, walk.now)["days"]
    dates = [day.day for day in days]
    span = (case.due_on - case.start_on).days + 1
    assert dates == [case.start_on + ONE_DAY * n for n in range(span)]
    numbers = [day.number for day in days if day.number]
    extended = sum(row.facts["amount"] for row in case.events.filter(kind="extended"))
    most = 20 + extended if not case.events.filter(kind="restarted") else len(numbers)
    assert numbers == list(range(1, most + 1))
    for day in days[1:]:
        assert bool(day.number) == (CALENDAR.is_working(day.day) and day.day not in walk.paused)
        assert day.label
        if day.day in CALENDAR.exceptions and day.day not in walk.paused:
            assert day.name
            assert day.source
