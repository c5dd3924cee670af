"""What every page of the desk costs before its own view begins."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def test_given_any_desk_page_then_closed_entries_ask_nothing_and_rights_are_read_once(town):
    client = Client()
    client.force_login(town.people["officer"])
    client.get("/desk/articles/")  # the first page of a process takes the closed entries out

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/articles/").content.decode()

    statements = [one["sql"] or "" for one in asked]
    assert "/desk/articles/" in page.split('class="d-plain-menu"')[1].split("</nav>")[0]
    assert not [one for one in statements if "pagepermission" in one or "collectionperm" in one]
    rights = [one for one in statements if one.startswith('SELECT "zq_units_appointment"."role"')]
    assert len(rights) == 1
