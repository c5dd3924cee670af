"""Lists of letters at the desk."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhanqun.affairs.letters import queries
from zhanqun.core.casework import api as casework


def names(queue, user):
    rows = queries.letters_in(queue, user).order_by("id")
    return [str(row.case.title) for row in rows]


def test_given_letters_on_their_way_then_each_stands_where_there_is_something_to_do(post_office):
    people = post_office.people
    post_office.write(title="新来的一封")
    post_office.held(title="在办的一封")
    assert names(queries.TRIAGE, people["desk"]) == ["新来的一封"]
    assert names(queries.REPLY, people["handler"]) == ["在办的一封"]
    assert names(queries.OPEN, people["desk"]) == ["新来的一封", "在办的一封"]
    assert names(queries.TRIAGE, people["handler"]) == []
    assert queries.PUBLISH not in queries.queues_of(people["handler"])


@pytest.mark.parametrize("person", ["desk", "watcher", "head", "handler"])
def test_given_whoever_works_with_letters_then_the_list_opens(post_office, person):
    post_office.held()
    client = Client()
    client.force_login(post_office.people[person])
    page = client.get("/desk/letters/?queue=open")
    assert page.status_code == 200
    assert "星河路路灯不亮" in page.content.decode()


def test_given_more_letters_then_the_list_asks_no_more(post_office, django_assert_max_num_queries):
    client = Client()
    client.force_login(post_office.people["desk"])
    for _at in range(4):
        letter = post_office.write()
        to, by = post_office.town.bureau, post_office.people["desk"]
        casework.offer(uid=letter.case.uid, to=to, reason="", by=by, now=post_office.now)
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/letters/?queue=open")
    for _at in range(4):
        letter = post_office.write()
        casework.offer(uid=letter.case.uid, to=to, reason="", by=by, now=post_office.now)
    with django_assert_max_num_queries(len(few)):
        client.get("/desk/letters/?queue=open")
