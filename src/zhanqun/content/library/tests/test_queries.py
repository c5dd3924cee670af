"""Who sees which articles at the desk, and in how many queries."""

import pytest

from zhanqun.content.library import api as library
from zhanqun.core.units.api import User

READERS = {"officer", "liaison", "reviewer", "signer", "secrecy", "supervisor"}


def sees(town, rows_of):
    return {name for name, person in town.people.items() if rows_of(person).exists()}


def test_given_a_draft_of_the_bureau_then_the_bureau_and_its_columns_editor_see_it(town):
    town.draft()

    assert sees(town, library.articles_visible_to) == {*READERS, "bureau_manager"}


def test_given_an_offer_to_the_portal_then_its_editors_see_it_too_and_nobody_else(town):
    article = town.draft()
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )

    portal = {"editor", "chief", "manager"}
    assert sees(town, library.articles_visible_to) == {*READERS, "bureau_manager", *portal}
    assert sees(town, library.offers_visible_to) == portal
    assert sees(town, library.placements_visible_to) == {*READERS, "bureau_manager", *portal}


@pytest.mark.parametrize(
    ("who", "rows_of", "limit"),
    [
        ("officer", library.articles_visible_to, 7),
        ("reviewer", library.articles_visible_to, 7),
        ("editor", library.articles_visible_to, 5),
        ("editor", library.offers_visible_to, 4),
    ],
)
def test_given_a_list_then_its_queries_are_few_however_many_rows(
    town, who, rows_of, limit, django_assert_max_num_queries
):
    for number in range(3):
        article = town.draft(f"第{number}篇")
        library.place(
            article=article,
            column=town.column("bmdt", town.portal),
            by=town.people["officer"],
            now=town.now,
        )
    person = User.objects.get(pk=town.people[who].pk)

    with django_assert_max_num_queries(limit):
        rows = [(str(row), str(getattr(row, "unit", ""))) for row in rows_of(person)]

    assert len(rows) == 3


def test_given_documents_of_one_number_then_they_are_found_and_discarded_ones_are_not(town):
    facts = {"kind": "document", "number": "青交〔2026〕4号", "column": town.column("zcwj")}
    first, second = town.draft("一", **facts), town.draft("二", **facts)
    library.discard_article(uid=second.uid, by=town.people["officer"], now=town.now)

    assert list(library.documents_like("青交〔2026〕4号")) == [first]
    assert not library.documents_like("青交〔2026〕4号", besides=first).exists()
