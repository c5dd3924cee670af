"""访问统计 at the desk: each sees the sites they answer for."""

import io
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from zhanqun.delivery.usage.charts import HEIGHT, chart_of
from zhanqun.delivery.usage.models import PageDay, SiteDay, SiteHour
from zhanqun.delivery.usage.queries import Counted
from zhanqun.foundation import clock

NOON = datetime(2026, 6, 16, 4, tzinfo=UTC)
DAY = date(2026, 6, 15)
ASKED = {"since": "2026-06-10", "until": "2026-06-16"}


@pytest.fixture
def seen(town):
    """Yesterday's figures of both sites; a title that would run as a formula."""
    article = town.published("=1+1 渡口时刻表")
    column = town.column("gzdt")
    for profile, views, kind, key, path, column_id in (
        (town.bureau_site, 70, "article", str(article.uid), article.address, column.pk),
        (town.bureau_site, 30, "column", str(column.pk), "/gzdt/index.html", column.pk),
        (town.portal, 500, "home", "", "/index.html", None),
    ):
        facts = {"site_id": profile.site_id, "day": DAY}
        PageDay.objects.create(
            **facts, path=path, kind=kind, key=key, column_id=column_id, views=views
        )
    for profile, views in ((town.bureau_site, 100), (town.portal, 500)):
        SiteDay.objects.create(
            site_id=profile.site_id, day=DAY, views=views, robots=9, visitors=views // 2
        )
        SiteHour.objects.create(
            site_id=profile.site_id,
            hour=datetime(2026, 6, 15, 1, tzinfo=UTC),
            views=views,
            robots=9,
        )
    return town


def desk_of(town, name):
    client = Client()
    client.force_login(town.people[name], backend="zhanqun.core.units.backends.AppointmentBackend")
    return client


def shown(town, name, **asked):
    with clock.fixed(NOON):
        return desk_of(town, name).get("/desk/visits/", ASKED | asked)


def test_given_a_site_manager_then_only_their_sites_figures_are_shown(seen):
    page = shown(seen, "bureau_manager").content.decode()

    assert "青云市交通运输局" in page and "=1+1 渡口时刻表" in page
    assert ">100<" in page and ">500<" not in page
    other = shown(seen, "bureau_manager", site=seen.portal.site_id).content.decode()
    assert ">500<" not in other


def test_given_the_office_then_all_sites_are_shown_and_one_can_be_chosen(seen):
    everything = shown(seen, "supervisor").context
    one = shown(seen, "supervisor", site=seen.bureau_site.site_id).context

    assert [(row.profile.pk, row.views) for row in everything["totals"]] == [
        (seen.portal.pk, 500),
        (seen.bureau_site.pk, 100),
    ]
    assert [row.views for row in one["totals"]] == [100]
    assert [(row.label, row.views) for row in one["columns"]] == [("工作动态", 100)]
    assert [(row.label, row.views) for row in one["pages"]] == [
        ("=1+1 渡口时刻表", 70),
        ("工作动态", 30),
    ]
    assert [row.views for row in one["rows"]] == [0, 0, 0, 0, 0, 100, 0]


def test_given_one_day_then_its_hours_are_shown(seen):
    rows = shown(seen, "supervisor", since="2026-06-15", until="2026-06-15").context["rows"]

    assert {row.label: row.views for row in rows if row.views} == {"9时": 600}


@pytest.mark.parametrize("name", ["officer", "system", "security", "auditor"])
def test_given_another_post_then_the_figures_stay_closed(seen, name):
    assert shown(seen, name).status_code == 403


def test_given_an_export_then_every_cell_is_text(seen):
    with clock.fixed(NOON):
        answer = desk_of(seen, "bureau_manager").get("/desk/visits/export/", ASKED)
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    rows = list(sheet.values)
    assert rows[1][1:3] == ("工作动态", "=1+1 渡口时刻表")
    assert rows[1][4] == "70" and len(rows) == 3
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2026-06-17"}, "不能晚于"),
        ({"since": "2020-01-01"}, "400天"),
        ({"since": "昨天"}, "日期"),
    ],
)
def test_given_days_that_cannot_be_then_the_page_says_so(seen, asked, words):
    page = shown(seen, "supervisor", **asked)

    assert page.status_code == 200
    assert words in page.content.decode()


def test_given_many_pages_then_the_page_asks_no_more_queries(seen, django_assert_max_num_queries):
    facts = {"site_id": seen.portal.site_id, "day": DAY, "kind": "article", "views": 3}
    PageDay.objects.bulk_create(
        PageDay(**facts, key=str(uuid4()), path=f"/a/{number}.html") for number in range(60)
    )
    client = desk_of(seen, "supervisor")

    with clock.fixed(NOON), django_assert_max_num_queries(24):
        client.get("/desk/visits/", ASKED)


def test_given_figures_then_the_highest_bar_fills_the_field():
    chart = chart_of([Counted("一", 5), Counted("二", 10), Counted("三", 0)])

    assert [bar.height for bar in chart.bars] == [HEIGHT / 2, HEIGHT, 0]
    assert chart.most == 10
    assert chart_of([]).bars == ()
