"""In force or not on a day: one rule in Python, the same in SQL."""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from zhanqun.content.library.models import Article
from zhanqun.content.library.validity import FIELDS, turning_in, validity_case, validity_on

DAY = date(2024, 1, 1)
BEFORE, AFTER = date(2023, 12, 31), date(2024, 1, 2)


def document(**facts):
    return SimpleNamespace(**dict.fromkeys(FIELDS) | {"validity": "in_force"} | facts)


@pytest.mark.parametrize(
    ("facts", "day", "is_then"),
    [
        ({"repealed_on": DAY}, BEFORE, "in_force"),
        ({"repealed_on": DAY}, DAY, "repealed"),
        ({"repealed_on": DAY, "validity": "repealed"}, BEFORE, "in_force"),
        ({"validity": "repealed"}, BEFORE, "repealed"),
        ({"repealed_on": DAY, "validity": ""}, BEFORE, ""),
        ({"repealed_on": DAY, "validity": ""}, DAY, "repealed"),
        ({"amended_on": BEFORE, "partly_repealed_on": DAY}, BEFORE, "amended"),
        ({"amended_on": BEFORE, "partly_repealed_on": DAY}, DAY, "partly"),
        ({"partly_repealed_on": BEFORE, "repealed_on": DAY}, DAY, "repealed"),
        ({"expires_on": BEFORE}, BEFORE, "in_force"),
        ({"expires_on": BEFORE}, DAY, "expired"),
        ({"expires_on": BEFORE, "kept_until": AFTER}, DAY, "in_force"),
        ({"kept_until": BEFORE, "validity": ""}, DAY, "expired"),
        ({"effective_from": DAY}, BEFORE, "not_yet"),
        ({"effective_from": DAY, "amended_on": BEFORE}, BEFORE, "not_yet"),
        ({"validity": "not_yet"}, DAY, "not_yet"),
        ({"validity": "amended", "expires_on": BEFORE}, DAY, "expired"),
    ],
)
def test_given_what_is_known_then_the_day_decides(facts, day, is_then):
    assert validity_on(document(**facts), day) == is_then


def test_given_every_combination_then_python_and_sql_agree_and_each_turn_is_foreseen(town):
    pattern = town.draft(kind="document", column=town.column("zcwj"))
    says = ("", "in_force", "not_yet", "amended", "partly", "expired", "repealed")
    days = (None, BEFORE, AFTER)
    some = [c for n, c in enumerate(product(says, *[days] * (len(FIELDS) - 1))) if n % 7 == 0]
    Article.objects.bulk_create(
        Article(
            kind="document",
            title="办法",
            unit_id=pattern.unit_id,
            author_id=pattern.author_id,
            locale_id=pattern.locale_id,
            created_at=town.now,
            updated_at=town.now,
            **dict(zip(FIELDS, combination, strict=True)),
        )
        for combination in some
    )
    rows = list(Article.objects.annotate(then=validity_case(DAY), later=validity_case(AFTER)))

    assert len(rows) == len(some) + 1
    assert [r.then for r in rows] == [validity_on(r, DAY) for r in rows]
    assert [r.later for r in rows] == [validity_on(r, AFTER) for r in rows]
    turning = set(Article.objects.filter(turning_in(DAY, AFTER)).values_list("pk", flat=True))
    assert {r.pk for r in rows if r.then != r.later} <= turning
