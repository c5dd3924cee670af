"""Requests with a past, put into the tables at once: what a year leaves behind."""

from datetime import date

from django.db import connection

from zhanqun.affairs.annualreports.layout import APPLICANTS, outcome_rows
from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.affairs.requests.api import Request
from zhanqun.core.casework.api import Case
from zhanqun.foundation.ids import new_uid

COPIED = """
insert into zq_casework_case ({columns}, uid, number)
select {columns}, gen_random_uuid(), 'T' || lpad(n::text, 9, '0')
from zq_casework_case, generate_series(1, %s) n where id = %s
"""
# Chance that is the same every time: of each request its number alone decides.
BY_CHANCE = """
insert into zq_requests_request (uid, case_id, envelope_uid, publisher_id, applicant, form,
    deliveries, received_on, outcome, concluded_on)
select gen_random_uuid(), id, gen_random_uuid(), %(publisher)s,
    (%(applicants)s::text[])[1 + h %% 6], 'paper', array['post'], came,
    case when ended is null then '' else (%(outcomes)s::text[])[1 + h / 7 %% %(many)s] end,
    ended
from (
    select *, case when h %% 5 = 0 then null else came + (h / 11 %% 60)::int end as ended
    from (
        select id, h, date %(first)s + (h / 13 %% 426)::int as came
        from (select id, abs(hashint8extended(id, 7)) as h from zq_casework_case
              where id <> %(pattern)s) drawn
    ) with_day
) with_end
"""


def copy_cases(count: int) -> list[int]:
    """So many cases like the only one there is; returns their keys."""
    pattern = Case.objects.order_by("pk")[0]
    columns = ", ".join(
        field.column
        for field in Case._meta.concrete_fields
        if field.column not in ("id", "uid", "number", "envelope_uid")
    )
    with connection.cursor() as cursor:
        cursor.execute(COPIED.format(columns=columns), [count, pattern.pk])
    return list(Case.objects.exclude(pk=pattern.pk).order_by("pk").values_list("pk", flat=True))


def fill_by_chance(publisher: Publisher, count: int, first: date) -> None:
    """So many requests, received from `first` on within 14 months, a fifth of them still open."""
    copy_cases(count)
    facts = {
        "publisher": publisher.pk,
        "applicants": list(APPLICANTS),
        "outcomes": list(outcome_rows()),
        "many": len(outcome_rows()),
        "first": first.isoformat(),
        "pattern": Case.objects.order_by("pk")[0].pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_CHANCE, facts)


def request_of(case_id: int, publisher: Publisher, **facts: object) -> Request:
    """One request with a case of its own; facts: as the record has them."""
    usual = {"applicant": "natural_person", "form": "paper", "deliveries": ["post"]}
    return Request(
        case_id=case_id, envelope_uid=new_uid(), publisher=publisher, **{**usual, **facts}
    )
