"""The catalogue at the desk: inventory, lists, filing many, what is due."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhanqun.affairs.disclosure import inventory, queries, reminding
from zhanqun.affairs.disclosure.models import Entry
from zhanqun.affairs.disclosure.services.cycles import set_cycles
from zhanqun.affairs.disclosure.tests.samples import anew, document, filed
from zhanqun.content.library.api import Article
from zhanqun.core.notices import api as notices
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock


@pytest.fixture
def client_of(publishers):
    def logged_in(name: str) -> Client:
        client = Client()
        client.force_login({**publishers.town.people, **publishers.people}[name])
        return client

    with clock.fixed(publishers.town.now):
        yield logged_in


def standing(publishers, code: str, today: date) -> inventory.ItemStanding:
    found = inventory.inventory_of(publishers.bureau, today)
    return next(row for row in found.items if row.item.code == code)


def test_given_filed_articles_then_each_item_says_what_is_there_missing_late_and_overdue(
    publishers,
):
    town = publishers.town
    late = document(publishers)
    filed(publishers, late, formed_on=date(2026, 5, 6))
    town.publish(anew(late))
    filed(publishers, document(publishers, "青交〔2026〕5号"), items=("p20_01", "p20_10"))

    today = date(2026, 7, 8)
    counts = standing(publishers, "p20_01", today).counts
    assert (counts.live, counts.late, counts.waiting, counts.overdue) == (1, 1, 1, 1)
    assert counts.newest == date(2026, 6, 16)
    assert standing(publishers, "p20_10", today).is_missing
    found = inventory.inventory_of(publishers.bureau, today)
    assert (found.total.live, found.total.waiting, found.missing) == (1, 1, 21)
    assert standing(publishers, "p20_01", date(2026, 7, 7)).counts.overdue == 0


@pytest.mark.parametrize(
    ("publisher", "unit", "is_seen"),
    [
        ("bureau", "bureau", True),
        ("bureau", "other", True),
        ("government", "bureau", True),
        ("government", "other", False),
    ],
)
def test_given_a_publisher_or_a_text_of_ones_unit_then_its_entry_is_seen_and_no_other(
    publishers, publisher, unit, is_seen
):
    town = publishers.town
    entry = filed(publishers, document(publishers))
    Entry.objects.filter(pk=entry.pk).update(publisher=getattr(publishers, publisher))
    Article.objects.filter(pk=entry.article_id).update(unit=getattr(town, unit))

    seen = queries.entries_visible_to(town.people["officer"])

    assert seen.filter(pk=entry.pk).exists() is is_seen


def test_given_a_cycle_then_what_is_older_is_stale_and_only_the_office_of_all_sets_it(publishers):
    town = publishers.town
    live = town.publish(document(publishers))
    filed(publishers, live, items=("p20_02", "p20_04"))
    after = date(2027, 6, 17)

    assert standing(publishers, "p20_02", after).is_stale
    assert not standing(publishers, "p20_02", date(2027, 6, 16)).is_stale
    assert not standing(publishers, "p20_04", after).is_stale
    with pytest.raises(NotAllowed):
        set_cycles(months={"p20_04": 1}, by=town.people["officer"], now=town.now)
    months = {"p20_02": None, "p20_04": 1}
    set_cycles(months=months, by=publishers.people["desk"], now=town.now)
    assert not standing(publishers, "p20_02", after).is_stale
    assert standing(publishers, "p20_04", after).is_stale


def test_given_the_office_then_all_publishers_stand_in_one_table_and_a_bureau_sees_its_own(
    publishers, client_of
):
    filed(publishers, document(publishers))
    page = client_of("desk").get("/desk/disclosure/").content.decode()
    assert "市政府" in page and "市交通运输局" in page
    own = client_of("officer").get("/desk/disclosure/").content.decode()
    assert "市交通运输局的公开清单" in own and "市政府</a>" not in own
    assert "还不是公开主体" in client_of("stranger").get("/desk/disclosure/").content.decode()


def test_given_more_publishers_and_entries_then_the_table_asks_no_more(publishers, client_of):
    client = client_of("desk")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/disclosure/")
    filed(publishers, document(publishers))
    with CaptureQueriesContext(connection) as more:
        client.get("/desk/disclosure/")
    assert len(more) <= len(few)


def test_given_the_export_then_it_is_a_sheet_and_in_the_trail(publishers, client_of):
    from zhanqun.core.audit.models import Entry as TrailEntry

    answer = client_of("desk").post("/desk/disclosure/export/")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert TrailEntry.objects.filter(action="disclosure.inventory_exported").count() == 1


def test_given_the_page_of_an_article_then_it_is_filed_from_there(publishers, client_of):
    client, article = client_of("officer"), document(publishers)
    address = f"/desk/disclosure/articles/{article.uid}/"
    assert address in client.get(f"/desk/articles/{article.uid}/").content.decode()
    form = client.get(address).content.decode()
    assert 'value="p20_01" id="id_items_0" checked' in form and 'value="2026-06-08"' in form

    said = {"items": ["p20_01"], "topic": "工业、交通\\公路", "formed_on": "2026-06-08"}
    refused = client.post(address, said | {"formed_on": "2026-06-30"})
    assert refused.status_code == 400 and "晚于" in refused.content.decode()
    assert client.post(address, said).status_code == 302
    page = client.get(f"/desk/articles/{article.uid}/").content.decode()
    assert str(Entry.objects.get().index) in page
    client.post(f"{address}remove/", {"reason": "不是政府信息"})
    assert Entry.objects.get().state == "removed"


def test_given_many_ticked_then_what_is_clear_is_filed_and_the_rest_stays_ticked(
    publishers, client_of
):
    client = client_of("officer")
    good = document(publishers)
    bad = document(publishers, "青交〔2026〕5号", topic_class="交通类", title="关于桥梁的通知")
    page = client.get("/desk/disclosure/unfiled/?unknown=on").content.decode()
    assert "稿件写的“交通类”不在分类表中" in page and str(good.uid) not in page

    answer = client.post("/desk/disclosure/unfiled/", {"article": [good.uid, bad.uid]})

    assert Entry.objects.get().article_id == good.pk
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "主题分类“交通类”不在22类主题分类表中" in told
    assert f'value="{bad.uid}" checked' in told
    client.post("/desk/disclosure/unfiled/", {"article": [bad.uid], "topic": "工业、交通"})
    assert Entry.objects.count() == 2


def test_given_an_office_then_it_files_what_is_public_of_units_that_are_no_publishers(
    publishers, client_of
):
    town, client = publishers.town, client_of("desk")
    draft = town.draft("未公开的稿子", kind="notice")
    live = town.published("民政局的公告", kind="notice")
    type(live).objects.filter(pk__in=[live.pk, draft.pk]).update(unit=town.other)

    page = client.get("/desk/disclosure/unfiled/?kind=").content.decode()
    assert "民政局的公告" in page and "未公开的稿子" not in page
    assert "由市政府公开" in page
    assert client.get(f"/desk/disclosure/articles/{draft.uid}/").status_code == 404
    address = f"/desk/disclosure/articles/{live.uid}/"
    said = {"items": ["p20_15"], "topic": "其他", "formed_on": "2026-06-15"}
    publisher = publishers.government
    assert client.post(address, said | {"publisher": publisher.uid}).status_code == 302
    assert Entry.objects.get().publisher == publisher
    Entry.objects.all().delete()
    client.post("/desk/disclosure/unfiled/", {"article": [live.uid], "topic": "其他"})
    assert Entry.objects.get().publisher == publisher
    other = client_of("stranger").get(f"/desk/disclosure/articles/{live.uid}/")
    assert other.status_code == 200


def test_given_what_is_due_then_author_liaison_and_office_are_told_once_a_rung(publishers):
    town = publishers.town
    filed(publishers, document(publishers))
    assert reminding.remind(town.now) == 0

    town.later(days=14)
    assert [reminding.remind(town.now), reminding.remind(town.now)] == [1, 0]
    told = notices.notices_visible_to(town.people["officer"]).filter(kind="disclosure.due")
    assert "应在07-07以前公开" in told.get().text
    with clock.fixed(town.now):
        (work,) = list(reminding.work_due(town.people["officer"], town.now))
    assert [item.due_at is not None for item in work.items] == [True]
    assert not notices.notices_visible_to(publishers.people["desk"]).exists()

    town.later(days=8)
    assert reminding.remind(town.now) == 1
    assert notices.notices_visible_to(publishers.people["desk"]).count() == 1


@pytest.mark.parametrize(
    ("title", "kind", "item"),
    [
        ("青云市2026年财政预算公开", "news", "p20_07"),
        ("关于印发公路发展规划的通知", "document", "p20_03"),
        ("关于桥梁养护的通知", "document", "p20_01"),
        ("交通运输局", "organ", "p20_02"),
        ("局长调研", "news", "p20_15"),
    ],
)
def test_given_words_of_a_title_then_an_item_is_suggested(title, kind, item):
    from zhanqun.affairs.disclosure import suggesting
    from zhanqun.content.library.api import Article

    assert suggesting.item_for(Article(title=title, kind=kind)) == item
