"""Marks and tags on every page (页面标识), as an inspector reads the published files."""

import io

import pytest
from django.core.management import CommandError, call_command

from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.staticsite.marks import lacks_of

COMPLETE = {
    "phone": "0099-6012302",
    "police_record": "江公网安备 99010002000002号",
    "party_mark_url": "https://bszs.conac.cn/",
    "error_report_url": "https://zfwzgl.www.gov.cn/exposure/jiucuo.html",
}


@pytest.fixture
def complete(site):
    """A site whose profile has everything, published."""
    SiteProfile.objects.filter(pk=site.bureau_site.pk).update(**COMPLETE)
    call_command("build_site", site=site.bureau_site.domain, stdout=io.StringIO())
    return SiteProfile.objects.get(pk=site.bureau_site.pk)


def test_given_a_complete_profile_then_no_page_lacks_a_mark(complete):
    count, lacks = lacks_of(complete, everything=True)

    assert count >= 8
    assert lacks == []


def test_given_marks_that_are_not_there_then_the_command_names_each_with_its_clause(site):
    said = io.StringIO()

    with pytest.raises(CommandError):
        call_command("check_sites", site=site.bureau_site.domain, stdout=said)

    lines = said.getvalue().splitlines()
    assert [line.split("：")[0].strip() for line in lines[1:]] == [
        "缺 党政机关网站标识",
        "缺 “我为政府网站找错”入口",
        "缺 联系方式（网站维护电话）",
        "缺 公安机关备案标识",
    ]
    assert all(
        line.endswith("（国办发〔2017〕47号，页面布局（底部功能区））") for line in lines[1:]
    )


def test_given_a_file_that_was_changed_or_lost_then_the_file_counts_and_not_the_database(
    complete, public_root
):
    home = public_root / complete.domain / "index.html"
    changed = home.read_text(encoding="utf-8").replace(complete.icp, "")
    home.write_text(changed.replace("</footer>", "今天是2026年6月16日</footer>"), encoding="utf-8")
    (public_root / complete.domain / "map.html").unlink()

    _count, lacks = lacks_of(complete)

    found = {str(lack.label): lack.paths for lack in lacks}
    assert found["ICP备案编号"] == ("/index.html", "/map.html")
    assert found["页头页脚不写“今天是……”"] == ("/index.html", "/map.html")
    assert found["网页标签 SiteName"] == ("/map.html",)


def test_given_a_manager_at_the_desk_then_the_page_lists_what_their_own_site_lacks(site, client):
    client.force_login(site.people["bureau_manager"])
    asked = f"/desk/marks/?site={site.portal.uid}"  # of another's site, which stays unknown

    page = client.get(asked).content.decode()

    assert "青云市交通运输局：读了已发布的" in page
    assert "缺4项" in page
    assert "青云市人民政府：" not in page


def test_p030_given_a_page_drawn_on_another_day_then_nothing_on_it_tells_todays_date(site):
    """No “today”, and the same bytes on another day."""
    from datetime import timedelta

    from zhanqun.foundation import clock
    from zhanqun.foundation.targets import Target, render

    target = Target(site.bureau_site.site_id, "home", "")
    with clock.fixed(site.now):
        first = render(target).body
    with clock.fixed(site.now + timedelta(days=150)):
        later = render(target).body

    assert first == later


def test_p025_given_an_entry_that_leads_nowhere_then_it_is_told_apart_from_what_else_bars_readers(
    complete, public_root
):
    home = public_root / complete.domain / "index.html"
    right = home.read_text(encoding="utf-8")

    def lacking(change) -> list[str]:
        home.write_text(change(right), encoding="utf-8")
        _count, lacks = lacks_of(complete)
        return [str(lack.label) for lack in lacks]

    entry, pictures = ["无障碍、长者模式入口（打得开）"], ["图片的替代文字"]
    add = "</main>"
    assert lacking(lambda text: text.replace(add, '<a href="#">关怀版</a></main>')) == entry
    assert lacking(lambda text: text.replace('"/elder.html"', '"/gone.html"')) == entry
    assert lacking(lambda text: text.replace(add, '<img src="/f/x.png"></main>')) == pictures
    assert lacking(lambda text: text.replace(add, "<input name=a></main>")) == ["表单项的标签"]
    assert (
        lacking(
            lambda text: text.replace(add, "<label for=a>甲</label><input id=a type=text></main>")
        )
        == []
    )
    assert lacking(lambda text: text.replace(add, "<b onclick='x()'>好</b></main>")) == ["键盘可达"]
    assert lacking(lambda text: text.replace(add, '<a href="/.x">关怀版</a></main>')) == entry
    law = '<a href="https://www.gov.cn/x">无障碍环境建设法</a></main>'
    assert lacking(lambda text: text.replace(add, law)) == []
    assert lacking(lambda text: text) == []
