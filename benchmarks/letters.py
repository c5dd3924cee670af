"""Real letters through door, hand-over, clock, reply check and answer, one after the other.

Needs `../shared` beside the checkout. Fails where a due date differs from one counted day by day
over the State Council's lists, or where a case does not know that it was answered late.
"""

import argparse
import time
from collections import Counter

from _scratch import installation, keep, step, table

FLAGS = "flagged"
# Names in these letters and in their replies were made up apart: that they differ says nothing.
SAYS_NOTHING = {"other_writer"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=40)
    most = parser.parse_args().most
    with installation():
        from zhanqun.affairs.letters.tests import real
        from zhanqun.core.workcalendar.tests.shared import SHARED

        if SHARED is None:
            print("../shared is not here: nothing to send")
            return
        letters = real.letters()[:most]
        begun = time.perf_counter()
        with step(f"{len(letters)} letters are sent, handed over and answered"):
            found = _run(letters)
        took = time.perf_counter() - begun
    facts = [(name, count) for name, count in found.most_common()]
    table(("", "letters"), [("all", len(letters)), *facts])
    keep({"letters": len(letters), "seconds": round(took, 1)} | dict(found))


def _run(letters: list[dict]) -> Counter[str]:
    """How many letters each finding of the reply check flags, and how many were late."""
    from zhanqun.affairs.letters import checking
    from zhanqun.affairs.letters.tests import real
    from zhanqun.affairs.letters.tests.conftest import PostOffice
    from zhanqun.core.casework import api as casework
    from zhanqun.foundation import clock

    office, found = PostOffice(), Counter()
    for place, row in enumerate(sorted(letters, key=lambda one: one["asked_at"])):
        letter, now = real.through_the_door(office, row, place), row["replied_at"]
        if letter.case.due_on != real.seventh_working_day(clock.day_of(row["asked_at"])):
            raise SystemExit(f"letter {row['no']}: due on {letter.case.due_on}")
        found_now = checking.findings_of(letter, row["reply"], now)
        codes = {one.code for one in found_now} - SAYS_NOTHING
        found.update([*codes, *([FLAGS] if codes else [])])
        case = casework.answer(
            uid=letter.case.uid, text=row["reply"], by=office.people["handler"], now=now
        )
        case.refresh_from_db()
        if case.is_late != (clock.day_of(now) > case.due_on):
            raise SystemExit(f"letter {row['no']}: late {case.is_late}")
        found["late"] += case.is_late
    return found


if __name__ == "__main__":
    main()
