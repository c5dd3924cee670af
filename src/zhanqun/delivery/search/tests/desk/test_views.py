"""The search's pages at the desk: what each person sees and may do."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from zhanqun.delivery.search.api import SearchNode
from zhanqun.delivery.search.desk.state import state_of
from zhanqun.delivery.search.editing.models import BestBet, HotWord, QueryCount, SynonymGroup
from zhanqun.delivery.search.models import ChangeKind, SearchChange
from zhanqun.foundation import clock


@pytest.fixture
def at_desk(town):
    def desk_of(who):
        client = Client()
        client.force_login(town.people[who])
        return client

    with clock.fixed(town.now):
        yield desk_of


def test_given_a_query_in_vain_then_an_editor_answers_it_from_the_list(town, at_desk):
    QueryCount.objects.create(
        site_id=town.portal.site_id, day=clock.day_of(town.now), words="发改委", count=4, zero=4
    )
    editor = at_desk("editor")
    listed = editor.get("/desk/search/").content.decode()
    assert "/desk/search/synonyms/new/?words=%E5%8F%91%E6%94%B9%E5%A7%94" in listed

    begun = editor.get("/desk/search/synonyms/new/?words=发改委").content.decode()
    sent = {"kind": "equal", "words": "发改委\n发展和改革委员会", "source": "简称"}
    done = editor.post("/desk/search/synonyms/new/", sent)

    assert "发改委</textarea>" in begun
    assert done.status_code == 302
    assert SynonymGroup.objects.get().words == ["发改委", "发展和改革委员会"]
    assert "已加同义词" in editor.get("/desk/search/").content.decode()
    assert (
        "发改委＝发展和改革委员会" in editor.get("/desk/search/synonyms/?q=改革").content.decode()
    )
    assert "没有找到这样的词" in editor.get("/desk/search/synonyms/?q=%00无").content.decode()


def test_given_a_refusal_then_what_was_typed_stays_on_the_page(town, at_desk):
    sent = {"kind": "renamed", "words": "只有一个词", "source": "三定方案"}

    answer = at_desk("chief").post("/desk/search/synonyms/new/", sent)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "至少要有2个不同的词" in page
    assert "只有一个词</textarea>" in page
    assert "三定方案" in page


def test_given_a_group_then_it_is_changed_removed_and_exported(town, at_desk):
    chief = at_desk("chief")
    chief.post("/desk/search/synonyms/new/", {"kind": "equal", "words": "医保\n医疗保险"})
    group = SynonymGroup.objects.get()
    address = f"/desk/search/synonyms/{group.uid}/"

    chief.post(address, {"act": "save", "kind": "equal", "words": "医保\n医疗保险\n社保"})
    sheet = chief.get("/desk/search/synonyms/export/").content
    again = chief.post("/desk/search/synonyms/import/", {"file": _file("同义词.xlsx", sheet)})
    assert SynonymGroup.objects.get().words == ["医保", "医疗保险", "社保"]
    assert "已加入0组，原来就有1组" in again.content.decode()
    assert at_desk("bureau_manager").get(address).status_code == 200
    assert at_desk("bureau_manager").post(address, {"act": "remove"}).status_code == 403
    chief.post(address, {"act": "remove"})
    assert not SynonymGroup.objects.exists()


def test_given_a_site_manager_then_best_bets_are_for_their_site_alone(town, at_desk):
    manager = at_desk("bureau_manager")
    page = manager.get("/desk/search/bets/new/?query=船票").content.decode()
    sent = {"queries": "船票", "title": "船票预订", "url": "https://a.gov.cn/", "until": ""}

    everywhere = manager.post("/desk/search/bets/new/", sent | {"site": ""})
    portal = manager.post("/desk/search/bets/new/", sent | {"site": str(town.portal.site_id)})
    own = manager.post("/desk/search/bets/new/", sent | {"site": str(town.bureau_site.site_id)})

    assert "全部网站" not in page
    assert (everywhere.status_code, portal.status_code, own.status_code) == (403, 400, 302)
    bet = BestBet.objects.get()
    assert bet.site_id == town.bureau_site.site_id
    assert "船票预订" in at_desk("editor").get("/desk/search/bets/").content.decode()
    changed = sent | {"title": "船票在线预订", "site": str(town.bureau_site.site_id)}
    assert manager.post(f"/desk/search/bets/{bet.uid}/", changed).status_code == 302
    assert BestBet.objects.get().title == "船票在线预订"
    assert manager.post(f"/desk/search/bets/{bet.uid}/", {"act": "remove"}).status_code == 302


def test_given_hot_words_then_they_are_pinned_and_taken_back(town, at_desk):
    editor = at_desk("editor")
    editor.post("/desk/search/hot/", {"word": "公积金", "kind": "pinned", "site": ""})
    row = HotWord.objects.get()
    shown = editor.get("/desk/search/hot/").content.decode()

    theirs = at_desk("bureau_manager").post(f"/desk/search/hot/{row.uid}/remove/")
    mine = editor.post(f"/desk/search/hot/{row.uid}/remove/")

    assert "公积金" in shown
    assert (theirs.status_code, mine.status_code) == (403, 302)
    assert not HotWord.objects.exists()


def test_given_the_state_page_then_only_who_runs_the_cluster_rebuilds(town, at_desk):
    SearchNode.objects.create(
        name="web1", reported_at=town.now, followed_to=town.now, documents=12, size_bytes=3_000_000
    )
    page = at_desk("editor").get("/desk/search/index/").content.decode()

    refused = at_desk("editor").post("/desk/search/index/")
    done = at_desk("manager").post("/desk/search/index/")

    assert "web1" in page
    assert "正常" in page
    assert "重建索引</button>" not in page
    assert (refused.status_code, done.status_code) == (403, 302)
    assert SearchChange.objects.filter(kind=ChangeKind.REBUILD).count() == 1


@pytest.mark.parametrize(
    ("facts", "label", "tone"),
    [
        ({}, "正常", "good"),
        ({"of": 100, "progress": 40}, "正在重建", "wait"),
        ({"trouble": "damaged"}, "异常", "bad"),
        ({"followed_to": None}, "落后", "wait"),
        ({"followed_ago": 60}, "落后", "wait"),
        ({"silent": 31}, "没有报告", "bad"),
    ],
)
def test_given_what_a_node_reports_then_its_state_reads_so(town, facts, label, tone):
    silent, ago = facts.pop("silent", 0), facts.pop("followed_ago", 0)
    reported = town.now - timedelta(seconds=silent)
    usual = {"followed_to": reported - timedelta(seconds=ago), "reported_at": reported}

    state = state_of(SearchNode(name="web1", **usual | facts), town.now)

    assert (state.label, state.tone) == (label, tone)


def _file(name, content):
    file = BytesIO(content)
    file.name = name
    return file
