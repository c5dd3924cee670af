"""One request at its desk, step by step."""

from datetime import date, datetime
from typing import Any

from zhanqun.affairs.requests import services
from zhanqun.affairs.requests.models import Request
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.models import Envelope, FeedbackAsk
from zhanqun.foundation import clock


def on(day: str, hour: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=clock.BEIJING)


class Desk:
    """One request, and its people."""

    def __init__(self, publishers: Any, came: datetime, **typed: str) -> None:
        self.publishers, self.now = publishers, came
        publishers.town.now = came
        publishers.apply(**typed)
        self.request = Request.objects.select_related("case").latest("pk")
        self.uid = self.request.case.uid

    def do(self, act: Any, by: str, **facts: Any) -> Any:
        done = act(uid=self.uid, by=self.publishers.people[by], now=self.now, **facts)
        self.request = Request.objects.select_related("case").get(case__uid=self.uid)
        return done

    def register(self) -> None:
        self.do(services.register, "desk", unit=self.publishers.bureau.unit, remark="")

    def ask(self, **facts: Any) -> Any:
        usual = {"what": "写明是哪一年的", "answer_by": date(2026, 11, 20), "why_late": ""}
        return self.do(services.ask_correction, "desk", **usual | facts)

    def reply(self, code: str, text: str = "", value: str = "yes") -> None:
        """On the receipt, as the applicant does."""
        asked = FeedbackAsk.objects.get(
            envelope__uid=self.request.envelope_uid, code=code, closed_at=None
        )
        intake.answer_ask(
            envelope=self.request.envelope_uid, ask=asked.uid, value=value, text=text, now=self.now
        )
        self.request = Request.objects.select_related("case").get(case__uid=self.uid)

    @property
    def asked(self) -> set[str]:
        rows = FeedbackAsk.objects.filter(envelope__uid=self.request.envelope_uid, closed_at=None)
        return set(rows.values_list("code", flat=True))

    @property
    def told(self) -> Any:
        return Envelope.objects.get(uid=self.request.envelope_uid).feedback.first()


def office_of(desk: Desk) -> Any:
    return desk.publishers.people["desk"]
