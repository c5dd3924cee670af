"""Setting the elder home of a site."""

import pytest

from zhanqun.content.sites import elder
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation.targets import Target, render

ENTRY = elder.ElderEntry("公交路线", "查站点和末班车", "/zjqy/jtcx/")


def arrange(town, person: str = "bureau_manager", **facts) -> None:
    usual = {"phone": "12345", "phone_text": "", "phone_note": "", "entries": [ENTRY], "news": None}
    elder.arrange_elder_home(
        profile=town.bureau_site, by=town.people[person], now=town.now, **(usual | facts)
    )


def page_of(town) -> str:
    return render(Target(town.bureau_site.site_id, "elder", "")).body.decode()


def test_given_nothing_set_then_the_elder_home_has_the_hotline_columns_and_newest_news(town):
    town.published("青云江大桥恢复通车")

    page = page_of(town)

    assert 'href="tel:12345"' in page
    assert page.index("12345") < page.index("工作动态</span>") < page.index("青云江大桥")


def test_given_a_manager_who_sets_it_then_the_page_shows_that(town):
    town.published("青云江大桥恢复通车")

    arrange(town, phone="0099-6012345", news=town.column("tzgg"))

    page = page_of(town)
    assert 'href="tel:0099-6012345"' in page
    assert '<a class="p-big__link" href="/zjqy/jtcx/">' in page
    assert "工作动态</span>" not in page


def test_given_too_many_things_a_foreign_column_or_a_stranger_then_nothing_is_set(town):
    with pytest.raises(elder.TooManyEntries):
        arrange(town, entries=[ENTRY] * 9)
    with pytest.raises(elder.NewsElsewhere):
        arrange(town, news=town.column("bmdt", town.portal))
    with pytest.raises(NotAllowed):
        arrange(town, person="officer")

    assert elder.entries_of(elder.elder_home_of(town.bureau_site.site_id)) == []
