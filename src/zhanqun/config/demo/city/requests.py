"""Applications for information to the demo city (演示依申请公开), through the services."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from zhanqun.affairs.requests import api as requests
from zhanqun.affairs.requests.api import Consulting, Request
from zhanqun.config.demo.city.letters import TELEPHONE, Correspondents, moment_in
from zhanqun.core.intake import api as intake

TEXTS = Path(__file__).with_name("requests.yaml")
# The example of GB 11643-1999.
CARD = "11010519491231002X"


def load_requests(city: Correspondents) -> int:
    """Every application on its way as far as it came; returns how many."""
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for row in sorted(rows, key=lambda row: str(row["at"])):
        _Course(city, row).run()
    return len(rows)


class _Course:
    """One application from the door to where it stands."""

    def __init__(self, city: Correspondents, row: Mapping[str, Any]) -> None:
        self.city, self.row = city, row
        self.desk = city.people["xinjian"]
        self.handler = city.people[f"{row['unit']}-cb"]
        self.head = city.people[f"{row['unit']}-fz"]

    def run(self) -> None:
        self.uid = self._applied()
        for typed, act, *facts in self.row.get("steps", ()):
            self.now = moment_in(typed)
            getattr(self, f"_{act}")(*facts)

    def _applied(self) -> UUID:
        row, now = self.row, moment_in(self.row["at"])
        payload = {
            "form": "electronic",
            "delivery": "online",
            "applicant": "natural_person",
            "id_kind": "id_card",
            "id_number": CARD,
            "tel": TELEPHONE,
        } | {name: str(value) for name, value in row.items() if isinstance(value, str)}
        key = intake.new_key(requests.CODE, now).token
        channel = row.get("channel", intake.Channel.WEB)
        receipt = intake.receive(
            kind=requests.CODE, payload=payload, key=key, now=now, channel=channel
        )
        request = Request.objects.select_related("case").get(envelope_uid=receipt.uid)
        return request.case.uid

    def _register(self) -> None:
        unit = self.city.units[self.row["unit"]]
        requests.register(uid=self.uid, unit=unit, remark="", by=self.desk, now=self.now)

    def _ask_correction(self, answer_by: date, what: str) -> None:
        requests.ask_correction(
            uid=self.uid,
            what=what,
            answer_by=answer_by,
            why_late="",
            by=self.desk,
            now=self.now,
        )

    def _answer_correction(self, on: date, text: str) -> None:
        requests.answer_correction(uid=self.uid, text=text, on=on, by=self.desk, now=self.now)

    def _consult(self, whom: str, name: str, letter: str) -> None:
        asked = Consulting(whom, letter, name=name)
        requests.consult(uid=self.uid, asked=asked, by=self.handler, now=self.now)

    def _ask_extension(self, days: int, reason: str) -> None:
        requests.ask_extension(
            uid=self.uid, days=days, reason=reason, by=self.handler, now=self.now
        )

    def _grant_extension(self) -> None:
        requests.grant_extension(uid=self.uid, remark="同意", by=self.head, now=self.now)

    def _conclude(self, outcome: str, text: str) -> None:
        requests.conclude(uid=self.uid, outcome=outcome, text=text, by=self.handler, now=self.now)
