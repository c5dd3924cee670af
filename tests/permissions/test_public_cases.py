"""Rights that leaked elsewhere, each by the id of its case in the public collection."""

from uuid import uuid4

import pytest
from django.test import Client

from permissions.addresses import OFFICE, OWN, PUBLIC, RECORD, addresses, is_closed
from permissions.test_matrix import records  # noqa: F401
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.core.units import api as units


@pytest.fixture
def bureau_desk(town):
    """The desk of somebody of the bureau's site, who has no part in the portal."""

    def open_desk(who):
        client = Client()
        client.force_login(town.people[who])
        return client

    return open_desk


def test_p060_given_an_article_sent_to_another_site_then_only_that_sites_editor_lets_it_appear(
    town, bureau_desk
):
    article, column = town.published("转到门户的稿件"), town.column("bmdt", town.portal)
    client = bureau_desk("officer")

    client.post(f"/desk/articles/{article.uid}/place/", {"column": column.pk})

    offer = article.placements.get(column=column)
    assert (offer.state, offer.number) == (library.PlacementState.OFFERED, None)
    assert not library.live_placements(town.portal.site_id).exists()
    for who in ("officer", "signer", "bureau_manager"):
        for address, sent in (
            (f"/desk/articles/tray/{offer.uid}/", {"act": "adopt"}),
            ("/desk/articles/tray/", {"act": "adopt", "offer": str(offer.uid)}),
        ):
            bureau_desk(who).post(address, sent)
        with pytest.raises(units.NotAllowed):
            library.adopt(uid=offer.uid, by=town.people[who], now=town.now)
    review.publish(uid=article.uid, by=town.people["signer"], now=town.now)
    offer.refresh_from_db()
    assert offer.state == library.PlacementState.OFFERED
    assert not library.live_placements(town.portal.site_id).exists()


@pytest.mark.parametrize("who", ["officer", "signer", "bureau_manager"])
def test_p060_given_another_sites_trees_and_guessed_ids_then_they_do_not_exist(
    town, bureau_desk, who
):
    foreign, column = town.portal.uid, town.column("bmdt", town.portal).uid
    guessed = [
        *(f"/desk/sites/{uid}/" for uid in (foreign, uuid4())),
        *(f"/desk/sites/columns/{uid}/" for uid in (column, uuid4())),
        *(f"/desk/articles/columns/{uid}/" for uid in (column, uuid4())),
        f"/desk/sites/{foreign}/columns/new/",
        f"/desk/sites/{foreign}/profile/",
        f"/desk/sites/columns/{column}/duty/",
        f"/desk/sites/columns/{column}/close/",
    ]
    client = bureau_desk(who)

    for address in guessed:
        for answer in (client.get(address), client.post(address, {"title": "改"})):
            assert answer.status_code in {403, 404, 405}, (address, answer.status_code)


def test_p060_given_a_column_that_takes_no_offers_then_its_number_is_refused(town, bureau_desk):
    article, group = town.draft(), town.column("zwgk", town.portal)

    bureau_desk("officer").post(f"/desk/articles/{article.uid}/place/", {"column": group.pk})

    assert not article.placements.filter(column=group).exists()


def test_p065_given_every_address_of_the_desk_then_each_has_a_rule_and_refuses_by_default(
    town,
    records,  # noqa: F811
):
    routes = {address.route for address in addresses()}
    ruled = PUBLIC | OWN | OFFICE | RECORD
    assert {route for route in routes if route not in ruled and not is_closed(route)} == set()

    stranger = Client()
    stranger.force_login(town.people["stranger"])
    for client in (Client(), stranger):
        for route in sorted(OFFICE | RECORD):
            for answer in (client.get(records(route)), client.post(records(route))):
                assert answer.status_code in {302, 403, 404, 405}, (route, answer.status_code)
