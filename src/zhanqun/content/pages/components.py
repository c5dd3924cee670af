"""Every component of the public face with its states, on one page (组件一览), for the demo only."""

import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

import zhanqun.ui
from zhanqun.content.pages.shapes import (
    AlertRow,
    Banner,
    Block,
    Chrome,
    FactsBlock,
    Figure,
    FileLink,
    Head,
    Headline,
    Item,
    LeaderCard,
    Link,
    LinkGroup,
    LinkGroups,
    Media,
    OrganCard,
    Pager,
    Pair,
    Participation,
    Picture,
    Policy,
    Shown,
    Tabs,
    TextBlock,
    TopicCard,
    Topics,
    Trace,
)
from zhanqun.foundation import clock
from zhanqun.ui import face, themes

TEMPLATE = "pages/components.html"
FOLDER = Path(zhanqun.ui.__file__).parent / "jinja2/ui/components"
USED = re.compile(r"\b(?:ui|shared)\.(\w+)\(")
LEVELS = ((1, "红色", "Ⅰ级"), (2, "橙色", "Ⅱ级"), (3, "黄色", "Ⅲ级"), (4, "蓝色", "Ⅳ级"))
LONG = "青云市人民政府办公室关于印发青云市城镇老旧小区改造与既有住宅加装电梯工作实施方案的通知"


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """`/_components/`, drawn with the real macros and invented values."""
    return HttpResponse(drawn(clock.now()))


def drawn(now: datetime) -> str:
    page = SimpleNamespace(
        **_values(clock.beijing(now)), themes=themes.THEMES, missing=not_shown(), updated_at=None
    )
    head = Head("组件一览_站群演示", "")
    context = {"chrome": CHROME, "head": head, "page": page}
    return face.printed(TEMPLATE, context, lang="zh-CN")


def not_shown() -> list[str]:
    """Components that this page does not draw, by itself or through others."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.html")}
    pages = Path(__file__).parent / "jinja2"
    shown: set[str] = set()
    ahead = set(USED.findall((pages / TEMPLATE).read_text(encoding="utf-8")))
    ahead |= set(USED.findall((FOLDER.parent / "base.html").read_text(encoding="utf-8")))
    ahead |= {row.component for row in _values(clock.now())["blocks"]}
    while ahead:
        name = ahead.pop()
        shown.add(name)
        ahead |= set(USED.findall(sources.get(name, ""))) - shown
    return sorted(set(sources) - shown)


def _links(*titles: str, current: int = -1) -> tuple[Link, ...]:
    return tuple(Link(title, "#main", current=n == current) for n, title in enumerate(titles))


CHROME = Chrome(
    name="青云市人民政府",
    name_en="Qingyun",
    domain="www.qingyun.localhost",
    theme="",
    lang="zh-CN",
    id_code="9900000001",
    host_units="青云市人民政府办公室",
    undertaking_units="青云市大数据中心",
    address="青云市江滨大道1号",
    phone="0099-6012345",
    office_hours="工作日 8:30—17:30",
    icp="江ICP备00000000号-1",
    police_record="江公网安备 99010002000000号",
    home_url="/",
    map_url="/map.html",
    party_mark_url="#main",
    error_report_url="#main",
    search_url="/search",
    upper=_links("中国政府网", "江海省人民政府"),
    languages=(Link("English", "#main", lang="en"),),
    nav=_links("首页", "走进青云", "要闻动态", "政务公开", "政务服务", "互动交流", current=0),
    footer=_links("关于本站", "隐私声明", "联系我们"),
    hot_words=_links("养老金认证", "公交", "医保"),
)


def _values(now: datetime) -> dict[str, Any]:
    """Values of every shape: plain ones, long ones and those with marks."""
    plain = Item("青云江大桥6月18日恢复通车", "#main", now)
    items = (
        Item("全市防汛工作会议召开", "#main", now, pinned=True),
        plain,
        Item(LONG, "#main", now, number="青政办发〔2026〕4号"),
        Item("青云市养犬管理办法", "#main", now, validity="废止", in_force=False),
        Item("省政府网站的报道", "#main", now, external=True),
    )
    document = Item(LONG, "#main", now, number="青政办发〔2026〕4号", validity="有效")
    reading = Item("一图读懂老旧小区改造", "#main", now, kind="图解")
    return {
        "items": items,
        "blocks": _blocks(items, plain, Pair(document, (reading,))),
        "alerts": tuple(
            AlertRow(
                level,
                f"暴雨{colour}预警",
                roman,
                "青云江沿岸 请远离河道。",
                "#main",
                "青云市气象台",
                now,
                None,
            )
            for level, colour, roman in LEVELS
        ),
        "leaders": (LeaderCard("温景岚", "#main", ("市委副书记", "市长"), None),),
        "organs": (OrganCard("市政府办公室", "#main", "江滨大道1号", "0099-6010011"),),
        "media": Media("video", FileLink("看懂取暖补贴", "#main", "MP4", "12 MB"), "video/mp4"),
        "pager": Pager(7, *(Link("", "#main") for _n in range(4))),
        "crumbs": _links("首页", "政务公开", "市政府文件", current=2),
        "side": _links("市政府文件", "部门文件", "政策解读", current=0),
        "facts": (("办公地址", "青云市江滨大道1号"), ("联系电话", "0099-6012345")),
        "files": (FileLink("改造计划表", "#main", "XLSX", "86 KB"),),
        "record": SimpleNamespace(
            title=LONG,
            record=(("索引号", "9900000001/2026-00004"), ("成文日期", "2026年6月16日")),
            validity="有效",
            in_force=True,
        ),
        "trace": Trace(
            "被部分废止",
            "关于修改部分文件的决定 trace_mark",
            "#main",
            before="本文件第三条自2026年6月1日起被",
            after="（青政发〔2026〕30号）废止。",
        ),
        "prose": mark_safe(  # noqa: S308 - our own words
            "<h2>一、改造范围</h2><p>2005年以前建成的住宅小区。</p><ul><li>管线</li></ul>"
            "<table><tr><th>小区</th><th>户数</th></tr><tr><td>江滨里</td><td>1240</td></tr></table>"
        ),
    }


def _blocks(items: tuple[Item, ...], plain: Item, pair: Pair) -> tuple[Shown, ...]:
    """Every kind of block of an arranged page (版块), one below the other."""
    picture = Picture(
        src=face.static("ui/img/emblem.svg"),
        alt="青云市的标志",
        width=480,
        height=300,
        title="青云江大桥恢复通车",
        url="#main",
        caption="摄影：市融媒体中心",
    )
    entries = (Link("依申请公开", "#main", note="网上提交申请"), *_links("指南", "年报"))
    groups = (LinkGroup("个人", "#main", _links("社保", "户籍", "婚姻"), note="128项"),)
    facts = (("办公地址", "青云市江滨大道1号"), ("联系电话", "0099-6012345"))
    cards = tuple(
        TopicCard(f"专题{tone}", "#main", "一句话说明", tone) for tone in ("main", "deep", "accent")
    )
    words = mark_safe("<p>石桥镇因桥得名，全镇14个村。</p>")  # noqa: S308 - our own words
    figures = (Figure("本月收到来信", "1293", "件"), Figure("平均用时", "4.2", "个工作日"))
    subsites = (Link("市交通运输局", "#main", note="2026-06-16"), *_links("市民政局"))
    blocks: tuple[tuple[str, object], ...] = (
        ("headline", Headline("老房子怎么更新，居民说了算", "#main", _links("图解", "问答"))),
        ("picture_block", picture),
        ("tabs_block", Tabs((Block("青云要闻", "#main", items), Block("动态", "#main", (plain,))))),
        ("policy_block", Policy("政策与解读 policy_block", "#main", (pair, Pair(items[3], ())))),
        ("entries_block", Block("入口 entries_block", "#main", links=entries)),
        (
            "box_block",
            Block("领导之窗 box_block", "#main", links=_links("市长", "副市长", "秘书长")),
        ),
        ("services_block", LinkGroups("服务对象 services_block", "#main", groups)),
        (
            "participation_block",
            Participation("公众参与 participation_block", "#main", entries, items[:2], figures),
        ),
        ("list_block", Block("列表 list_block", "#main", items[:3], _links("人事", "招标"))),
        ("topics_block", Topics("专题 topics_block", "#main", cards)),
        ("lookups_block", Block("便民查询 lookups_block", "", links=_links("公交线路", "社保"))),
        ("text_block", TextBlock("文字 text_block", words)),
        ("facts_block", FactsBlock("概况 facts_block", facts)),
        ("banner_block", Banner("题图 banner_block", "雨情、水情与避险指南", None)),
        ("subsites_block", Block("子站 subsites_block", "", links=subsites)),
        ("drawers_block", LinkGroups("抽屉 drawers_block", "", groups)),
    )
    return tuple(Shown(name, block, f"c{number}") for number, (name, block) in enumerate(blocks))
