"""One record of each kind, so that the pages of the desk have something to show."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from journeys.conftest import RunningTown
from town import PASSWORD, START
from zhanqun.affairs.annualreports import api as annualreports
from zhanqun.affairs.disclosure import api as disclosure
from zhanqun.affairs.policylibrary import api as policylibrary
from zhanqun.content.alerts import api as alerts
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import picture
from zhanqun.core.attachments.tests.readable_files import ofd_file, pdf_file
from zhanqun.core.casework import api as casework
from zhanqun.core.checks import api as checks
from zhanqun.core.checks.models import Entry
from zhanqun.core.intake import api as intake
from zhanqun.core.intake import keys
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role
from zhanqun.core.workcalendar.models import HolidayNotice
from zhanqun.delivery.integrity import incidents
from zhanqun.delivery.integrity.models import FoundBy, Incident, IncidentKind, Proof, ProofState
from zhanqun.delivery.search.editing import services as search
from zhanqun.delivery.search.editing.models import QueryCount
from zhanqun.delivery.usage.models import PageDay, SiteDay
from zhanqun.foundation import clock


def one_of_each(running_town: RunningTown) -> dict[str, Any]:
    """One record of each kind, so that the pages have something to show."""
    town = running_town.town
    draft, live = town.draft("青云江航道疏浚公告"), town.published("青云江航道恢复通航")
    offer = library.place(
        article=live,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    town.submit(town.draft("青云江渡口夜航安排"))
    passage = checks.Passage("title", "标题", "进攻府南河")
    (hit,) = checks.scan([passage], now=town.now)
    report = checks.register_false_positive(
        hit=hit, text=passage.text, by=town.people["officer"], now=town.now
    )
    leader = checks.add_leader(
        name="周建明",
        title="市委副书记、市长",
        order=2,
        unit=town.government,
        valid_from=date(2021, 3, 1),
        by=None,
        now=town.now,
    )
    word = {"words": ["发展和改革委员会", "发改委"], "source": "机构简称", "kind": "equal"}
    keeper = {"by": town.people["chief"], "now": town.now}
    group = search.add_synonyms(**word, **keeper)
    bet = search.save_bet(
        site_id=None,
        queries=["低保", "最低生活保障"],
        title="低保在线申请",
        url="https://www.jianghai.gov.cn/dibao",
        text="",
        since=None,
        until=None,
        **keeper,
    )
    search.add_hot_word(site_id=None, kind="pinned", word="公积金", **keeper)
    for words, zero in (("渡口时刻表", 0), ("珊瑚礁", 7)):
        QueryCount.objects.create(
            site_id=town.portal.site_id, day=date.today(), words=words, count=7, zero=zero
        )
    visits_of_a_month(town.portal.site_id, town.column("qyyw", town.portal).pk)
    pdf = kept_file(running_town, "航道.pdf", pdf_file(["航道疏浚图"]))
    ofd = kept_file(running_town, "航道.ofd", ofd_file())
    facts = casework.CaseFacts(
        "example", "航道夜间照明", "航标灯不亮", town.office, stamps={"submitted": clock.now()}
    )
    case = casework.open_case(facts, by=None, now=clock.now())
    answering_head(town)
    return {
        "draft": draft.uid,
        "live": live.uid,
        "offer": offer.uid,
        "portal": town.portal.uid,
        "home": pages.home_arrangement(town.portal).uid,
        "column": town.column("bmdt", town.portal).uid,
        "person": town.people["officer"].uid,
        "appointment": town.people["officer"].appointments.get().uid,
        "word_list": Entry.objects.get(uid=report.entry_uid, until=None).word_list.uid,
        "word": report.entry_uid,
        "report": report.uid,
        "leader": leader.uid,
        "synonyms": group.uid,
        "bet": bet.uid,
        "pdf": pdf,
        "ofd": ofd,
        "incident": altered_page(running_town).uid,
        "case": case.uid,
        "envelope": held_report(town),
        "holiday_notice": HolidayNotice.objects.get(year=2026).uid,
        **warnings(running_town),
        **catalogue(town, live),
        "annual_report": annual_report(town),
        **policies(town),
    }


def catalogue(town: Any, live: Any) -> dict[str, Any]:
    """Government and bureau disclose; the bureau has filed an article."""
    office = units.add_user(
        username="disclosure_office",
        name="公开工作人员甲",
        unit=town.office,
        password=PASSWORD,
        by=None,
        now=town.now,
    )
    units.appoint(
        user=office,
        role=Role.CASE_OFFICE,
        scope=("unit", town.government.pk),
        valid_from=START,
        by=None,
        now=town.now,
    )
    who: dict[str, Any] = {"by": office, "now": clock.now()}
    facts = disclosure.PublisherFacts(town.portal, "00701432X", disclosure.Level.CITY)
    disclosure.add_publisher(unit=town.government, code="szf", facts=facts, **who)
    facts = disclosure.PublisherFacts(town.bureau_site, "11990100MB0000001A", facts.level)
    publisher = disclosure.add_publisher(unit=town.bureau, code="jtj", facts=facts, **who)
    day = clock.day_of(live.first_published_at)
    filing = disclosure.Filing(("p20_10",), "工业、交通\\水运", day)
    disclosure.file_article(uid=live.uid, filing=filing, by=town.people["officer"], now=clock.now())
    return {"publisher": publisher.uid, **guide_and_gazette(publisher, live, who)}


def guide_and_gazette(publisher: Any, live: Any, who: dict[str, Any]) -> dict[str, Any]:
    """The bureau's guide, changed once; an issue of the government's gazette, on its way."""
    for telephone in ("0099-6000000", "0099-6012302"):
        facts = disclosure.GuideFacts(
            kinds="机构职能、规范性文件、规划计划等。",
            arrangement="按事项和主题编入目录。",
            ways="在本网站查看，也可以到政务服务中心查阅。",
            office="市交通运输局办公室",
            address="青云市梧桐路26号",
            hours="工作日 8:30—17:30",
            telephone=telephone,
            online="jtj.qingyun.localhost",
        )
        disclosure.keep_guide(publisher=publisher.uid, facts=facts, **who)
    day = clock.day_of(who["now"])
    lines = (disclosure.Line(live.uid, "部门文件"),)
    issue = disclosure.write_issue(
        publisher=disclosure.publishers().get(code="szf").uid,
        uid=None,
        facts=disclosure.IssueFacts(day.year, 1, day, lines),
        **who,
    )
    return {"issue": issue.uid}


def policies(town: Any) -> dict[str, Any]:
    """A document that waits for its interpretation, and a draft that will repeal it."""
    facts = {"kind": "document", "column": town.column("zcwj"), "genre": "规范性文件"}
    facts |= {"issuing_organs": ["青云市交通运输局"], "written_on": date(2022, 3, 1)}
    old = town.published(
        "青云市航道养护管理办法", number="青交〔2022〕5号", validity="in_force", **facts
    )
    body = (
        "<p>《青云市航道养护管理办法》（青交〔2022〕5号）同时废止。</p>"
        "<p>《青云市渡口管理规定》（青交〔2019〕8号）第三条停止执行。</p>"
    )
    new = town.draft("青云市航道管理规定", number="青交〔2026〕9号", body=body, **facts)
    policylibrary.relate(
        uid=new.uid,
        facts=policylibrary.RelationFacts("repeals", number=old.number),
        by=town.people["officer"],
        now=town.now,
    )
    return {"policy": old.uid, "policy_draft": new.uid}


def answering_head(town: Any) -> None:
    """Who answers letters for the bureau."""
    person = units.add_user(
        username="case_head",
        name="承办负责人甲",
        unit=town.bureau,
        password=PASSWORD,
        by=None,
        now=town.now,
    )
    scope = ("unit", town.bureau.pk)
    units.appoint(
        user=person, role=Role.CASE_HEAD, scope=scope, valid_from=START, by=None, now=town.now
    )


def annual_report(town: Any) -> Any:
    """The bureau's report, as far as it is written."""
    publisher = disclosure.publisher_of(town.bureau.pk)
    assert publisher is not None
    office = units.User.objects.get(username="disclosure_office")
    who: dict[str, Any] = {"by": office, "now": clock.now()}
    row = annualreports.begin_report(publisher_uid=publisher.uid, year=2025, **who)
    figures = {"t3.granted.natural_person": (Decimal(12), "2025年在旧系统登记，按登记簿计数")}
    annualreports.enter_figures(uid=row.uid, figures=figures, **who)
    return row.uid


def warnings(running_town: RunningTown) -> dict[str, Any]:
    """A draft and one that waits; a template; a mourning that waits."""
    people, now = running_town.town.people, clock.now()
    facts = {"kind": "11A01", "level": 2, "issuer": "青云市防汛抗旱指挥部", "reach": "all"}
    texts = {"alert_items": "青云江水位超过警戒水位。", "instruction": "沿岸居民请做好转移准备。"}
    period = {"onset_at": now, "expires_at": now + timedelta(hours=6)}
    editor = {"by": people["editor"], "now": now}
    draft = alerts.compose(content=facts | {"area": "上游"}, **editor)
    full = facts | texts | period | {"area": "青云江沿岸"}
    waiting = alerts.compose(content=full, **editor)
    alerts.submit(uid=waiting.uid, **editor)
    named = facts | texts | {"name": "青云江洪水橙色预警", "hours": 6}
    template = alerts.write_template(uid=None, content=named, **editor)
    moment = now + timedelta(days=9)
    grey = {"reason": "国家公祭日", "authority": "国务院公告", "home_only": True, "reach": "all"}
    mourning = alerts.ask_mourning(
        content=grey | {"starts_at": moment, "ends_at": moment + timedelta(days=1)},
        by=people["chief"],
        now=now,
    )
    return {
        "alert_draft": draft.uid,
        "alert_waiting": waiting.uid,
        "alert_template": template.uid,
        "mourning": mourning.uid,
    }


def held_report(town: Any) -> Any:
    """A report of an error that looks like a machine's, with a picture."""
    receipt = intake.receive(
        kind=intake.ERROR_REPORT_CODE,
        payload={
            "page": "http://www.qingyun.localhost/gzdt/",
            "sort": "wrong_words",
            "text": "第二段“恢复”写成了“回复”。",
            "name": "李\ue863",
            "tel": "13900000000",
        },
        key=keys.new_key(intake.ERROR_REPORT_CODE, town.now).token,
        now=town.now,
        files=[intake.IncomingFile("截图.png", picture("PNG"))],
        place=intake.Place(town.portal.site_id, town.office.pk, "青云市人民政府"),
        circumstances=intake.Circumstances(trap="http://x.example"),
    )
    return receipt.uid


def visits_of_a_month(site_id: int, column_id: int) -> None:
    """Visit figures of the portal, up and down with the week."""
    for number in range(30):
        day, views = date.today() - timedelta(days=number), 900 + 140 * (number % 7)
        facts = {"site_id": site_id, "day": day, "views": views}
        SiteDay.objects.create(**facts, robots=views // 3, visitors=views // 4)
        PageDay.objects.create(
            **facts,
            path="/ywdt/qyyw/index.html",
            kind="column",
            key=str(column_id),
            column_id=column_id,
        )


def altered_page(running_town: RunningTown) -> Incident:
    """A page of the bureau's that somebody altered, as the watch puts it on record; and one that a
    cache in front shows as it was."""
    found = Incident(
        site_id=running_town.town.bureau_site.site_id,
        path="gzdt/index.html",
        kind=IncidentKind.CHANGED,
        found_by=FoundBy.WATCH,
        seen_at=clock.now(),
        restored_at=clock.now() + timedelta(seconds=0.6),
        expected_sha256="9" * 64,
        found_sha256="a" * 64,
        size_bytes=14_200,
        evidence="20260616/gzdt-index.html.txt",
        difference="--- 已发布\n+++ 被改后\n@@ -1 +1 @@\n-<p>恢复通航</p>\n+<script>x</script>",
    )
    (row,) = incidents.record(found.site_id, [found], now=clock.now())
    Proof.objects.create(
        publication_id=1,
        site_id=found.site_id,
        path="/a/202606/qing-yun-jiang-hang-dao-hui-fu-tong-hang-1wxk01ccqm.html",
        state=ProofState.FAILED,
        due_at=clock.now(),
        attempts=5,
        answered=200,
        took_ms=4,
        error="内容与发布的不一致",
    )
    return row


def kept_file(running_town: RunningTown, name: str, content: bytes) -> str:
    """Keep a file of the bureau where the running town looks for it; returns its key."""
    town = running_town.town
    kept = attachments.store_attachment(
        name=name, content=content, unit=town.bureau, by=town.people["officer"], now=town.now
    )
    place = running_town.public.parent / "private" / kept.file.name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return str(kept.key)
