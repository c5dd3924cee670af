"""What editors teach the search: who may, what is refused, and how it reaches the nodes."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from zhanqun.content.review import api as review
from zhanqun.core.audit.models import Entry
from zhanqun.core.units.api import NotAllowed
from zhanqun.delivery.search.api import BestBet as Bet
from zhanqun.delivery.search.api import PlannedBet
from zhanqun.delivery.search.editing import queries, services, sheets
from zhanqun.delivery.search.editing.addresses import AddressNotPublished
from zhanqun.delivery.search.editing.models import HotWord, QueryCount, SynonymGroup
from zhanqun.delivery.search.editing.rules import AddressUnusable, TooFewWords
from zhanqun.delivery.search.editing.services.bets import DaysBackward
from zhanqun.delivery.search.lexicon_sources import lexicon
from zhanqun.delivery.search.models import ChangeKind, SearchChange
from zhanqun.delivery.staticsite.tests.working import drain
from zhanqun.foundation import clock

WORDS = ["发展和改革委员会", "发改委"]


def synonyms(town, words=WORDS, by="chief", kind="equal"):
    return services.add_synonyms(
        kind=kind, words=words, source="机构简称", by=town.people[by], now=town.now
    )


def bet(town, by="chief", **facts):
    usual = {
        "site_id": None,
        "queries": ["低保"],
        "title": "低保在线申请",
        "url": "https://www.jianghai.gov.cn/dibao",
        "text": "",
        "since": None,
        "until": None,
    }
    return services.save_bet(by=town.people[by], now=town.now, **usual | facts)


def asked(town, words, count, zero=0, site=None, day=None):
    return QueryCount.objects.create(
        site_id=(site or town.portal).site_id,
        day=day or clock.day_of(town.now),
        words=words,
        count=count,
        zero=zero,
    )


def test_given_what_editors_teach_then_it_is_in_the_lexicon_the_trail_and_the_log(town):
    group = synonyms(town)
    bet(town, queries=["低保", "最低生活保障"], until=clock.day_of(town.now))
    services.add_hot_word(
        site_id=None, kind="pinned", word="公积金", by=town.people["chief"], now=town.now
    )

    taught = lexicon()
    assert taught.synonyms == (tuple(WORDS),)
    link = Bet("低保在线申请", "https://www.jianghai.gov.cn/dibao")
    until = clock.day_of(town.now)
    assert taught.bets == (
        PlannedBet("低保", link, until=until),
        PlannedBet("最低生活保障", link, until=until),
    )
    assert taught.hot[None] == taught.hot[town.portal.site_id] == ("公积金",)
    assert SearchChange.objects.filter(kind=ChangeKind.LEXICON).count() == 3
    entry = Entry.objects.get(action="search.synonyms_added")
    assert (entry.object_uid, entry.after["words"]) == (str(group.uid), WORDS)


def test_given_a_group_then_it_is_changed_and_removed(town):
    group = synonyms(town)
    facts = {"uid": group.uid, "by": town.people["manager"], "now": town.now}

    services.change_synonyms(kind="equal", words=[*WORDS, "发改"], source="", **facts)
    changed = lexicon().synonyms
    services.remove_synonyms(**facts)

    assert changed == (("发展和改革委员会", "发改委", "发改"),)
    assert lexicon().synonyms == ()


@pytest.mark.parametrize("words", [["发改委"], ["发改委", " 发改委 "], ["FGW", "ｆｇｗ"], []])
def test_given_one_word_alone_then_it_is_no_group(town, words):
    with pytest.raises(TooFewWords):
        synonyms(town, words)


def test_given_a_word_of_another_group_then_it_is_refused_with_that_group(town):
    synonyms(town)

    with pytest.raises(services.WordElsewhere) as refusal:
        synonyms(town, ["发改委", "计委"])

    assert "发展和改革委员会＝发改委" in str(refusal.value)


@pytest.mark.parametrize(
    ("who", "cluster", "portal", "bureau"),
    [
        ("chief", True, True, True),
        ("editor", True, True, True),
        ("manager", True, True, True),
        ("bureau_manager", False, False, True),
        ("officer", False, False, False),
        ("stranger", False, False, False),
        ("supervisor", False, False, False),
        ("system", False, False, False),
    ],
)
def test_given_a_person_then_they_keep_what_their_post_covers(town, who, cluster, portal, bureau):
    def may(site_id):
        try:
            services.add_hot_word(
                site_id=site_id, kind="pinned", word="低保", by=town.people[who], now=town.now
            )
        except NotAllowed:
            return False
        return True

    def may_teach():
        try:
            synonyms(town, by=who)
        except NotAllowed:
            return False
        return True

    assert may(None) == may_teach() == cluster
    assert may(town.portal.site_id) == portal
    assert may(town.bureau_site.site_id) == bureau


def test_given_a_best_bet_of_the_cluster_then_a_site_manager_reads_but_does_not_change_it(town):
    row = bet(town)
    theirs = bet(town, by="bureau_manager", site_id=town.bureau_site.site_id)
    person = town.people["bureau_manager"]

    assert set(queries.bets_visible_to(person)) == {row, theirs}
    assert set(queries.bets_visible_to(town.people["stranger"])) == set()
    with pytest.raises(NotAllowed):
        services.remove_bet(uid=row.uid, by=person, now=town.now)
    facts = {"queries": ["低保"], "title": "a", "url": "https://a.gov.cn/", "text": ""}
    with pytest.raises(NotAllowed):
        services.change_bet(
            uid=theirs.uid, site_id=None, since=None, until=None, by=person, now=town.now, **facts
        )


def test_given_a_text_that_is_withdrawn_then_nothing_recommends_it_from_that_moment(
    town, settings, tmp_path
):
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path / "public"
    article = town.published("渡口时刻表")
    drain(seconds=1)
    row = bet(town, url=f"https://jtj.qingyun.localhost{article.address}")
    assert [one.bet.url for one in lexicon().bets] == [row.url]

    signer = town.people["signer"]
    review.withdraw(uid=article.uid, kind="error", note="有误", by=signer, now=town.now)
    drain(seconds=1)

    row.refresh_from_db()
    assert row.is_broken
    assert lexicon().bets == ()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a/", "/relative", "https://", "http://[x"]
)
def test_given_an_address_that_no_page_may_lead_to_then_it_is_refused(town, url):
    with pytest.raises(AddressUnusable):
        bet(town, url=url)


def test_given_an_address_of_ours_then_it_must_be_published_and_is_looked_after(
    town, settings, tmp_path
):
    settings.ZHANQUN_PUBLIC_ROOT = tmp_path
    page = tmp_path / "www.qingyun.localhost" / "zwgk" / "index.html"
    page.parent.mkdir(parents=True)
    with pytest.raises(AddressNotPublished):
        bet(town, url="https://www.qingyun.localhost/zwgk/")

    page.write_text("<p>政务公开</p>")
    row = bet(town, url="https://www.qingyun.localhost/zwgk/")
    assert services.check_bets() == 0
    page.unlink()
    assert services.check_bets() == 1

    row.refresh_from_db()
    assert row.is_broken
    assert lexicon().bets == ()


def test_given_days_backward_then_it_is_refused(town):
    today = clock.day_of(town.now)
    with pytest.raises(DaysBackward):
        bet(town, since=today, until=today - timedelta(days=1))


def test_given_counts_then_hot_words_are_what_many_find_without_what_is_blocked(town):
    asked(town, "公积金", 9)
    asked(town, "低保", 7)
    asked(town, "珊瑚礁", 8, zero=8)
    asked(town, "一次", 1)
    asked(town, "往年", 50, day=clock.day_of(town.now) - timedelta(days=40))
    asked(town, "渡口", 5, site=town.bureau_site)
    block = {"kind": "blocked", "word": "低保", "by": town.people["chief"], "now": town.now}
    services.add_hot_word(site_id=None, **block)
    services.add_hot_word(
        site_id=town.bureau_site.site_id,
        kind="pinned",
        word="船票",
        by=town.people["bureau_manager"],
        now=town.now,
    )

    with clock.fixed(town.now):
        hot = lexicon().hot

    assert hot[town.portal.site_id] == ("公积金", "渡口")
    assert hot[town.bureau_site.site_id] == ("船票", "渡口", "公积金")
    assert hot[None] == ("公积金", "渡口")
    row = HotWord.objects.get(word="低保")
    services.remove_hot_word(uid=row.uid, by=town.people["chief"], now=town.now)
    services.remove_hot_word(uid=row.uid, by=town.people["chief"], now=town.now)
    with clock.fixed(town.now):
        assert "低保" in lexicon().hot[None]


def test_given_queries_in_vain_then_editors_read_those_of_their_sites(town):
    asked(town, "珊瑚礁", 8, zero=8)
    asked(town, "船标", 3, zero=2, site=town.bureau_site)
    today = clock.day_of(town.now)

    def read_by(who):
        rows = queries.counts_visible_to(town.people[who])
        return [row.words for row in queries.asked_in_vain(rows, today)]

    assert read_by("editor") == read_by("supervisor") == ["珊瑚礁", "船标"]
    assert read_by("bureau_manager") == ["船标"]
    assert read_by("stranger") == []


def test_given_a_sheet_then_what_is_new_is_added_and_what_clashes_is_told(town):
    synonyms(town)
    sheet = "\n".join(
        [
            "词语,类型,来源依据",
            "发改委、发展和改革委员会,,",
            "医保局、医疗保障局,同义、简称,三定",
            "发改委、计委,,",
            "数据局、大数据管理局,机构更名,2024年机构改革",
            "孤零零,,",
        ]
    )
    for encoding in ("utf-8-sig", "gb18030"):
        rows = sheets.read_sheet(sheet.encode(encoding))

    done = services.import_synonyms(rows=rows, by=town.people["chief"], now=town.now)

    assert (done.added, done.same) == (2, 1)
    assert [line.split("：")[0] for line in done.refused] == ["第4行", "第6行"]
    assert SynonymGroup.objects.get(words__0="数据局").kind == "renamed"
    again = sheets.read_sheet(sheets.written_xlsx(SynonymGroup.objects.order_by("id")))
    assert [row[2] for row in again] == list(
        SynonymGroup.objects.order_by("id").values_list("words", flat=True)
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\0\0", "词语,类型\n".encode()])
def test_given_a_file_that_is_no_sheet_then_it_says_what_to_do(content):
    with pytest.raises(sheets.UnreadableSheet):
        sheets.read_sheet(content)


def test_given_cells_that_look_like_formulas_then_the_workbook_holds_text(town):
    synonyms(town, ["=1+1", "+发改委"])

    book = load_workbook(BytesIO(sheets.written_xlsx(SynonymGroup.objects.all())))
    assert [cell.data_type for cell in book.worksheets[0][2]] == ["s", "s", "s"]
