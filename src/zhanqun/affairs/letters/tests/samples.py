"""Pages of letters as they may look, for whoever tries pages without a database."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.safestring import mark_safe

from zhanqun.affairs.letters.public.shapes import (
    Box,
    FiguresPage,
    IndexPage,
    LetterPage,
    ListPage,
    Row,
    Table,
)
from zhanqun.content.pages.api import Figure, Link, Pager
from zhanqun.content.pages.tests.samples import CHROME
from zhanqun.ui import charts

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
LONG = "建议把江边步道南段的路灯、急救设备、饮水点和公共厕所一并规划，方便夜间跑步散步的人" * 3
CRUMBS = (Link("首页", "/"), Link("来信", "/letters/"))
FIGURES = (Figure("今年收到", "1,043", "件"), Figure("今年按期答复率", "91.9", "%"))
ROWS = (
    Row("人才公寓面向哪些人", "/letters/1.html", "咨询", "市政府办公室", "用时4个工作日", DAY),
    Row(LONG, "/letters/2.html", "建议", "市住房城乡建设局", "当天答复", DAY),
)
INDEX = IndexPage(
    title="来信",
    breadcrumb=CRUMBS,
    boxes=(
        Box("市长信箱", "对市政府工作的咨询、求助、投诉和建议。", "咨询、求助", "/intake/letter/"),
        Box("书记信箱", "", "咨询", ""),
        Box("举报信箱", LONG, "举报", "/intake/letter/"),
    ),
    department_boxes=(Box("局长信箱", "", "咨询、求助", "/intake/letter/"),),
    rows=ROWS,
    all_url="/letters/all/",
    figures=FIGURES,
    figures_note="截至11月25日零时，按收到的日子统计",
    figures_url="/letters/figures.html",
    receipt_url="/intake/receipt/",
    questions=(Link("路灯坏了找谁", "/letters/questions/1.html"),),
    questions_url="/letters/questions/",
    steps=(("写信", "选好信箱，写明诉求。"), ("办理", "7个工作日内答复。")),
    updated_at=NOW,
)
LIST = ListPage(
    title="公开的来信",
    breadcrumb=CRUMBS,
    rows=ROWS,
    pager=Pager(None, None, Link("1", "list-1.html"), None, Link("1", "list-1.html")),
    filters=(("按信箱", (Link("市长信箱", "/a/", current=True), Link(LONG, "/b/"))),),
    updated_at=NOW,
)
LETTER = LetterPage(
    title=LONG,
    breadcrumb=CRUMBS,
    facts=(("信箱", "市长信箱"), ("答复用时", "10个工作日（超过期限）")),
    text=("步道南段没有灯。", "https://www.qingyun.gov.cn/" + "a1b2c3d4" * 20),
    reply=("您好！路灯已立项。", LONG),
    unit="青云市交通运输局",
    answered_on=DAY,
    more=(Link("市长信箱：公开的来信", "/letters/mailbox-sz/"),),
    updated_at=NOW,
)


def _table() -> Table:
    units = ("市交通运输局", "市住房城乡建设局", "待分办")
    received = charts.Series("收到", (10.0, 8.0, 3.0), ("10", "8", "3"))
    answered = charts.Series("已答复", (8.0, 7.0, 0.0), ("8", "7", "0"))
    drawn = charts.draw(charts.Chart("bar", "各单位", units, (received, answered)))
    heads = ("承办单位", "收到", "已答复", "其他办结", "按期答复率", "用时中位数", "满意率")
    rows = tuple((unit, "10", "8", "0", "71.4%", "6.5天", "—") for unit in units)
    return Table("各单位收到与答复", mark_safe(drawn), heads, rows)


COUNTED = FiguresPage(
    title="来信统计",
    breadcrumb=CRUMBS,
    since=date(2025, 12, 1),
    counted_on=DAY,
    figures=FIGURES,
    tables=(_table(),),
    notes=("按来信收到的日子归入月份。",),
    updated_at=NOW,
)
RICH: dict[str, tuple[str, Any, Any]] = {
    "letters": ("letters/index.html", CHROME, INDEX),
    "letters_list": ("letters/list.html", CHROME, LIST),
    "letter": ("letters/letter.html", CHROME, LETTER),
    "letters_figures": ("letters/figures.html", CHROME, COUNTED),
}
