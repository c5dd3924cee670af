"""Guides and issues as their offices make them, for whoever tries the pages."""

from typing import Any

from disclosing import Publishers
from zhanqun.affairs.disclosure.models import Guide, Issue, Publisher
from zhanqun.affairs.disclosure.services.gazette import IssueFacts, Line, publish_issue, write_issue
from zhanqun.affairs.disclosure.services.guides import GuideFacts, keep_guide
from zhanqun.foundation import clock

GUIDE = {
    "kinds": "机构职能、规范性文件、规划计划等十五类。",
    "arrangement": "按事项和主题编入目录。",
    "ways": "在本网站查看，也可以到政务服务中心查阅。",
    "office": "市交通运输局办公室",
    "address": "青云市梧桐路26号",
    "hours": "工作日 8:30—17:30",
    "telephone": "0099-6012302",
    "online": "jtj.qingyun.localhost",
}


def guided(publishers: Publishers, publisher: Publisher, *, by: str, **change: str) -> Guide:
    return keep_guide(
        publisher=publisher.uid,
        facts=GuideFacts(**(GUIDE | change)),
        by=publishers.people[by],
        now=publishers.town.now,
    )


def written(
    publishers: Publishers, *articles: Any, number: int = 1, uid: Any = None, **facts: Any
) -> Issue:
    """An issue of the government's gazette with these documents."""
    lines = tuple(Line(article.uid, "市政府文件") for article in articles)
    now = publishers.town.now
    return write_issue(
        publisher=publishers.government.uid,
        uid=uid,
        facts=IssueFacts(
            **{"year": 2026, "number": number, "dated": clock.day_of(now), "lines": lines} | facts
        ),
        by=publishers.people["desk"],
        now=now,
    )


def issued(publishers: Publishers, *articles: Any, **facts: Any) -> Issue:
    """One that everybody can read."""
    row = written(publishers, *articles, **facts)
    return publish_issue(uid=row.uid, by=publishers.people["desk"], now=publishers.town.now)
