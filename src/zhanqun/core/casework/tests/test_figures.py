"""Figures per unit and month, against a count by hand over the same cases."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median

from zhanqun.core.casework import api
from zhanqun.core.casework.models import Case
from zhanqun.foundation.clock import day_of


def test_given_many_cases_then_the_figures_equal_an_independent_count(bureaus):
    rng = random.Random(5)
    rows = []
    for at in range(300):
        start = date(2026, 4, 1) + timedelta(days=rng.randrange(90))
        began = datetime(start.year, start.month, start.day, 1, tzinfo=UTC)
        took = rng.randrange(0, 40)
        answered = (
            began + timedelta(days=took, hours=rng.randrange(24)) if rng.random() < 0.7 else None
        )
        rows.append(
            Case(
                kind="example",
                title=f"第{at}件",
                channel="web",
                office=bureaus.office if at % 50 else bureaus.homes,
                opened_at=began,
                number=f"n{at}",
                state="answered" if answered else "handling",
                unit=rng.choice([bureaus.roads, bureaus.water, None]),
                clock="letter",
                start_on=start,
                due_on=start + timedelta(days=9),
                is_late=took > 9,
                answered_at=answered,
                ended_at=answered,
                satisfaction=rng.choice([None, 1, 3, 4]) if answered else None,
            )
        )
    Case.objects.bulk_create(rows)
    by_group = defaultdict(list)
    for row in rows:
        by_group[row.unit_id, row.start_on.replace(day=1)].append(row)

    found = api.figures_of(bureaus.people["office"], date(2026, 4, 10), date(2026, 7, 1))

    assert {(one.unit_id, one.month) for one in found} == set(by_group)
    for one in found:
        group = by_group[one.unit_id, one.month]
        done = [row for row in group if row.answered_at]
        assert (one.received, one.answered) == (len(group), len(done))
        assert one.late == sum(row.is_late for row in group)
        assert one.in_time == sum(not row.is_late for row in done)
        assert one.median_days == median((day_of(r.answered_at) - r.start_on).days for r in done)
        rated = [row.satisfaction for row in done if row.satisfaction]
        assert (one.rated, one.satisfied) == (len(rated), sum(level <= 3 for level in rated))
    assert api.figures_of(bureaus.people["roads"], date(2026, 4, 1), date(2026, 7, 1)) == []
