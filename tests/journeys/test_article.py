"""An article's way from the officer's draft to both sites, and down again everywhere."""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from journeys import steps
from journeys.conftest import BUREAU, PORTAL, RunningTown
from town import Town
from zhanqun.content.library.api import Article
from zhanqun.content.library.tests.shared import shared
from zhanqun.content.library.tests.test_importing_docx import guobanfa_2014_57
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

OWN_TITLE = "青云市交通运输局关于做好𬭚山渡口冬季安全检查工作的通知"
OWN_NUMBER = "青交〔2026〕18号"
NEWS_TITLE = "㙍头渡口改造工程完工"
NEWS = f"""<html><head><title>{NEWS_TITLE}_青云市交通运输局</title></head><body>
<div class=nav><a href=/>首页</a></div><h1>{NEWS_TITLE}</h1>
<div>发布时间：2026-06-12 09:30:00 来源：市交通运输局</div><div class=text>
<p>6月12日，㙍头渡口改造工程通过验收。工程新建候船室一座，加固码头三十米，由䶮江航道站负责养护。</p>
<p>改造后，渡口每日开行十六班，候船条件明显改善，沿江三个村的群众出行更加方便。</p></div>
<div class=foot>主办：青云市交通运输局</div></body></html>"""


def own_document() -> bytes:
    """A notice in the layout of official documents, with characters that few fonts have."""
    document = Document()
    for line in (OWN_TITLE, OWN_NUMBER):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in (
        "各县（区）交通运输局，局属各单位：",
        "为做好𬭚山渡口、㙍头渡口冬季安全检查工作，现就有关事项通知如下。",
        "一、检查范围。全市内河渡口、渡船及候船设施。",
        "二、检查时间。自本通知印发之日起至2026年12月31日。",
        "三、工作要求。各单位要落实责任，发现隐患立即整改，检查情况书面报市交通运输局。",
        "青云市交通运输局",
        "2026年6月15日",
    ):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def own_files() -> tuple[Any, ...]:
    files = [("渡口检查.docx", own_document()), ("渡口完工.html", NEWS.encode("gb18030"))]
    return files, OWN_TITLE, OWN_NUMBER, NEWS_TITLE, "㙍头渡口"


def real_files() -> tuple[Any, ...]:
    page = shared("real/html/trs_shanxi_article_2019.html")
    files = [("国办发2014-57号.docx", guobanfa_2014_57()), (page.name, page.read_bytes())]
    title = "国务院办公厅关于加强政府网站信息内容建设的意见"
    return files, title, "国办发〔2014〕57号", "山西品牌丝路行（南美站）正式启动", "南美"


@pytest.mark.parametrize(
    ("documents", "scripts"), [(real_files, True), (own_files, False)], ids=["scripts", "plain"]
)
def test_given_imported_documents_then_they_pass_the_gate_reach_both_sites_and_come_down(
    running_town: RunningTown,
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    documents: Callable[[], tuple[Any, ...]],
    scripts: bool,
):
    files, title, number, news_title, news_words = documents()
    people = partial(desk, scripts=scripts)

    # The officer imports both, and gives each a home; the document is offered to the portal.
    officer = people("officer")
    steps.upload(officer, files)
    plan = officer.get_by_role("table")
    for words in (title, number, news_title):
        assert words in plan.inner_text()
    assert plan.get_by_text("新稿件", exact=True).count() == 2
    look(officer, "import-plan")
    steps.follow(officer.get_by_role("button", name="导入勾选的"))
    officer.get_by_text("已导入2篇，都是草稿。").wait_for()
    document, news = (
        officer.get_by_role("link", name=name).get_attribute("href") for name in (title, news_title)
    )
    officer.goto(document)
    steps.place(officer, "政策文件", is_home=True)
    steps.place(officer, "政务公开 › 市政府文件（报送）")
    look(officer, "edit")
    steps.submit(officer)

    # The reviewer returns it; the officer reads why on the first screen and corrects.
    reviewer = people("reviewer")
    steps.open_task(reviewer, title, "初审")
    look(reviewer, "task")
    steps.return_to_author(reviewer, title, "初审", "信息来源要写全称。")
    look(reviewer, "tray")
    officer.goto("/")
    assert "信息来源要写全称。" in officer.locator("#returned").inner_text()
    look(officer, "first-screen")
    steps.follow(officer.locator("#returned").get_by_role("link", name=title))
    officer.get_by_label("来源").fill("青云市交通运输局办公室")
    if scripts:
        steps.follow(officer.get_by_role("button", name="保存草稿"))
        _approved_beside(running_town.town, title)
        officer.goto(document)
    steps.add_to_body(officer, "（此件公开发布）", scripts=scripts)
    steps.follow(officer.get_by_role("button", name="保存草稿"))

    # An edit after approval voids it: the desk says so, and the gate stays shut. The desk draws
    # this without scripts of its own, so one of the two ways shows it.
    signer = people("signer")
    if scripts:
        officer.get_by_text("已作废").first.wait_for()
        officer.get_by_text("这一版本还没有通过全部审核环节。").wait_for()
        signer.goto(document)
        assert signer.get_by_role("button", name="发布", exact=True).count() == 0
        assert _try_to_publish(signer, document) == 409
    assert title not in running_town.get(BUREAU, "/zcwj/").body

    # The new text passes; one press later it is a file with the tags that are asked for.
    officer.goto(document)
    steps.submit(officer)
    steps.approve(people, title)
    steps.open_gate(signer, title)
    look(signer, "gate")
    path = steps.publish(signer, title)
    look(signer, "published")
    page = running_town.wait_for(BUREAU, path, shows=title)
    address = f"http://{BUREAU}:{running_town.port}{path}"
    _has_tags(page, title, "青云市交通运输局", "9900000002", "政策文件", "青云市交通运输局办公室")
    assert steps.canonical_of(page) == address
    assert "（此件公开发布）" in page and number in page
    for listed in ("/", "/zcwj/"):
        running_town.wait_for(BUREAU, listed, shows=path)
    assert not running_town.file(PORTAL, path).exists()

    # The portal's editor adopts: a page there too, and it names the bureau's as the true one.
    editor = people("chief")
    editor.goto("/desk/articles/tray/")
    look(editor, "in-tray")
    steps.follow(editor.get_by_role("link", name=title))
    look(editor, "offer")
    steps.follow(editor.get_by_role("button", name="采用", exact=True))
    editor.get_by_text(f"《{title}》已采用。").wait_for()
    copy = running_town.wait_for(PORTAL, path, shows=title)
    _has_tags(copy, title, "青云市人民政府", "9900000001", "市政府文件", "青云市交通运输局办公室")
    assert steps.canonical_of(copy) == address
    for listed in ("/", "/zwgk/zfwj/"):
        running_town.wait_for(PORTAL, listed, shows=path)
    reader = signer.context.new_page()
    for host, public in ((BUREAU, path), (PORTAL, path), (PORTAL, "/"), (PORTAL, "/zwgk/zfwj/")):
        reader.goto(f"http://{host}:{running_town.port}{public}")
        look(reader, f"public-{host.split('.')[0]}{public.replace('/', '-')}")
    reader.close()

    # Withdrawn in error: every copy is gone, and the desk says what was taken down.
    attached = _attached(page)
    assert all(running_town.get(BUREAU, file).status == 200 for file in attached)
    steps.withdraw(signer, title, "附件有误，更正后另行发布")
    look(signer, "withdrawn")
    assert {(BUREAU, path), (PORTAL, path)} <= set(steps.addresses(signer))
    for host, lists in ((BUREAU, ("/", "/zcwj/")), (PORTAL, ("/", "/zwgk/zfwj/"))):
        for listed in lists:
            running_town.wait_for(host, listed, hides=path)
        gone = running_town.get(host, path)
        assert gone.status == 410 and "（此件公开发布）" not in gone.body
        assert not running_town.file(host, path).exists()
        assert all(running_town.get(host, file).status in (404, 410) for file in attached)

    # The page of the old site goes the same way, and its words arrive whole.
    officer.goto(news)
    steps.place(officer, "工作动态", is_home=True)
    _approved_beside(running_town.town, news_title)
    path = steps.publish(signer, news_title)
    assert news_words in running_town.wait_for(BUREAU, path, shows=news_title)


def _approved_beside(town: Town, title: str) -> None:
    """Through all steps while nobody looks: this journey passes them at the desk once."""
    replace(town, now=clock.now()).approve(Article.objects.get(title=title))


def _has_tags(page: str, title: str, site: str, id_code: str, column: str, source: str) -> None:
    tags = steps.meta_of(page)
    assert tags["SiteName"] == site
    assert tags["SiteDomain"] in (BUREAU, PORTAL)
    assert tags["SiteIDCode"] == id_code
    assert (tags["ColumnName"], tags["ArticleTitle"]) == (column, title)
    assert tags["ColumnType"] and tags["PubDate"]
    assert tags["ContentSource"] == source


def _try_to_publish(page: Any, document: str) -> int:
    """Send what the button would send; the answer's status."""
    uid = document.rstrip("/").rpartition("/")[2]
    page.goto(f"/desk/review/publishing/articles/{uid}/")
    assert page.get_by_role("button", name="发布", exact=True).count() == 0
    return int(
        page.evaluate(
            """async () => {
                const sent = new FormData(document.querySelector("form[method=post]"));
                sent.set("act", "publish");
                return (await fetch(location.href, {method: "POST", body: sent})).status;
            }"""
        )
    )


def _attached(page: str) -> list[str]:
    return [
        link
        for link in steps.html.document_fromstring(page).xpath("//a/@href")
        if link.startswith("/f/")
    ]
