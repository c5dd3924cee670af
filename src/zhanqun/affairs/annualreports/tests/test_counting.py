"""Figures from cases: as an independent count has them, and in balance whatever happened."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from zhanqun.affairs.annualreports import checking, layout
from zhanqun.affairs.annualreports.counting import requests_at, requests_counted
from zhanqun.affairs.annualreports.figures import corrected, whole
from zhanqun.affairs.annualreports.tests.histories import copy_cases, fill_by_chance, request_of
from zhanqun.affairs.requests.api import Request

INDEPENDENT = """
with known as (
    select applicant, outcome, date_part('year', received_on) as came,
           coalesce(date_part('year', concluded_on), 9999) as went
    from zq_requests_request where publisher_id = %(publisher)s
), rows as (
    select 'new_received' as row, applicant from known where came = %(year)s
    union all select 'carried_in', applicant from known where came < %(year)s and went >= %(year)s
    union all select outcome, applicant from known where went = %(year)s
    union all select 'handled_total', applicant from known where went = %(year)s
    union all select 'carried_out', applicant from known where came <= %(year)s and went > %(year)s
)
select 't3.' || row || '.' || coalesce(applicant, 'total'), count(*) from rows
group by grouping sets ((row, applicant), (row))
"""


def independent(publisher, year):
    with connection.cursor() as cursor:
        cursor.execute(INDEPENDENT, {"publisher": publisher.pk, "year": year})
        return {place: Decimal(number) for place, number in cursor.fetchall()}


def of_requests(figures):
    return {place: number for place, number in figures.items() if number}


def test_given_ten_thousand_requests_over_a_year_then_the_report_equals_an_independent_count(
    publishers,
):
    publishers.apply()
    Request.objects.all().delete()
    fill_by_chance(publishers.bureau, 10_000, date(2025, 11, 10))
    counted = whole(requests_counted(publishers.bureau, 2026))
    assert of_requests(counted) == independent(publishers.bureau, 2026)
    assert counted["t3.new_received.total"] > 8_000
    assert min(counted[f"t3.{row}.total"] for row in layout.rows_of_requests()) > 100
    assert not list(checking.figure_faults(counted))


def test_given_any_figure_then_it_opens_as_many_requests_as_it_says(publishers):
    publishers.apply()
    Request.objects.all().delete()
    fill_by_chance(publishers.bureau, 300, date(2025, 11, 10))
    counted = whole(requests_counted(publishers.bureau, 2026))
    for place in ("t3.new_received.natural_person", "t3.carried_in.total", "t3.refused_4.total"):
        assert requests_at(publishers.bureau, place, 2026).count() == counted[place] > 0


@pytest.fixture
def cases(publishers):
    """Twelve cases, and no request yet."""
    publishers.apply()
    Request.objects.all().delete()
    return copy_cases(12)


DAYS = some.dates(date(2024, 11, 1), date(2027, 2, 28))
LIVES = some.tuples(
    DAYS,
    some.none() | some.integers(0, 500),
    some.sampled_from(layout.APPLICANTS),
    some.sampled_from(layout.outcome_rows()),
)


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lives=some.lists(LIVES, max_size=12))
def test_given_any_history_then_every_year_balances_and_joins_the_next(publishers, cases, lives):
    Request.objects.all().delete()
    Request.objects.bulk_create(
        request_of(
            case,
            publishers.bureau,
            received_on=came,
            concluded_on=None if days is None else came + timedelta(days),
            applicant=applicant,
            outcome="" if days is None else outcome,
        )
        for case, (came, days, applicant, outcome) in zip(cases, lives, strict=False)
    )
    before = None
    for year in (2024, 2025, 2026):
        counted = whole(requests_counted(publishers.bureau, year))
        assert not list(checking.figure_faults(counted))
        for column in layout.COLUMNS if before else ():
            assert counted[f"t3.carried_in.{column}"] == before[f"t3.carried_out.{column}"]
        before = counted


def test_given_a_corrected_figure_then_its_sums_follow():
    counted = whole({"t3.granted.natural_person": 3, "t3.granted.total": 3})
    figures = corrected(counted, {"t3.granted.natural_person": Decimal(5)})
    changed = {place for place, number in figures.items() if number != counted[place]}
    assert changed == {
        "t3.granted.natural_person",
        "t3.granted.total",
        "t3.handled_total.natural_person",
        "t3.handled_total.total",
    }
    assert figures["t3.handled_total.total"] == 2
