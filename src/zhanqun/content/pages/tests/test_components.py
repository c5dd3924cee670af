"""The page of all components is a page like any other."""

from datetime import UTC, datetime

from django.test import Client

from zhanqun.content.pages import components
from zhanqun.content.pages.tests.html_check import faults

NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)


def test_given_the_components_then_their_page_is_valid_and_shows_the_known_ones():
    page = components.drawn(NOW)

    assert faults(page) == []
    for block in ("p-lead", "p-tabs", "p-pair", "p-pager", "p-record", "p-aids", "p-notice--bad"):
        assert f'class="{block}' in page or f" {block}" in page
    assert {"title_list", "utility_bar", "top"} & set(components.not_shown()) == set()


def test_given_an_installation_that_is_no_demo_then_the_page_is_not_there(db):
    answer = Client(headers={"host": "www.qingyun.localhost"}).get("/_components/")

    assert answer.status_code == 404
