"""The desk: documents by validity, one document with what can be done, the list as a workbook."""

from datetime import date

import pytest
from django.test import Client

from zhanqun.affairs.policylibrary.models import Duty, Relation, Rules
from zhanqun.affairs.policylibrary.services import RelationFacts, relate
from zhanqun.foundation.clock import fixed
from zhanqun.foundation.sheets import xlsx_lines


@pytest.fixture
def pair(documents):
    """A document and the one that repeals it since New Year."""
    town = documents.town
    old = documents.published(number="青交〔2015〕3号")
    new = documents.published("青云市治理超限超载规定", number="青交〔2023〕9号")
    facts = RelationFacts("repeals", number=old.number, effective_on=date(2024, 1, 1))
    relate(uid=new.uid, facts=facts, by=town.people["signer"], now=town.now)
    with fixed(town.now):
        yield old, new


def at_the_desk(town, person):
    client = Client()
    client.force_login(town.people[person])
    return client


def test_p006_given_the_list_and_its_export_then_both_say_what_ended_a_document(documents, pair):
    old, new = pair
    client = at_the_desk(documents.town, "officer")

    repealed = client.get("/desk/policies/?validity=repealed").content.decode()
    by_number = client.get("/desk/policies/?q=青交[2023]第9号").content.decode()
    export = client.get("/desk/policies/export/?validity=repealed").getvalue()

    assert (old.title in repealed, new.title in repealed) == (True, False)
    assert (old.title in by_number, new.title in by_number) == (False, True)
    lines = [cells for _line, cells in xlsx_lines(export, unpacked_most=1_000_000)]
    assert len(lines) == 2
    assert lines[1][0] == old.title
    assert "废止" in lines[1]
    assert f"2024-01-01起被《{new.title}》（{new.number}）废止" in " ".join(lines[1])


def test_given_what_is_entered_wrongly_then_the_page_says_so_and_keeps_it(documents, pair):
    _old, new = pair
    client = at_the_desk(documents.town, "signer")
    address = f"/desk/policies/{new.uid}/"

    refused = client.post(f"{address}relate/", {"kind": "amends", "number": new.number})
    assert refused.status_code == 400
    assert "不能修改它自己" in refused.content.decode()
    assert f'value="{new.number}"' in refused.content.decode()

    row = Relation.objects.get()
    assert client.post(f"{address}unrelate/", {"relation": row.uid}).status_code == 302
    assert not Relation.objects.exists()


def test_given_an_imported_end_that_is_wrong_then_it_is_deleted_on_the_page_of_the_document(
    documents,
):
    town = documents.town
    document = documents.published()
    row = Relation.objects.create(
        kind="repeals",
        older=document,
        cited_title="误记的决定",
        is_newer_cited=True,
        effective_on=date(2024, 1, 1),
        made_at=town.now,
    )
    client, address = at_the_desk(town, "signer"), f"/desk/policies/{document.uid}/"
    assert f'value="{row.uid}"' in client.get(address).content.decode()

    client.post(f"{address}unrelate/", {"relation": row.uid})

    assert not Relation.objects.exists()


def test_given_years_beyond_the_calendar_then_the_rules_say_so_and_stay(documents, publishers):
    client = Client()
    client.force_login(publishers.people["desk"])
    said = {"trial_years": 2, "interpretation_days": 3, "normative_genres": "规范性文件"}

    for years in (0, 9000):
        refused = client.post("/desk/policies/rules/", said | {"normal_years": years})
        assert refused.status_code == 400 and "1到99年" in refused.content.decode()

    assert not Rules.objects.exists()
    assert documents.published().live


def test_given_the_office_then_it_waives_and_the_list_of_duties_shows_it(documents, publishers):
    document = documents.published()
    client = Client()
    client.force_login(publishers.people["desk"])
    with fixed(documents.town.now):
        assert document.title in client.get("/desk/policies/duties/").content.decode()
        client.post(f"/desk/policies/{document.uid}/waive/", {"reason": "内容简明"})
        shown = client.get("/desk/policies/duties/?show=done").content.decode()

    assert Duty.objects.get().state == "waived"
    assert "内容简明" in shown
