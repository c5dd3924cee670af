"""The frame of the search page is published with the site."""

from zhanqun.content.pages.tests.html_check import faults
from zhanqun.content.sites import api as sites
from zhanqun.delivery.search.public.shells import SHELL_PATH, cut
from zhanqun.foundation.dependencies import recording
from zhanqun.foundation.targets import Target, render, target_kinds


def test_given_a_site_then_its_shell_carries_its_frame_and_is_made_anew_with_it(town):
    site_id = town.portal.site_id
    with recording() as keys:
        drawn = render(Target(site_id, "search_shell", ""))

    shell = cut(drawn.body.decode())
    page = shell.filled(title="渡口：搜索结果", words='"<b>', body="<h1>搜索</h1>").decode()
    assert drawn.path == SHELL_PATH
    assert sites.site_key(site_id) in keys
    assert (shell.about.site_id, shell.about.name) == (site_id, "青云市人民政府")
    assert faults(page) == []
    assert "<title>渡口：搜索结果_青云市人民政府</title>" in page
    assert 'value="&quot;&lt;b&gt;"' in page
    assert "zq:" not in page


def test_given_any_page_then_it_leads_to_the_search_and_tells_browsers_of_it(town):
    shell = Target(town.portal.site_id, "search_shell", "")
    home = render(Target(town.portal.site_id, "home", ""))
    robots = render(Target(town.portal.site_id, "robots", ""))

    assert list(target_kinds.get("search_shell").all_for_site(town.portal.site_id)) == [shell]
    assert b'action="/search"' in home.body
    assert b'href="/search/opensearch.xml"' in home.body
    assert b"Disallow: /search\n" in robots.body


def test_given_a_site_named_to_break_out_of_the_comment_then_it_cannot(town):
    hostile = '--><script>alert(1)</script><!--zq:body "'
    sites.SiteProfile.objects.filter(pk=town.portal.pk).update(name=hostile)

    drawn = target_kinds.get("search_shell").render(Target(town.portal.site_id, "search_shell", ""))

    shell = cut(drawn.body.decode())
    assert shell.about.name == hostile
    assert "<script>alert" not in shell.filled(title="", words="", body="").decode()
