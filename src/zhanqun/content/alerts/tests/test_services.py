"""Warnings from draft to their end (预警办理)."""

from datetime import timedelta

import pytest
from django.test import Client

from zhanqun.content.alerts import public, services, turning
from zhanqun.content.alerts.areas import AreaMalformed
from zhanqun.content.alerts.changes import changed
from zhanqun.content.alerts.models import Alert
from zhanqun.content.alerts.policies import NotOwnApproval, NotOwnRelease
from zhanqun.content.alerts.rules import (
    Incomplete,
    PeriodOver,
    PeriodWrong,
    SourceMissing,
    TextTooLong,
    brief_of,
)
from zhanqun.content.alerts.services.chains import ChainEnded, FollowerWaits
from zhanqun.content.alerts.services.composing import TemplateNotApproved, filled
from zhanqun.content.alerts.services.releasing import AlreadyInForce, TextChanged
from zhanqun.content.alerts.states import AlertState
from zhanqun.content.alerts.tests.making import checking, content, released
from zhanqun.core.audit import api as audit
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.states import IllegalMove


@pytest.fixture
def heard(monkeypatch):
    """What is announced to the rooms above."""
    told: list[dict] = []
    monkeypatch.setitem(changed._entries, "tests", told.append)
    return told


def test_given_a_red_warning_when_another_releases_it_then_it_stands_identified(town, heard):
    alert = released(town)

    assert alert.state == AlertState.IN_FORCE
    assert alert.headline == "青云市气象台发布台风红色预警"
    assert alert.identifier.endswith("_20260616172000")  # town.now, in Beijing
    assert len(alert.identifier) == 29 and alert.identifier[:14].isdigit()
    assert alert.sender == f"{alert.identifier[:14]}@www.qingyun.localhost"
    sites = {town.portal.site_id, town.bureau_site.site_id}
    assert set(heard[0]) == sites
    for site_id in sites:
        assert [row.pk for row in public.bar_of(site_id, town.now).rows] == [alert.pk]
    trail = audit.entries_about("zq_alerts.alert", str(alert.uid))
    acts = ["alerts.composed", "alerts.submitted", "alerts.released"]
    assert [row.action for row in trail] == acts


def test_given_who_composed_it_when_releasing_red_then_another_is_asked_for(town):
    alert = checking(town, by="chief")
    chief, digest = town.people["chief"], alert.digest

    with pytest.raises(NotOwnRelease):
        services.release(uid=alert.uid, digest=digest, by=chief, now=town.now)

    manager = town.people["manager"]
    assert services.release(uid=alert.uid, digest=digest, by=manager, now=town.now).identifier


def test_given_a_blue_warning_then_one_person_may_do_both(town):
    alert = checking(town, by="chief", level=4)

    released_one = services.release(
        uid=alert.uid, digest=alert.digest, by=town.people["chief"], now=town.now
    )

    assert released_one.state == AlertState.IN_FORCE


@pytest.mark.parametrize("person", ["editor", "stranger", "bureau_manager", "signer", "supervisor"])
def test_given_people_who_do_not_answer_for_all_sites_then_they_cannot_release(town, person):
    alert = checking(town, by="officer")

    with pytest.raises(NotAllowed):
        services.release(uid=alert.uid, digest=alert.digest, by=town.people[person], now=town.now)


def test_given_only_the_bureaus_site_then_its_manager_releases_and_the_portal_shows_nothing(town):
    only = {"reach": "chosen", "site_ids": [town.bureau_site.site_id]}
    alert = checking(town, by="officer", **only)

    services.release(
        uid=alert.uid, digest=alert.digest, by=town.people["bureau_manager"], now=town.now
    )

    assert public.bar_of(town.portal.site_id, town.now).rows == ()
    assert len(public.bar_of(town.bureau_site.site_id, town.now).rows) == 1


def test_given_the_text_was_changed_meanwhile_then_the_release_is_refused(town):
    alert = checking(town)
    former = alert.digest
    services.give_back(uid=alert.uid, reason="范围写错", by=town.people["chief"], now=town.now)
    editor = town.people["editor"]
    services.save_draft(uid=alert.uid, content=content(town, area="全市"), by=editor, now=town.now)
    services.submit(uid=alert.uid, by=editor, now=town.now)

    with pytest.raises(TextChanged):
        services.release(uid=alert.uid, digest=former, by=town.people["chief"], now=town.now)


def test_given_a_warning_waits_then_who_may_release_hears_and_the_release_settles_it(town):
    alert = checking(town)
    inbox = notices.notices_visible_to(town.people["chief"]).filter(about_uid=alert.uid)
    assert [row.read_at for row in inbox] == [None]

    services.release(uid=alert.uid, digest=alert.digest, by=town.people["manager"], now=town.now)

    assert all(row.read_at for row in inbox.all())


def test_given_an_update_then_the_former_is_adjusted_and_both_refer_to_the_first(town, heard):
    first = released(town)
    town.later(minutes=30)
    draft = services.begin_update(uid=first.uid, by=town.people["editor"], now=town.now)
    services.save_draft(
        uid=draft.uid, content=content(town, level=2), by=town.people["editor"], now=town.now
    )
    waiting = services.submit(uid=draft.uid, by=town.people["editor"], now=town.now)

    update = services.release(
        uid=waiting.uid, digest=waiting.digest, by=town.people["chief"], now=town.now
    )

    first.refresh_from_db()
    assert (first.state, update.state) == (AlertState.ADJUSTED, AlertState.IN_FORCE)
    assert update.first_id == first.pk
    bar = public.bar_of(town.portal.site_id, town.now)
    assert [row.level for row in bar.rows] == [2]
    second = services.begin_update(uid=update.uid, by=town.people["editor"], now=town.now)
    assert second.first_id == first.pk


def test_given_an_update_then_it_can_neither_hide_a_red_warning_nor_lower_it_alone(town):
    first = released(town)
    chief = town.people["chief"]
    draft = services.begin_update(uid=first.uid, by=chief, now=town.now)
    facts = content(town, level=4, status="Exercise", kind="11B03")
    saved = services.save_draft(uid=draft.uid, content=facts, by=chief, now=town.now)
    assert (saved.status, saved.kind, saved.level) == ("Actual", "11B01", 4)
    waiting = services.submit(uid=draft.uid, by=chief, now=town.now)

    with pytest.raises(NotOwnRelease):
        services.release(uid=waiting.uid, digest=waiting.digest, by=chief, now=town.now)


def test_given_a_lifting_then_the_bar_says_so_for_two_hours(town):
    first = released(town)
    town.later(minutes=30)
    lifting = services.begin_lifting(
        uid=first.uid, note="台风已离开", by=town.people["editor"], now=town.now
    )

    lifted = services.release(
        uid=lifting.uid, digest=lifting.digest, by=town.people["chief"], now=town.now
    )

    first.refresh_from_db()
    assert (first.state, lifted.headline) == ("lifted", "青云市气象台解除台风红色预警")
    site_id = town.portal.site_id
    assert [row.pk for row in public.bar_of(site_id, town.now).rows] == [lifted.pk]
    turning.turn(town.later(hours=2))
    assert public.bar_of(site_id, town.now).rows == ()
    assert [row.pk for row in public.ended_on(site_id)] == [lifted.pk]


def test_given_the_period_is_over_then_it_expires_once_however_late(town, heard):
    alert = released(town)
    heard.clear()

    turning.turn(town.later(days=3))
    turning.turn(town.later(seconds=1))

    alert.refresh_from_db()
    assert alert.state == AlertState.EXPIRED
    assert len(heard) == 1
    with pytest.raises(ChainEnded):
        services.begin_update(uid=alert.uid, by=town.people["editor"], now=town.now)


def test_given_an_update_that_comes_too_late_then_it_is_refused(town):
    first = released(town)
    draft = services.begin_update(uid=first.uid, by=town.people["editor"], now=town.now)
    services.save_draft(
        uid=draft.uid,
        content=content(town, expires_at=town.now + timedelta(days=2)),
        by=town.people["editor"],
        now=town.now,
    )
    waiting = services.submit(uid=draft.uid, by=town.people["editor"], now=town.now)
    turning.turn(town.later(hours=13))

    with pytest.raises(ChainEnded):
        services.release(
            uid=waiting.uid, digest=waiting.digest, by=town.people["chief"], now=town.now
        )


def test_given_an_update_is_being_prepared_then_a_second_one_waits(town):
    first = released(town)
    services.begin_update(uid=first.uid, by=town.people["editor"], now=town.now)

    with pytest.raises(FollowerWaits):
        services.begin_lifting(uid=first.uid, note="解除", by=town.people["chief"], now=town.now)


def test_given_the_same_warning_is_in_force_then_a_second_one_is_refused(town):
    released(town)
    again = checking(town, by="manager", alert_items="台风来了")

    with pytest.raises(AlreadyInForce):
        services.release(uid=again.uid, digest=again.digest, by=town.people["chief"], now=town.now)


def test_given_two_warnings_in_one_second_then_their_identifiers_differ(town):
    one, other = released(town), released(town, area="全市")

    assert one.identifier != other.identifier


def test_given_a_warning_was_released_then_releasing_it_again_says_so(town):
    alert = released(town)

    with pytest.raises(IllegalMove):
        services.release(
            uid=alert.uid, digest=alert.digest, by=town.people["manager"], now=town.now
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"expires_at": None}, Incomplete),
        ({"area": " "}, Incomplete),
        ({"instruction": ""}, Incomplete),
        ({"source": ""}, SourceMissing),
        ({"response_level": 2, "response_matter": "防台风"}, Incomplete),
        ({"polygon": "30.1,104.1 30.2,104.2 30.3,104.1"}, AreaMalformed),
        ({"circle": "30.66,104.06"}, AreaMalformed),
        ({"geocodes": "5101"}, AreaMalformed),
    ],
)
def test_given_something_wrong_then_it_is_not_handed_in(town, changes, refusal):
    with pytest.raises(refusal):
        checking(town, **changes)

    assert not Alert.objects.exclude(state=AlertState.DRAFT).exists()


def test_given_an_expiry_before_the_onset_or_in_the_past_then_it_is_refused(town):
    with pytest.raises(PeriodWrong):
        checking(town, expires_at=town.now - timedelta(minutes=1))
    gone = {"onset_at": town.now - timedelta(days=2), "expires_at": town.now - timedelta(days=1)}
    with pytest.raises(PeriodOver):
        checking(town, **gone)


def test_given_texts_of_two_thousand_characters_then_the_bar_stays_short(town):
    long = ("请各单位立即落实防御措施，" * 160)[:2000]
    alert = released(town, instruction=long, alert_items=long)

    assert len(alert.instruction) == 2000
    assert brief_of(long).endswith("……") and len(brief_of(long)) <= 82
    with pytest.raises(TextTooLong):
        checking(town, instruction=long + "完")


def test_given_an_exercise_then_no_public_page_hears_of_it(town, heard):
    released(town, status="Exercise")

    assert heard == []
    assert public.bar_of(town.portal.site_id, town.now).rows == ()


def test_given_a_template_then_only_another_approves_it_and_it_fills_in_all_but_the_place(town):
    facts = {
        "name": "台风红色预警", "kind": "11B01", "level": 1, "issuer": "青云市气象台",
        "alert_items": "台风", "instruction": "转移", "hours": 6,
    }  # fmt: skip
    manager, chief = town.people["manager"], town.people["chief"]
    template = services.write_template(uid=None, content=facts, by=manager, now=town.now)
    with pytest.raises(TemplateNotApproved):
        filled(template, town.now)
    with pytest.raises(NotOwnApproval):
        services.approve_template(uid=template.uid, by=manager, now=town.now)
    with pytest.raises(NotAllowed):
        services.approve_template(uid=template.uid, by=town.people["signer"], now=town.now)

    approved = services.approve_template(uid=template.uid, by=chief, now=town.now)

    start = filled(approved, town.now)
    assert "area" not in start
    assert start["expires_at"] - start["onset_at"] == timedelta(hours=6)
    assert start["instruction"] == "转移"


def test_given_a_warning_to_release_then_the_page_shows_all_that_will_be_told(town):
    """Who releases answers for every word, those of the edition in English too."""
    alert = checking(
        town,
        english="Stay indoors until 21:00.",
        response_level=2,
        response_matter="防台风应急响应",
        response_until=town.later(hours=9),
        response_measures="停运。",
    )
    client = Client()
    client.force_login(town.people["chief"])

    page = client.get(f"/desk/alerts/{alert.uid}/").content.decode()

    for name in ("area", "instruction", "alert_items", "source", "issuer", "english"):
        assert getattr(alert, name) in page, name
    for words in ("防台风应急响应", "停运。", f'value="{alert.digest}"'):
        assert words in page
