"""A demo city that is started on another port than before."""

import pytest
from wagtail.models import Site

from town import build_town
from zhanqun.config.demo.city.ports import move_to_port
from zhanqun.core.audit.models import Entry
from zhanqun.delivery.staticsite.publisher import SitePublisher, work_off


@pytest.fixture
def public(settings, tmp_path):
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return settings.ZHANQUN_PUBLIC_ROOT


def test_when_moved_to_another_port_then_every_page_names_it(cloned_database, public):
    town = build_town(port=8000)
    town.published()
    work_off(10)
    pages = sorted(public.rglob("*.html")) + sorted(public.rglob("*.xml"))
    assert any("localhost:8000" in page.read_text() for page in pages)

    assert move_to_port(8080, now=town.now) == 2
    work_off(10)

    assert [page.name for page in pages if "localhost:8000" in page.read_text()] == []
    assert set(Site.objects.filter(profile__isnull=False).values_list("port", flat=True)) == {8080}
    for site in (town.portal, town.bureau_site):
        outcomes = {outcome for _target, outcome in SitePublisher(site.site_id).build()}
        assert outcomes == {"unchanged"}


@pytest.mark.django_db
def test_given_the_port_it_has_then_nothing_is_written():
    town = build_town(port=8000)
    before = Entry.objects.count()

    assert move_to_port(8000, now=town.now) == 0

    assert Entry.objects.count() == before
