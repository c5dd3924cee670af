"""Lists of letters at the desk."""

import pytest
from django.test import Client

from zhanqun.affairs.letters import queries


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
