"""Warnings on pages: what readers are told while one holds, and once it is over."""

import pytest
from lxml import etree

from zhanqun.content.alerts import api as alerts
from zhanqun.content.alerts.tests.making import lifted, released
from zhanqun.content.pages.tests.test_english import english  # noqa: F401
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Target, render


def drawn(site, kind: str, key: str = "") -> str:
    return render(Target(site.site_id, kind, key)).body.decode()


def test_given_characters_pasted_from_elsewhere_then_every_message_can_still_be_read(town):
    """Word breaks lines with a vertical tab, which XML does not allow."""
    with clock.fixed(town.now):
        alert = released(
            town,
            alert_items="阵风可达14级。\x0b雨量大。\x00",
            instruction="\x0c停课停工。",
            source="气象台\x1f第12号",
            issuer="青云市\x0b气象台",
        )
        messages = [drawn(town.portal, "cap", alert.identifier), drawn(town.portal, "cap_feed")]

    for message in messages:
        etree.fromstring(message.encode())
    assert alert.alert_items == "阵风可达14级。雨量大。"


def test_given_a_lifting_with_such_characters_then_its_message_can_be_read(town):
    alert = released(town)
    lifting = alerts.begin_lifting(
        uid=alert.uid, note="台风\x0b远离", by=town.people["editor"], now=town.now
    )
    lifting = alerts.release(
        uid=lifting.uid, digest=lifting.digest, by=town.people["chief"], now=town.now
    )

    message = etree.fromstring(drawn(town.portal, "cap", lifting.identifier).encode())
    assert message.findtext("{*}note") == "台风远离"


@pytest.mark.parametrize("words", ["", "Stay indoors until 21:00."])
def test_given_a_warning_that_was_lifted_then_the_english_bar_no_longer_tells_what_to_do(
    english,  # noqa: F811
    words,
):
    with clock.fixed(english.now):
        alert = released(english, english=words)
        before = drawn(english.english, "fixed", "alert.html")
        lifted(english, alert)
        after = drawn(english.english, "fixed", "alert.html")

    told = words or "In force until"
    assert told in before
    assert told not in after
    assert "Lifted" in after and "no longer in force" in after


def test_given_a_runner_that_came_late_then_the_page_tells_when_the_warning_really_ended(town):
    alert = released(town)
    late = town.later(hours=20)
    with clock.fixed(late):
        alerts.turn(late)
        page = drawn(town.portal, "alert", str(alert.uid))

    ended = f"{clock.beijing(alert.expires_at):%Y-%m-%d %H:%M}"
    assert f"已失效：本预警已于{ended}到期" in page


def test_given_the_home_for_elders_then_it_is_a_home_when_homes_mourn(town):
    """Grey of homes only holds for pages of that root class (`kinds.fixed`)."""
    assert ' p-home"' in drawn(town.portal, "elder")
    assert ' p-home"' in drawn(town.portal, "home")
