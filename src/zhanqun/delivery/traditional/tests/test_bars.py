"""The alert bar below /tc/: a file of its own, made whenever the other one is."""

import pytest

from zhanqun.content.alerts.tests.making import released
from zhanqun.content.pages.kinds.fixed import Fixed
from zhanqun.content.sites.models import SiteProfile
from zhanqun.delivery.staticsite.api import tree_of
from zhanqun.delivery.traditional import services
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Target

HOST = "jtj.qingyun.localhost"


def bar() -> str:
    return tree_of(HOST).file("/_/alert-tc.html").read_text(encoding="utf-8")


@pytest.fixture
def warned(site, run_jobs):  # noqa: F811
    """The site, with a warning in force."""
    with clock.fixed(site.later(minutes=5)):
        site.alert = released(site, instruction="头上戴好安全帽，停课停工。")
        run_jobs()
        yield site


def test_given_a_warning_then_the_bar_below_tc_says_it_in_traditional_characters(warned):
    assert "颱風紅色預警" in bar() and "台风" not in bar()
    assert "頭上戴好安全帽" in bar()
    assert f'href="/tc/alerts/{warned.alert.uid}.html"' in bar()
    assert '<html lang="zh-Hant"' in bar()


def test_given_a_term_of_the_table_then_the_bar_is_made_anew_with_it(warned, run_jobs):  # noqa: F811
    facts = {"kind": "wording", "plain": "停课", "traditional": "停课", "note": ""}
    services.add_term(by=warned.people["manager"], now=warned.now, **facts)
    run_jobs()

    assert "停课停工" in bar()


def test_given_no_warning_then_the_bar_below_tc_says_so(site):  # noqa: F811
    assert "目前沒有生效的預警" in bar()


def test_given_a_site_in_english_then_it_has_no_second_bar(site):  # noqa: F811
    SiteProfile.objects.filter(pk=site.bureau_site.pk).update(language="en")

    assert Fixed().render(Target(site.bureau_site.site_id, "fixed", "alert-tc.html")) is None
