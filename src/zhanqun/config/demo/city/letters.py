"""Mailboxes of the demo city and what people wrote to them (演示来信), through the services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from zhanqun.affairs.letters import api as letters
from zhanqun.affairs.letters.api import Letter, MailboxFacts, PublicText, Sort
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock

TEXTS = Path(__file__).with_name("letters.yaml")
QUESTIONS = Path(__file__).with_name("questions.yaml")
REVIEWED_AFTER = timedelta(days=365)
OPEN_TO_ALL = [Sort.CONSULTATION, Sort.HELP, Sort.COMPLAINT, Sort.SUGGESTION]
# Code, name, site, unit that reads what comes in, sorts, note.
MAILBOXES = (
    ("sj", "书记信箱", "www", "office", OPEN_TO_ALL, "对市委工作的意见和建议。"),
    ("sz", "市长信箱", "www", "office", OPEN_TO_ALL, "对市政府工作的咨询、求助、投诉和建议。"),
    (
        "jb",
        "举报信箱",
        "www",
        "office",
        [Sort.REPORT],
        "内容只有受理人员能看到，不公开。",
    ),
    ("jtj", "交通局长信箱", "jtj", "jtj", OPEN_TO_ALL, "公交、出租车、道路和运输方面的来信。"),
    ("zjj", "住建局长信箱", "zjj", "zjj", OPEN_TO_ALL, "住房、物业、工地和燃气方面的来信。"),
    ("jyj", "教育局长信箱", "jyj", "jyj", OPEN_TO_ALL, "入学、学校和校外培训方面的来信。"),
    ("wjw", "卫健委主任信箱", "wjw", "wjw", OPEN_TO_ALL, "看病、疫苗和社区医院方面的来信。"),
    ("mzj", "民政局长信箱", "mzj", "mzj", OPEN_TO_ALL, "养老、婚姻登记和救助方面的来信。"),
    ("cxq", "区长信箱", "cxq", "cxq", OPEN_TO_ALL, ""),
)
TELEPHONE = "0099-6000000"


@dataclass(frozen=True)
class Correspondents:
    """Who is needed by short code: units, sites, people."""

    units: Mapping[str, Unit]
    sites: Mapping[str, Any]
    people: Mapping[str, User]


def load_letters(city: Correspondents, *, founded: datetime, counted_at: datetime) -> int:
    """Every letter on its way as far as it came; returns how many."""
    for place, (code, name, site, unit, sorts, note) in enumerate(MAILBOXES):
        facts = MailboxFacts(name, city.units[unit], tuple(sorts), note, position=place)
        letters.add_mailbox(
            code=code, site=city.sites[site], facts=facts, by=city.people["xinjian"], now=founded
        )
    rows = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for row in sorted(rows, key=lambda row: str(row["at"])):
        _Course(city, row).run()
    letters.count_figures(counted_at)
    _load_questions(city, counted_at)
    return len(rows)


def _load_questions(city: Correspondents, now: datetime) -> None:
    """The question library: written by who answers, published by the unit's head."""
    for row in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8")):
        content = row | {
            "unit": city.units[row["unit"]],
            "review_on": clock.day_of(now + REVIEWED_AFTER),
        }
        handler, head = (city.people[f"{row['unit']}-{post}"] for post in ("cb", "fz"))
        written = letters.write_question(uid=None, content=content, by=handler, now=now)
        letters.publish_question(uid=written.uid, by=head, now=now)


class _Course:
    """One letter from the door to its reader."""

    def __init__(self, city: Correspondents, row: Mapping[str, Any]) -> None:
        self.city, self.row = city, row
        self.at = moment_in(row["at"])
        self.desk = city.people["xinjian"]
        self.handler = city.people[f"{row['unit']}-cb"]
        self.head = city.people[f"{row['unit']}-fz"]

    def run(self) -> None:
        letter = self._written()
        state = self.row.get("state", "answered")
        if state == "received":
            return
        self._passed_on(letter)
        if state == "offered":
            return
        self._taken(letter)
        if state == "answered":
            self._answered(letter)
            self._public(letter)

    def _written(self) -> Letter:
        row = self.row
        payload = {
            "to": row["to"],
            "sort": row["sort"],
            "title": row["title"],
            "text": row["text"],
            "agrees": "yes" if row.get("agrees", True) else "no",
            "name": row["name"],
            "tel": TELEPHONE,
            "email": "",
            "address": "",
        }
        key = intake.new_key("letter", self.at).token
        receipt = intake.receive(kind="letter", payload=payload, key=key, now=self.at)
        return Letter.objects.select_related("case").get(envelope_uid=receipt.uid)

    def _passed_on(self, letter: Letter) -> None:
        now = self.at + timedelta(minutes=30)
        to = self.city.units[self.row["unit"]]
        casework.offer(uid=letter.case.uid, to=to, reason="", by=self.desk, now=now)

    def _taken(self, letter: Letter) -> None:
        now = self.at + timedelta(hours=2)
        uid, by = letter.case.uid, self.handler
        casework.accept(uid=uid, by=by, now=now)
        casework.assign(uid=uid, holder=by, by=by, now=now)

    def _answered(self, letter: Letter) -> None:
        sent = moment_in(self.row["answered"])
        uid, text = letter.case.uid, self.row["reply"]
        drafted = sent - timedelta(hours=1)
        letters.submit(uid=uid, text=text, why="已逐项核对", by=self.handler, now=drafted)
        letters.send(uid=uid, remark="", by=self.head, now=sent)
        if "rated" in self.row:
            rated = sent + timedelta(hours=20)
            casework.rate(uid=uid, level=self.row["rated"], words="", now=rated)

    def _public(self, letter: Letter) -> None:
        """The next morning; some the office keeps, one it took back."""
        decision = self.row.get("public", True)
        if not decision or not self.row.get("agrees", True):
            return
        letter.refresh_from_db()
        now = moment_in(self.row["answered"]).replace(hour=9) + timedelta(days=1)
        uid, by = letter.case.uid, self.desk
        shown: PublicText = letters.proposal_of(letter, self.row["text"], self.row["reply"]).public
        letters.mask(uid=uid, public=shown, by=by, now=now)
        letters.publish(uid=uid, by=by, now=now)
        if decision == "withdrawn":
            later = now + timedelta(days=3)
            letters.withdraw(uid=uid, reason="来信人要求撤下", by=by, now=later)


def moment_in(typed: Any) -> datetime:
    """As the file has it, in Beijing."""
    if not isinstance(typed, datetime):
        typed = datetime.strptime(str(typed), "%Y-%m-%d %H:%M")  # noqa: DTZ007
    return typed.replace(tzinfo=clock.BEIJING)
