"""The desk of tamper protection: security administrators see all, site managers their own."""

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.delivery.integrity.models import Incident


@pytest.fixture
def incident(guarded) -> Incident:
    (guarded.root / "gzdt" / "evil.php").write_bytes(b"<?php <b>evil</b> ?>")
    guarded.examine("gzdt/evil.php")
    return Incident.objects.latest("id")


@pytest.mark.parametrize(
    ("person", "may_enter", "sees"),
    [
        ("security", True, True),
        ("bureau_manager", True, True),
        ("manager", True, False),
        ("editor", False, False),
    ],
)
def test_given_an_incident_then_who_answers_for_the_site_sees_it(
    guarded, incident, person, may_enter, sees
):
    client = Client()
    client.force_login(guarded.town.people[person])

    listed = client.get(reverse("integrity:incidents"))
    shown = client.get(reverse("integrity:incident", args=[incident.uid]))
    proofs = client.get(reverse("integrity:proofs"))

    assert [listed.status_code, proofs.status_code] == [200 if may_enter else 403] * 2
    assert ("gzdt/evil.php" in listed.content.decode()) == sees
    assert shown.status_code == (200 if sees else 404)
    assert ("&lt;?php &lt;b&gt;evil" in shown.content.decode()) == sees


def test_given_filters_then_other_incidents_are_left_out(guarded, incident):
    client = Client()
    client.force_login(guarded.town.people["security"])

    def shows(**asked: object) -> bool:
        answer = client.get(reverse("integrity:incidents"), asked)
        return "gzdt/evil.php" in answer.content.decode()

    assert shows(kind="foreign", site=guarded.site_id)
    assert not shows(kind="deleted")
    assert not shows(open=1)
    assert not shows(site=guarded.town.portal.site_id)
