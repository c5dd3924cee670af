"""Real letters run through door, clock and reply check (docs/studies/letters.md).

judged.csv: which of their replies an approver should have been asked about, read one by one: the
letter's number, in which of three readings it was (0: read because the changed rules flag it),
and the judgement. The texts themselves are not ours to keep.
"""

import csv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.tests import real
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.replies import Reply, check_reply
from zhanqun.core.workcalendar.api import due
from zhanqun.core.workcalendar.tests.shared import shipped_calendar
from zhanqun.foundation import clock

JUDGED = Path(__file__).with_name("judged.csv")
# Every so-many-th letter goes through the database, all of them in `make bench ARGS=letters`; the
# rules see all of them here.
THROUGH_THE_DOOR = 13


@pytest.fixture(scope="module")
def letters() -> list[dict[str, Any]]:
    return real.letters()


def codes_of(row: dict[str, Any]) -> list[str]:
    """What the check flags. Writers' names were made up for letters and replies apart: no marks."""
    reply = Reply(
        row["reply"],
        letter=row["subject"] + row["body"],
        on=clock.day_of(row["replied_at"]),
        asked_on=clock.day_of(row["asked_at"]),
    )
    return [found.code for found in check_reply(reply)]


def test_given_259_real_replies_then_the_check_says_what_its_reader_said(letters):
    judged = {row["no"]: row["should_be_flagged"] == "yes" for row in csv.DictReader(JUDGED.open())}
    flagged = {row["no"] for row in letters if codes_of(row)}
    should = {number for number, says in judged.items() if says}

    assert flagged <= set(judged)  # whatever is flagged was read
    assert len(flagged & should) / len(flagged) >= 0.95
    assert len(flagged & should) / len(should) >= 0.93


@pytest.mark.django_db
def test_given_259_real_letters_then_most_were_answered_late_by_todays_clock(letters):
    calendar = shipped_calendar()
    rule = casework.clock_of("letter")
    late, days = Counter(), []
    for row in letters:
        start, replied = clock.day_of(row["asked_at"]), clock.day_of(row["replied_at"])
        until = due(start, rule.term(), calendar)
        assert until.on == real.seventh_working_day(start) and not until.is_provisional
        late[replied > until.on] += 1
        days.append((replied - start).days)

    assert (late[True], median(days), sum(d > 60 for d in days)) == (145, 13, 52)


def test_given_real_letters_at_the_door_then_each_has_its_case_its_date_and_its_findings(
    post_office, letters
):
    chosen = letters[::THROUGH_THE_DOOR]
    for place, row in enumerate(chosen):
        letter = real.through_the_door(post_office, row, place)
        assert letter.case.due_on == real.seventh_working_day(clock.day_of(row["asked_at"]))
        handler, now = post_office.people["handler"], row["replied_at"]
        casework.answer(uid=letter.case.uid, text=row["reply"], by=handler, now=now)
        letter.case.refresh_from_db()
        assert letter.case.is_late == (clock.day_of(now) > letter.case.due_on)

    assert Letter.objects.count() == len(chosen) == 20


def test_p080_given_1193_real_titles_then_each_password_is_gone_and_the_rest_stays():
    titles = [row["title"] for row in real.rows("letter_headers_neijiang_1200.csv")]
    clean = [(title, *casework.without_password(title)) for title in titles]

    told = [(title, left) for title, left, had in clean if had]
    # Read one by one; the issue counted 14. One has its digits before the word.
    assert (len(titles), len(told)) == (1193, 17)
    for title, left in told:
        assert title.startswith(left) and "密" not in left
        assert casework.masked_title(title) == casework.masked_title(left)
