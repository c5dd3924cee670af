"""Mailboxes are kept by the office that they belong to, and every change is in the trail."""

from dataclasses import replace

import pytest
from django.urls import reverse

from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.services import (
    MailboxFacts,
    add_mailbox,
    change_mailbox,
    open_mailbox,
)
from zhanqun.affairs.letters.services.mailboxes import CodeTaken
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.audit.api import Entry
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock


@pytest.fixture
def facts(post_office):
    return MailboxFacts("书记信箱", post_office.town.office, (Sort.HELP, Sort.CONSULTATION))


def added(post_office, facts, person="desk", code="sjxx", site=None):
    return add_mailbox(
        code=code,
        site=site or post_office.town.portal,
        facts=facts,
        by=post_office.people[person],
        now=post_office.now,
    )


def test_given_the_office_then_its_mailbox_is_open_at_once_and_changes_are_in_the_trail(
    post_office, facts
):
    box = added(post_office, facts)
    assert box.is_open and box.sorts == [Sort.CONSULTATION, Sort.HELP]

    desk, now = post_office.people["desk"], post_office.now
    change_mailbox(uid=box.uid, facts=replace(facts, name="市委书记信箱"), by=desk, now=now)
    open_mailbox(uid=box.uid, is_open=False, by=desk, now=now)

    acts = (
        Entry.objects.filter(object_uid=str(box.uid))
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert list(acts) == [
        "letters.mailbox_added",
        "letters.mailbox_changed",
        "letters.mailbox_closed",
    ]


@pytest.mark.parametrize("person", ["watcher", "head", "handler"])
def test_given_anybody_else_then_no_mailbox_is_set(post_office, facts, person):
    with pytest.raises(NotAllowed):
        added(post_office, facts, person)
    for change in (
        lambda by: change_mailbox(
            uid=post_office.mayor.uid, facts=facts, by=by, now=post_office.now
        ),
        lambda by: open_mailbox(
            uid=post_office.mayor.uid, is_open=False, by=by, now=post_office.now
        ),
    ):
        with pytest.raises(NotAllowed):
            change(post_office.people[person])
    assert Mailbox.objects.get(code="mayor").is_open


def test_given_a_code_in_use_then_another_is_asked_for(post_office, facts):
    with pytest.raises(CodeTaken):
        added(post_office, facts, code="mayor")


def test_given_the_desk_then_a_mailbox_is_set_up_closed_and_listed(post_office, client):
    client.force_login(post_office.people["desk"])
    typed = {
        "code": "sjxx",
        "site": post_office.town.portal.pk,
        "name": "书记信箱",
        "office": post_office.town.office.pk,
        "sorts": ["help", "report"],
        "note": "",
        "petition_url": "",
        "position": 0,
    }
    with clock.fixed(post_office.now):
        wrong = client.post(reverse("letters:mailbox_new"), typed | {"sorts": []})
        client.post(reverse("letters:mailbox_new"), typed)
        box = Mailbox.objects.get(code="sjxx")
        client.post(reverse("letters:mailbox", args=[box.uid]), {"act": "close"})
        page = client.get(reverse("letters:mailboxes")).content.decode()

    box.refresh_from_db()
    assert wrong.status_code == 400 and "书记信箱" in wrong.content.decode()
    assert not box.is_open
    assert "书记信箱" in page and "/intake/letter/?to=sjxx" in page
