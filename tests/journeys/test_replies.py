"""A handler drafts a reply, an approver issues it, the applicant downloads it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from disclosing import APPLICATION
from journeys.conftest import PORTAL, WIDTHS, RunningTown
from journeys.steps import follow
from journeys.test_letters import browser_at, track
from journeys.test_pages import too_wide
from town import PASSWORD, START
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import Level, PublisherFacts
from zhanqun.affairs.requests.models import Request
from zhanqun.core.casework import api as casework
from zhanqun.core.intake import api as intake
from zhanqun.core.intake.keys import new_key
from zhanqun.core.intake.models import Tally
from zhanqun.core.papers.api import Paper, Paragraph, pdf_of, words_of
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.foundation import clock

pytestmark = pytest.mark.browser

REASON = "主桥部分的检测数据是内部研究中的过程稿，尚未形成正式意见。"


def post(town: Any, name: str, role: Role, at: Any) -> Any:
    now = clock.now()
    person = units.add_user(
        username=name, name=name, unit=town.bureau, password=PASSWORD, by=None, now=now
    )
    scope = ("unit", at.pk)
    units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=now)
    return person


@pytest.fixture
def asked(running_town: RunningTown) -> tuple[Any, Any]:
    """An application in the bureau's hands: its receipt and itself."""
    town, now = running_town.town, clock.now()
    office = post(town, "replies_office", Role.CASE_OFFICE, town.government)
    handler = post(town, "replies_handler", Role.CASE_HANDLER, town.bureau)
    post(town, "replies_head", Role.CASE_HEAD, town.bureau)
    publisher = disclosure.publisher_of(town.bureau.pk)
    if publisher is None:
        facts = PublisherFacts(town.portal, "11990100MB0000001A", Level.CITY)
        publisher = disclosure.add_publisher(
            unit=town.bureau, code="jtj", facts=facts, by=office, now=now
        )
    Tally.objects.all().delete()
    payload = APPLICATION | {"to": publisher.code}
    key = new_key("disclosure", now).token
    receipt = intake.receive(kind="disclosure", payload=payload, key=key, now=now)
    request = Request.objects.select_related("case").latest("pk")
    uid = request.case.uid
    casework.offer(uid=uid, to=town.bureau, reason="", by=office, now=now)
    casework.accept(uid=uid, by=handler, now=now)
    casework.assign(uid=uid, holder=handler, by=handler, now=now)
    return receipt, request


def pdf(words: str) -> dict[str, Any]:
    content = pdf_of(Paper(title="检测报告", blocks=(Paragraph(words),)))
    return {"name": "检测报告.pdf", "mimeType": "application/pdf", "buffer": content}


def set_numbers(office: Any, seen: Callable[[Any, str], None]) -> None:
    """The office says how its publisher replies."""
    office.goto("/desk/requests/reply-settings/jtj/")
    office.get_by_label("答复文号的格式").fill("青交公开答〔{年}〕{号}号")
    office.get_by_label("今年下一个顺序号").fill("18")
    office.get_by_label("发文机关标志").fill("青云市交通运输局")
    office.get_by_label("行政复议机关").fill("青云市人民政府")
    office.get_by_label("管辖法院").fill("青云市星河区人民法院")
    seen(office, "settings")
    follow(office.get_by_role("button", name="保存"))
    seen(office, "settings-list")


def draft(handler: Any, uid: Any, seen: Callable[[Any, str], None]) -> None:
    """A partial disclosure: what is missing is said, a file that names its applicant is refused."""
    handler.goto(f"/desk/requests/{uid}/reply/")
    handler.get_by_label("答复类型").select_option(label="部分公开")
    follow(handler.get_by_role("button", name="用这种答复"))
    handler.get_by_label("信息名称").fill("青云江大桥2025年检测报告引桥部分")
    handler.get_by_label("提供的方式、途径和时间").fill("随本答复附送，在回执上下载")
    handler.get_by_label("不予公开的部分").fill("主桥部分的检测数据")
    handler.get_by_label("理由", exact=True).fill(REASON)
    follow(handler.get_by_role("button", name="保存并检查"))
    handler.get_by_text("没有写明依据的条款").first.wait_for()
    seen(handler, "draft-checked")
    handler.get_by_label("依据的条款").fill("《中华人民共和国政府信息公开条例》第十六条第二款")
    follow(handler.get_by_role("button", name="保存草稿"))
    handler.locator("[name=file][type=file]").set_input_files(pdf("申请人甄测一反映大桥裂缝。"))
    follow(handler.get_by_role("button", name="检查并附上"))
    handler.get_by_text("还能读出应当遮盖的内容").wait_for()
    seen(handler, "file-refused")
    handler.locator("[name=file][type=file]").set_input_files(pdf("引桥部分没有裂缝。"))
    follow(handler.get_by_role("button", name="检查并附上"))
    handler.get_by_text("没有读出应当遮盖的内容").first.wait_for()
    seen(handler, "draft")
    follow(handler.get_by_role("button", name="送签发"))
    handler.get_by_text("已送签发。").wait_for()


def test_given_a_request_when_replied_then_the_applicant_downloads_the_paper(
    running_town: RunningTown,
    asked: tuple[Any, Any],
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
):
    def seen(page: Any, name: str) -> None:
        look(page, f"replies-{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert too_wide(page) == [], (name, width)

    receipt, request = asked
    uid = request.case.uid
    office, handler, head = (desk(f"replies_{one}") for one in ("office", "handler", "head"))
    set_numbers(office, seen)
    draft(handler, uid, seen)

    head.goto(f"/desk/requests/{uid}/reply/")
    seen(head, "issue")
    follow(head.get_by_role("button", name="签发", exact=True))
    head.get_by_text("已签发，编了文号").wait_for()
    seen(head, "issued")
    handler.goto(f"/desk/requests/{uid}/reply/")
    follow(handler.get_by_role("button", name="送出", exact=True))
    handler.get_by_text("已送出").first.wait_for()
    seen(handler, "sent")

    running_town.wait_for(PORTAL, "/_/form.html")
    phone = browser_at(running_town, scripts=False, width=390)
    shown = track(phone, receipt.number, receipt.password)
    year = clock.day_of(clock.now()).year
    number = f"青交公开答〔{year}〕18号"
    assert number in shown and "先向青云市人民政府申请行政复议" in shown
    look(phone, "replies-receipt")
    papers = {}
    for link in phone.get_by_role("button", name="下载").all() or []:
        with phone.expect_download() as download:
            link.click()
        papers[download.value.suggested_filename] = download.value.path().read_bytes()
    kinds = {name.rpartition(".")[2] for name in papers}
    assert kinds == {"pdf", "docx"} and len(papers) == 3, list(papers)
    paper = next(content for name, content in papers.items() if "答复书.pdf" in name)
    assert number in words_of(paper)
    word = next(content for name, content in papers.items() if name.endswith(".docx"))
    assert number in [one.text for one in Document(io.BytesIO(word)).paragraphs]

    handler.goto(f"/desk/requests/{uid}/archive/")
    seen(handler, "archive")
    follow(handler.get_by_role("button", name="生成压缩包"))
    # Made in the background: the page looks again by itself.
    handler.get_by_role("button", name="下载压缩包").wait_for()
    seen(handler, "archive-packed")
    with handler.expect_download() as download:
        handler.get_by_role("button", name="下载压缩包").click()
    assert download.value.suggested_filename == f"{request.case.number}.zip"
    office.goto(f"/desk/requests/disputes/new/?case={request.case.number}")
    seen(office, "dispute")
    phone.context.close()
