"""Acts of disclosure that change what is public, each by its name."""

from types import SimpleNamespace

from zhanqun.affairs.annualreports.tests.conftest import Reporting
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.disclosure.api import (
    Filing,
    GuideFacts,
    IssueFacts,
    Level,
    Line,
    PublisherFacts,
)
from zhanqun.affairs.disclosure.services import change_publisher
from zhanqun.affairs.disclosure.services.gazette import withdraw_issue
from zhanqun.content.review import api as review
from zhanqun.delivery.staticsite.tests.precision_town import published_document
from zhanqun.foundation import clock

GUIDE = GuideFacts(
    kinds="十五类。",
    arrangement="按事项和主题。",
    ways="在本网站查看。",
    office="市交通运输局办公室",
    address="梧桐路26号",
    hours="工作日",
    telephone="0099-6012302",
    online="jtj.qingyun.localhost",
)
FACTS = {"organ_code": "11990100MB0000001A", "level": Level.CITY}


def acts_on_disclosure(town):
    who = {"by": town.letters.people["desk"]}
    rows = {}

    def disclose(unit, code, site, **facts):
        rows[code] = disclosure.add_publisher(
            unit=unit, code=code, facts=PublisherFacts(site, **facts), now=town.now, **who
        )

    def guide():
        disclosure.keep_guide(publisher=rows["jtj"].uid, facts=GUIDE, now=town.now, **who)

    def file(number, item="p20_01"):
        row = rows[number] = published_document(town, f"公路养护办法{number}", number=number)
        filing = Filing((item,), "工业、交通\\公路", clock.day_of(town.now))
        disclosure.file_article(uid=row.uid, filing=filing, now=town.now, **who)

    def issue(number, *names):
        day = clock.day_of(town.now)
        lines = tuple(Line(rows[name].uid, "部门文件") for name in names)
        row = rows[number] = disclosure.write_issue(
            publisher=rows["szf"].uid,
            uid=None,
            facts=IssueFacts(2026, number, day, lines),
            now=town.now,
            **who,
        )
        disclosure.publish_issue(uid=row.uid, now=town.now, **who)

    def withdraw(name):
        by, uid = town.people["signer"], rows[name].uid
        review.withdraw(uid=uid, kind="error", note="数据有误", by=by, now=town.now)

    def report():
        Reporting(SimpleNamespace(people=town.letters.people, bureau=rows["jtj"])).published()

    def move():
        facts = PublisherFacts(town.portal, **FACTS)
        change_publisher(uid=rows["jtj"].uid, facts=facts, now=town.now, **who)

    yield "a bureau discloses", lambda: disclose(town.bureau, "jtj", town.bureau_site, **FACTS)
    yield (
        "so does the government",
        lambda: disclose(
            town.government, "szf", town.portal, organ_code="990000000", level=Level.CITY
        ),
    )
    yield "its guide", guide
    yield "filed", lambda: file("青交〔2026〕71号")
    yield "filed too", lambda: file("青交〔2026〕72号")
    yield "filed as rules", lambda: file("青交〔2026〕73号", "rules")
    yield "issue of the gazette", lambda: issue(1, "青交〔2026〕71号", "青交〔2026〕72号")
    yield "another issue", lambda: issue(2, "青交〔2026〕73号")
    yield "annual report", report
    yield "filed text withdrawn", lambda: withdraw("青交〔2026〕71号")
    yield "issue withdrawn", lambda: withdraw_issue(uid=rows[2].uid, now=town.now, **who)
    yield "a publisher moves to the portal", move
