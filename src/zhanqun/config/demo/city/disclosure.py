"""Who discloses in the demo city, under which item, guides and gazette (演示信息公开)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import (
    Filing,
    GuideFacts,
    IssueFacts,
    Level,
    Line,
    Publisher,
    PublisherFacts,
)
from zhanqun.affairs.requests import api as requests
from zhanqun.config.demo.city.structure import UNITS
from zhanqun.content.library.api import Article
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock

# Unit, site, organ code, level; codes are invented and of the official form. That of the city is
# the one its documents bear.
PUBLISHERS = (
    ("gov", "www", "990000000", Level.CITY),
    ("fgw", "fgw", "11990100MB0000012A", Level.CITY),
    ("jtj", "jtj", "11990100MB0000023B", Level.CITY),
    ("mzj", "mzj", "11990100MB0000034C", Level.CITY),
    ("zjj", "zjj", "11990100MB0000045D", Level.CITY),
    ("jyj", "jyj", "11990100MB0000056E", Level.CITY),
    ("wjw", "wjw", "11990100MB0000067F", Level.CITY),
    ("cxq", "cxq", "11990102MB0000078G", Level.COUNTY),
    ("sqz", "sqz", "11990102MB0000089H", Level.TOWNSHIP),
)
CODES = {"gov": "szf"}
DOCUMENTS, ORGANS = "p20_01", "p20_02"
# Under which item the texts of a column stand; "site:column" goes before "column".
ITEMS = {
    "zfwj": DOCUMENTS, "zfbwj": DOCUMENTS, "gfxwj": DOCUMENTS, "gz": DOCUMENTS, "zcwj": DOCUMENTS,
    "jgzn": ORGANS, "ghjh": "p20_03", "tjgb": "p20_04", "ydsj": "p20_04", "xzxk": "p20_05",
    "xzzf": "p20_06", "czyjs": "p20_07", "zfcg": "p20_09", "zdxm": "p20_10", "gysy": "p20_11",
    "yjgl": "p20_12", "sjgk": "p20_13", "rsrm": "p20_15", "gkzd": "rules", "ghcw": "p20_07",
    "cwgk": "p20_15", "mzj:ghcw": "p20_03", "wjw:ghcw": "p20_03", "cxq:xxgk": "p20_07",
    "fgw:xxgk": "p20_15", "jtj:xxgk": "p20_06", "jyj:xxgk": "p20_08", "mzj:xxgk": "p20_11",
    "sqz:xxgk": "p20_11", "wjw:xxgk": "p20_13", "zjj:xxgk": "p20_05",
}  # fmt: skip
GENERAL = "综合政务"
TOPICS = {
    "fgw": "国民经济管理、国有资产监管", "jtj": "工业、交通", "mzj": "民政、扶贫、救灾",
    "zjj": "城乡建设、环境保护", "jyj": "科技、教育", "wjw": "卫生、体育",
    "sqz": "农业、林业、水利", "czyjs": "财政、金融、审计", "zfcg": "财政、金融、审计",
    "sjgk": "财政、金融、审计", "tjgb": "国民经济管理、国有资产监管",
    "ydsj": "国民经济管理、国有资产监管", "ghjh": "国民经济管理、国有资产监管",
    "zdxm": "国民经济管理、国有资产监管", "gkzd": "综合政务\\政务公开", "rsrm": "劳动、人事、监察",
    "gysy": "民政、扶贫、救灾", "yjgl": "综合政务\\应急管理",
}  # fmt: skip
KINDS = (
    "本机关主动公开机构职能、规范性文件、规划计划、统计信息、行政许可、行政处罚、财政预决算、"
    "行政事业性收费、政府采购、重大项目、民生政策、应急管理、监督检查和其他法定应公开的信息。"
)
ARRANGEMENT = (
    "信息按法定公开事项和主题分类编入目录，每条信息有索引号、名称、内容概述和生成日期，"
    "同一事项的信息按公开先后排列。"
)
WAYS = (
    "主动公开的信息在本网站“政府信息公开”专栏公布，也可以到市档案馆、市图书馆、市政务服务中心查阅。\n"
    "没有主动公开的，可以当面、邮寄或者在网上提出申请，收到申请后20个工作日内答复；"
    "书写有困难的，可以口头提出，由工作人员代为填写。\n"
    "提供政府信息不收取费用；申请的数量、频次明显超过合理范围的除外。"
)
# Year, number, first and last day of what stands in it, day of the issue.
ISSUES = (
    (2026, 9, date(2026, 8, 1), date(2026, 9, 30), date(2026, 10, 10)),
    (2026, 10, date(2026, 10, 1), date(2026, 11, 18), date(2026, 11, 20)),
)
HEADINGS = (
    ("gz", "政府规章"), ("zfwj", "市政府文件"), ("zfbwj", "市政府办公室文件"),
    ("gfxwj", "规范性文件"), ("zcwj", "部门文件"), ("rsrm", "人事任免"),
)  # fmt: skip


GUIDED = datetime(2026, 9, 16, 9, tzinfo=clock.BEIJING)


class Platform:
    """The city's publishers; files what they publish, writes guides and the gazette."""

    def __init__(
        self, units: Mapping[str, Unit], sites: Mapping[str, Any], office: User, now: datetime
    ) -> None:
        self.office = office
        self.publishers: dict[str, Publisher] = {}
        for position, (unit, site, organ_code, level) in enumerate(PUBLISHERS):
            facts = PublisherFacts(sites[site], organ_code, level, position=position)
            self.publishers[unit] = disclosure.add_publisher(
                unit=units[unit], code=CODES.get(unit, unit), facts=facts, by=office, now=now
            )
        self._set_replies(now)

    def _set_replies(self, now: datetime) -> None:
        """How each replies to applications: its numbers, whom its remedies name."""
        known = {spec.code: spec for spec in UNITS}
        for code, publisher in self.publishers.items():
            organ = known[code].document_code.removesuffix("发") or known[code].short
            facts = requests.ReplyFormFacts(
                number_form=f"{organ}公开答〔{{年}}〕{{号}}号",
                mark=known[code].name,
                reconsideration_organ="青云市人民政府" if code != "gov" else "省人民政府",
                court="青云市中级人民法院" if code == "gov" else "青云市澄溪区人民法院",
            )
            requests.set_reply_form(publisher=publisher, facts=facts, by=self.office, now=now)

    def file(self, article: Article, text: Mapping[str, Any], now: datetime) -> None:
        """Before it is handed in, so that it bears its number; what is on no list stays out."""
        site, column = str(text["site"]), str(text["column"])
        item = ITEMS.get(f"{site}:{column}") or ITEMS.get(column)
        publisher = self.publishers.get("gov" if site == "www" else site)
        if item is None or publisher is None:
            return
        topic = text.get("topic") or TOPICS.get(column) or TOPICS.get(site, GENERAL)
        formed_on = text.get("written_on") or clock.day_of(now)
        filing = Filing((item,), topic, formed_on, publisher)
        disclosure.file_article(uid=article.uid, filing=filing, by=self.office, now=now)

    def write_guides(self) -> None:
        """The township's was not looked at for a year."""
        known = {spec.code: spec for spec in UNITS}
        for code, publisher in self.publishers.items():
            spec = known["office" if code == "gov" else code]
            facts = GuideFacts(
                kinds=KINDS,
                arrangement=ARRANGEMENT,
                ways=WAYS,
                office=f"{spec.name}政务公开科" if code == "gov" else f"{spec.name}办公室",
                address=spec.address,
                hours="工作日 8:30—12:00，13:30—17:30",
                telephone=spec.phone,
                online=publisher.site.base_url,
            )
            now = GUIDED if code != "sqz" else GUIDED.replace(year=2025)
            disclosure.keep_guide(publisher=publisher.uid, facts=facts, by=self.office, now=now)

    def publish_gazette(self, texts: list[dict[str, Any]], uids: Mapping[str, Any]) -> None:
        """Documents of the city and its departments, the city's first."""
        for year, number, first, last, dated in ISSUES:
            lines = tuple(
                Line(uids[text["key"]], heading)
                for column, heading in HEADINGS
                for text in texts
                if text["column"] == column and first <= _day_of(text) <= last
            )
            facts = IssueFacts(year, number, dated, lines)
            now = datetime(dated.year, dated.month, dated.day, 10, tzinfo=clock.BEIJING)
            government = self.publishers["gov"].uid
            row = disclosure.write_issue(
                publisher=government, uid=None, facts=facts, by=self.office, now=now
            )
            disclosure.publish_issue(uid=row.uid, by=self.office, now=now)


def _day_of(text: Mapping[str, Any]) -> date:
    moment = text["date"]
    return moment.date() if isinstance(moment, datetime) else date.fromisoformat(moment[:10])
