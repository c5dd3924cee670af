"""What every engine must do; the same tests for tantivy and for an OpenSearch cluster.

The cluster is asked where OPENSEARCH_URL names one.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from zhanqun.delivery.search.index.engine import TantivyEngine
from zhanqun.delivery.search.opensearch.engine import OpenSearchEngine
from zhanqun.delivery.search.shapes import (
    BestBet,
    Directory,
    Document,
    Engine,
    Lexicon,
    Mark,
    Order,
    Place,
    PlannedBet,
    Query,
    SiteName,
)
from zhanqun.delivery.search.snapshots import write_directory, write_lexicon

TODAY = date(2026, 6, 16)
PORTAL, BUREAU = 1, 2
NAMES = Directory(
    sites={
        PORTAL: SiteName("青云市人民政府", "https://www.qingyun.gov.cn"),
        BUREAU: SiteName("青云市住房局", "https://zfj.qingyun.gov.cn"),
    },
    columns={11: "市政府文件", 21: "工作动态"},
    kinds={"news": "新闻", "document": "政策文件"},
    validity={"in_force": "有效", "repealed": "废止"},
)
LEXICON = Lexicon(
    synonyms=(("发改委", "发展和改革委员会"),),
    bets=(
        PlannedBet("公积金", BestBet("公积金办事大厅", "/gjj/"), PORTAL, until=date(2026, 12, 31)),
        PlannedBet("公积金", BestBet("过期的推荐", "/old/"), until=date(2025, 12, 31)),
    ),
    hot={None: ("公积金提取",), BUREAU: ("公积金查询",)},
)


@pytest.fixture(params=["tantivy", "opensearch"])
def engine(request, tmp_path: Path) -> Iterator[Engine]:
    write_directory(tmp_path, NAMES)
    write_lexicon(tmp_path, LEXICON)
    if request.param == "tantivy":
        made = TantivyEngine(tmp_path / "index-1")
        yield made
        made.close()
        return
    url = os.environ.get("OPENSEARCH_URL")
    if not url:
        pytest.skip("OPENSEARCH_URL names no OpenSearch cluster")
    cluster = OpenSearchEngine(url, f"zhanqun-test-{uuid4().hex}", tmp_path)
    yield cluster
    cluster.delete_index()


def text(uid: str, title: str, body: str = "", **facts) -> Document:
    given = {
        "path": f"/a/202601/{uid}.html",
        "kind": "news",
        "places": (Place(PORTAL, 11),),
        "published_on": date(2026, 1, 15),
    }
    return Document(uid=uid, title=title, body=body, **(given | facts))


def put(engine: Engine, *documents: Document) -> None:
    engine.put(documents)
    engine.commit()


def uids(engine: Engine, typed: str, **wanted) -> list[str]:
    answer = engine.search(Query(typed, **wanted), today=TODAY)
    assert not answer.refused
    assert answer.total == len(answer.hits)
    return [hit.uid for hit in answer.hits]


def test_given_a_whole_title_then_its_text_comes_first(engine):
    longer = "关于修订住房公积金管理办法的通知"
    put(
        engine,
        text("a", longer, "住房公积金管理办法。" * 30),
        text("b", "住房公积金管理办法", "第一条。"),
        text("c", "公积金管理", "住房公积金管理办法" * 50),
    )

    assert uids(engine, "住房公积金管理办法")[:2] == ["b", "a"]
    assert uids(engine, longer) == ["a"]


def test_given_a_number_in_any_form_then_its_text_comes_before_those_that_cite_it(engine):
    put(
        engine,
        text("cites", "关于贯彻国发〔2019〕5号文件的通知", "国发〔2019〕5号" * 20),
        text("is", "职业教育改革方案", number="国发〔2019〕5号", kind="document"),
        text("other", "另一件", number="国发〔2019〕50号", kind="document"),
    )

    for typed in ("国发〔2019〕5号", "国发[2019]5", "国发（2019）第5号", "国发２０１９年５号"):
        assert uids(engine, typed)[0] == "is"
        assert "other" not in uids(engine, typed)


def test_given_words_then_all_are_needed_and_most_where_no_text_has_all(engine):
    put(engine, text("a", "河长制工作", "巡河"), text("b", "湖长制工作", "巡湖记录"))

    assert uids(engine, "河长 巡河") == ["a"]
    wider = engine.search(Query("湖长 巡湖 无人机编队"), today=TODAY)
    assert wider.is_wider
    assert [hit.uid for hit in wider.hits] == ["b"]


def test_given_a_number_of_no_text_then_its_like_come_and_not_what_has_its_figures(engine):
    put(
        engine,
        text("like", "关于做好衔接工作的通知", "根据国办发〔2018〕15号文件"),
        text("figures", "2019年工作总结", "全年办结99号提案"),
    )

    answer = engine.search(Query("国办发〔2019〕99号"), today=TODAY)

    assert answer.is_wider
    assert [hit.uid for hit in answer.hits] == ["like"]


def test_given_common_words_then_titles_come_first_and_every_text_once(engine, monkeypatch):
    monkeypatch.setattr("zhanqun.delivery.search.index.conditions.COMMON", 3)
    titled = [text(f"t{place}", f"工作要点{place}", "发展") for place in range(3)]
    others = [text(f"o{place}", "年报", f"工作{'发展' * place}") for place in range(5)]
    put(engine, text("whole", "工作"), *titled, *others, text("none", "发展"))

    def page(typed: str, number: int, **wanted) -> list[str]:
        answer = engine.search(Query(typed, page=number, per_page=3, **wanted), today=TODAY)
        assert answer.total == 9
        return [hit.uid for hit in answer.hits]

    pages = [page("工作", number) for number in (1, 2, 3, 4)]

    assert pages[0][0] == "whole"
    assert {*pages[0], pages[1][0]} == {"whole", "t0", "t1", "t2"}
    assert {*pages[1][1:], *pages[2]} == {f"o{place}" for place in range(5)}
    assert pages[3] == []
    assert page("工作", 1, with_facets=False) == pages[0]
    answer = engine.search(Query("工作 发展", per_page=50), today=TODAY)
    assert answer.total == len({hit.uid for hit in answer.hits}) == 7


def test_given_quotes_then_the_words_must_stand_together(engine):
    put(engine, text("a", "住房和公积金"), text("b", "住房公积金"))

    assert set(uids(engine, "住房 公积金")) == {"a", "b"}
    assert uids(engine, "“住房公积金”") == ["b"]
    assert uids(engine, '"住房公积金') == ["b", "a"]


def test_p057_given_rare_characters_then_none_and_then_exactly_one(engine):
    put(engine, text("a", "地名公告", "大埔乡𠮷"))
    for character in ("𠚺", "䶮", "㙍"):
        assert uids(engine, character) == []

    put(engine, text("b", "关于𠚺村的公告", "王䶮、㙍下"))

    for character in ("𠚺", "䶮", "㙍"):
        assert uids(engine, character) == ["b"]


def test_p056_given_numerals_or_digits_then_either_finds_the_other(engine):
    put(
        engine,
        text("plan", "第十四个五年规划", "十四五开局"),
        text("acts", "二十条措施", "见第25条"),
    )

    assert uids(engine, "第14个五年规划") == ["plan"]
    assert uids(engine, "十四五") == ["plan"]
    assert uids(engine, "20条措施") == ["acts"]
    assert uids(engine, "第二十五条") == ["acts"]


def test_given_traditional_or_wide_forms_then_they_are_found_and_the_raw_text_is_marked(engine):
    put(engine, text("a", "憲法宣誓２０２１", "裏面"))

    (hit,) = engine.search(Query("宪法 2021"), today=TODAY).hits

    assert hit.title == (Mark("憲法", hit=True), Mark("宣誓"), Mark("２０２１", hit=True))
    assert uids(engine, "里面") == uids(engine, "裡面") == ["a"]


def test_given_a_synonym_then_both_words_are_found_and_marked(engine):
    put(engine, text("a", "发展和改革委员会公告"), text("b", "市发改委通知"))

    assert set(uids(engine, "发改委")) == {"a", "b"}
    assert set(uids(engine, "发展和改革委员会")) == {"a", "b"}


def test_given_a_typing_mistake_then_another_spelling_is_offered(engine):
    put(engine, text("a", "退役军人优待证申领"), text("b", "住房公积金提取"))

    assert engine.search(Query("退以军人"), today=TODAY).suggestion == "退役军人"
    assert engine.search(Query("公集金"), today=TODAY).suggestion == "公积金"
    assert engine.search(Query("核聚变"), today=TODAY).suggestion == ""


def test_given_a_text_on_two_sites_then_it_is_one_hit_with_the_address_of_the_site_asked(engine):
    both = (Place(BUREAU, 21), Place(PORTAL, 11))
    put(engine, text("a", "公积金提取指南", places=both), text("b", "公积金公告"))

    (cluster,) = engine.search(Query("提取指南", here_id=PORTAL), today=TODAY).hits
    (portal,) = engine.search(Query("提取指南", site_id=PORTAL), today=TODAY).hits

    assert cluster.site_name == "青云市住房局"
    assert cluster.url == "https://zfj.qingyun.gov.cn/a/202601/a.html"
    assert (portal.site_name, portal.column) == ("青云市人民政府", "市政府文件")
    assert portal.url == "/a/202601/a.html"
    assert uids(engine, "公积金", site_id=BUREAU) == ["a"]


def test_given_filters_then_counts_and_hits_agree(engine):
    law = {"kind": "document", "organs": ("市政府",)}
    put(
        engine,
        text("a", "公积金办法", validity="in_force", **law),
        text("b", "公积金办法旧", validity="repealed", published_on=date(2020, 3, 1), **law),
        text("c", "公积金动态", places=(Place(BUREAU, 21),)),
    )

    answer = engine.search(Query("公积金"), today=TODAY)

    counted = {
        name: [(one.value, one.label, one.count) for one in values]
        for name, values in answer.facets.items()
    }
    assert counted["kind"] == [("document", "政策文件", 2), ("news", "新闻", 1)]
    assert counted["site"] == [("1", "青云市人民政府", 2), ("2", "青云市住房局", 1)]
    assert counted["year"] == [("2026", "2026", 2), ("2020", "2020", 1)]
    assert counted["organ"] == [("市政府", "市政府", 2)]
    assert {row[:2] for row in counted["validity"]} == {("in_force", "有效"), ("repealed", "废止")}
    assert uids(engine, "公积金", validity=("in_force",)) == ["a"]
    assert uids(engine, "公积金", years=(2020,), organs=("市政府",)) == ["b"]
    assert uids(engine, "公积金", site_ids=(BUREAU,)) == ["c"]
    assert uids(engine, "公积金", order=Order.DATE)[-1] == "b"
    assert uids(engine, "公积金办法")[-1] == "b"


def test_given_filters_alone_then_all_that_pass_them_come_the_newest_first(engine):
    law, roads = {"kind": "document"}, "工业、交通"
    put(
        engine,
        text("a", "供热办法", topic=roads, published_on=date(2024, 3, 1), **law),
        text("b", "停车办法", topic=roads, **law),
        text("c", "收费办法", topic="财政、金融、审计", **law),
        text("d", "动态"),
    )

    answer = engine.search(Query("", kinds=("document",)), today=TODAY)

    counted = {row.value: row.count for row in answer.facets["topic"]}
    assert answer.total == 3 and counted == {roads: 2, "财政、金融、审计": 1}
    assert uids(engine, " ", topics=(roads,)) == ["b", "a"]
    assert engine.search(Query("", kinds=("document",), page=101), today=TODAY).refused
    assert engine.search(Query("", site_id=PORTAL), today=TODAY).refused


def test_given_more_groups_of_sites_than_are_counted_together_then_counts_are_the_same(
    engine, monkeypatch
):
    both, third = (Place(PORTAL, 11), Place(BUREAU, 21)), (Place(BUREAU, 21), Place(3, 31))
    put(
        engine,
        text("a", "公积金", places=both),
        text("b", "公积金", places=third),
        text("c", "公积金"),
        text("d", "公积金公告", places=(Place(BUREAU, 21),)),
    )

    together = engine.search(Query("公积金"), today=TODAY).facets["site"]
    monkeypatch.setattr("zhanqun.delivery.search.index.engine._VALUES_TOGETHER", 2)
    # A filter that keeps all makes another condition, which has not been counted yet.
    one_by_one = engine.search(Query("公积金", years=(2026,)), today=TODAY).facets["site"]

    assert [(one.value, one.count) for one in together] == [("2", 3), ("1", 2), ("3", 1)]
    assert together == one_by_one


def test_given_a_replaced_and_a_removed_text_then_only_what_is_there_is_found(engine):
    put(engine, text("a", "旧标题"), text("b", "要撤下的"))
    put(engine, text("a", "新标题"))
    engine.remove(["b", "unknown"])
    engine.commit()

    assert uids(engine, "旧标题") == []
    assert uids(engine, "新标题") == ["a"]
    assert uids(engine, "撤下") == []
    assert engine.count() == 1


def test_given_part_of_a_title_then_hot_words_and_titles_complete_it(engine):
    put(engine, text("a", "公积金提取指南"), text("b", "住房公积金年报"))

    assert engine.complete("公积", site_id=None) == [
        "公积金提取", "公积金提取指南", "住房公积金年报",
    ]  # fmt: skip
    assert engine.complete("公积", site_id=BUREAU, limit=2) == ["公积金查询", "公积金提取"]
    assert engine.complete("，") == []


def test_given_a_best_bet_then_it_stands_where_and_while_it_holds(engine):
    put(engine, text("a", "公积金"))

    on_portal = engine.search(Query("公积金", site_id=PORTAL), today=TODAY)
    on_bureau = engine.search(Query("公积金", site_id=BUREAU), today=TODAY)

    assert [bet.title for bet in on_portal.best_bets] == ["公积金办事大厅"]
    assert on_bureau.best_bets == ()


def test_given_words_in_an_attachment_then_it_is_found_and_shown(engine):
    put(engine, text("a", "招标公告", "见附件", files="报名表\n机电设备采购清单"))

    (hit,) = engine.search(Query("机电设备"), today=TODAY).hits

    assert [run.text for run in hit.snippet if run.hit] == ["机电设备"]


@pytest.mark.parametrize(
    "typed",
    [
        "公" * 10_000,
        "a" * 10_000,
        "((((((a+)+)+)+)+$)" * 20,
        "。，！？%%%___***",
        '"未闭合的引号 “再来',
        "%00\x00\n\t",
        "😀👨‍👩‍👧",
        "\U0002a6d6\U00020000" * 50,
        "半个\ud83d字",
        "title:公积金 AND (",
        "*",
        "",
        "a" * 200 + " " + "公积金 " * 50,
    ],
)
def test_given_bad_input_then_there_is_an_answer_or_a_clear_message(engine, typed):
    put(engine, text("a", "公积金"))

    answer = engine.search(Query(typed), today=TODAY)

    assert answer.refused or answer.total >= 0
    assert engine.complete(typed) is not None
    assert answer.took_ms < 1000  # 100 on a quiet machine: measured by the bench


def test_given_a_page_too_far_then_the_reader_is_told(engine):
    put(engine, text("a", "公积金"))

    assert "100页" in engine.search(Query("公积金", page=101), today=TODAY).refused
    assert engine.search(Query("公积金", page=3), today=TODAY).hits == ()
