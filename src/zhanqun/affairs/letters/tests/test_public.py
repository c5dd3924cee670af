"""Letters that everybody can read: pages, lists that keep their numbers, figures."""

import json
import re

import pytest

from zhanqun.affairs.letters import figures, listing, services
from zhanqun.affairs.letters.finding import published_letters_like
from zhanqun.affairs.letters.models import SiteFigures
from zhanqun.affairs.letters.tests.making import REPLY, published, withdrawn
from zhanqun.core.casework import api as casework
from zhanqun.foundation import clock
from zhanqun.foundation.targets import Target, render, target_kinds


def page(site, kind: str, key: str = ""):
    return render(Target(site.site_id, kind, key))


def body(rendered) -> str:
    return rendered.body.decode()


def test_p016_given_a_published_letter_then_its_page_shows_the_covered_text_alone(post_office):
    row = published(post_office)

    found = page(post_office.town.portal, "letter", str(row.uid))

    text = body(found)
    assert found.path == f"/letters/{row.uid}.html"
    for said in ("星河路路灯不亮", "请派人来修", "坏的12盏路灯", "市交通运输局", "当天答复"):
        assert said in text
    for hidden in ("甄测一", "13800001234", "星河路12号", "从学校到桥头"):
        assert hidden not in text
    data = json.loads(re.search(r'ld\+json">(.+?)</script>', text)[1])
    assert data["mainEntity"]["acceptedAnswer"]["author"]["name"] == "青云市交通运输局"


def test_given_a_letter_that_is_not_published_then_no_page_shows_it(post_office):
    letter = post_office.held()

    assert page(post_office.town.portal, "letter", str(letter.publication.uid)) is None
    assert letter.case.title not in body(page(post_office.town.portal, "letters"))
    assert page(post_office.town.portal, "letters_list", "all") is None


def test_given_a_withdrawn_letter_then_410_and_no_list_shows_it(post_office):
    row = published(post_office)
    portal = post_office.town.portal

    withdrawn(post_office, row)

    gone = page(portal, "letter", str(row.uid))
    assert gone.status == 410 and row.title not in body(gone)
    for code in listing.codes_of(row):
        assert row.title not in body(page(portal, "letters_list", code))


def test_given_a_department_box_then_its_site_has_the_page_and_the_portal_links_it(post_office):
    town = post_office.town
    row = published(post_office, to="jtj")

    address = f"/letters/{row.uid}.html"
    assert page(town.portal, "letter", str(row.uid)) is None
    assert page(town.bureau_site, "letter", str(row.uid)).path == address
    assert f'href="{town.bureau_site.base_url}{address}"' in body(page(town.portal, "letters"))
    assert f'href="{address}"' in body(page(town.bureau_site, "letters_list", "mailbox-jtj"))


def test_given_more_letters_than_a_page_holds_then_numbers_stay_with_them(post_office, monkeypatch):
    monkeypatch.setattr(listing, "BUCKET", 2)
    monkeypatch.setattr("zhanqun.affairs.letters.public.reading.BUCKET", 2)
    portal = post_office.town.portal
    rows = [published(post_office, title=f"第{n}封路灯来信") for n in range(3)]
    first = page(portal, "letters_page", "all:1")

    withdrawn(post_office, rows[2])
    again = published(post_office, title="第四封路灯来信")

    assert "第0封" in body(first) and "第1封" in body(first)
    second = body(page(portal, "letters_page", "all:2"))
    assert again.title in second and rows[2].title not in second
    assert body(page(portal, "letters_page", "all:1")) == body(first)
    assert page(portal, "letters_page", "all:3") is None


@pytest.mark.parametrize("kind", ["letters", "letters_figures"])
def test_given_no_mailbox_then_a_site_has_no_such_page(post_office, kind):
    post_office.roads.delete()

    assert page(post_office.town.bureau_site, kind) is None
    assert target_kinds.get(kind).all_for_site(post_office.town.bureau_site.site_id) == []


def test_p014_given_letters_in_time_and_late_then_the_figures_say_both(post_office):
    town = post_office.town
    published(post_office)
    late = post_office.held()
    post_office.held(sort="report")
    type(late.case).objects.filter(pk=late.case.pk).update(is_late=True)

    figures.count_all(town.now)

    with clock.fixed(town.now):
        text = body(page(town.portal, "letters_figures"))
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", text)
    start = cells.index("市交通运输局")
    assert cells[start : start + 7] == [
        "市交通运输局", "2", "1", "0", "50.0%", "0天", "—"
    ]  # fmt: skip
    assert "2026年6月（办理中）" in cells
    assert "<svg" in text and "举报不计入" in text


def test_given_like_letters_then_a_site_offers_those_that_it_lists(post_office):
    to_mayor, to_bureau = published(post_office), published(post_office, to="jtj")
    withdrawn(post_office, published(post_office, title="星河路路灯又不亮"))
    town = post_office.town

    def offered(site):
        return {row.pk for row in published_letters_like("星河路路灯不亮", site=site)}

    assert offered(town.portal) == {to_mayor.pk, to_bureau.pk}
    assert offered(town.bureau_site) == {to_bureau.pk}


def test_given_letters_that_ended_otherwise_then_the_figures_count_as_their_note_says(post_office):
    town, people = post_office.town, post_office.people
    lead, same = post_office.held(), post_office.write(title="一样的")
    desk = {"by": people["desk"], "now": town.now}
    services.merge(uid=same.case.uid, into=lead.case.uid, **desk)
    services.submit(uid=lead.case.uid, text=REPLY, why="", by=people["handler"], now=town.now)
    services.send(uid=lead.case.uid, remark="", by=people["head"], now=town.now)
    casework.decline(uid=post_office.write().case.uid, ground="不属于本级", **desk)
    casework.close(uid=post_office.write().case.uid, reason="当面说清", **desk)
    casework.close(uid=post_office.write().case.uid, reason="撤回", by=None, now=town.now)

    figures.count_all(town.now)

    counted = figures.read(SiteFigures.objects.get(site_id=town.portal.site_id).facts).all
    assert (counted.received, counted.answered, counted.otherwise) == (5, 2, 3)
    with clock.fixed(town.now):
        text = body(page(town.portal, "letters_figures"))
    assert "其他办结：不予受理、来信人撤回、了结；并入同类来信的，随主件答复计入已答复。" in text
