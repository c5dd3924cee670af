"""Acts of every room that change what is public, each by its name."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from zhanqun.affairs.letters import figures
from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.services import mailboxes, questions
from zhanqun.affairs.letters.services.mailboxes import MailboxFacts
from zhanqun.affairs.letters.tests.conftest import PostOffice
from zhanqun.affairs.letters.tests.making import published, withdrawn
from zhanqun.affairs.policylibrary import api as policylibrary
from zhanqun.affairs.policylibrary.api import RelationFacts
from zhanqun.content.alerts.tests.making import released
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.content.review import turning
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import FILES
from zhanqun.delivery.staticsite.tests.precision_disclosure import acts_on_disclosure
from zhanqun.delivery.staticsite.tests.precision_town import (
    adopted,
    published_document,
    published_twin,
    stored,
    subsite,
)
from zhanqun.foundation import clock


def _edited(town, article, **content) -> None:
    """A new version, through review to the public."""
    article = library.Article.objects.get(pk=article.pk)
    library.save_draft(
        uid=article.uid,
        base_revision_id=article.latest_revision_id,
        content=content,
        by=town.people["officer"],
        now=town.now,
    )
    town.publish(article)


def _withdrawn(town, article, kind: str, moved_to: str = "") -> None:
    review.withdraw(
        uid=article.uid,
        kind=kind,
        note="数据有误",
        moved_to=moved_to,
        by=town.people["signer"],
        now=town.now,
    )


def _placed_again(town, article, code: str) -> None:
    library.place(
        article=library.Article.objects.get(pk=article.pk),
        column=town.column(code),
        by=town.people["officer"],
        now=town.now,
        is_home=True,
    )
    town.publish(article)


def _pinned(town, article, hours: float | None, order: int = 0) -> None:
    library.arrange(
        uid=article.placements.get(is_home=True).uid,
        pinned_until=town.now + timedelta(hours=hours) if hours else None,
        order=order,
        by=town.people["bureau_manager"],
        now=town.now,
    )


def all_acts(town) -> Iterator[tuple[str, Callable[[], object]]]:
    yield from _acts_on_texts(town)
    yield from _acts_on_places(town)
    yield from _acts_by_the_clock(town)
    yield "a warning", lambda: released(town, expires_at=town.now + timedelta(days=30))
    yield from _acts_on_letters(town)
    yield from _acts_on_policies(town)
    yield from _acts_on_questions(town)
    yield from acts_on_disclosure(town)
    yield from _acts_on_columns(town)
    yield from _acts_on_sites(town)


def _acts_on_texts(town):
    one, document, reading = town.articles[1], town.document, town.reading
    other = stored(town, "更正.txt", FILES["txt"])
    yield "body", lambda: _edited(town, one, body="<p>改过的正文。</p>")
    yield "body of the plain page", lambda: _edited(town, town.about, body="<p>新简介。</p>")
    yield "title", lambda: _edited(town, one, title="改过的标题")
    yield "summary", lambda: _edited(town, town.covered, summary="改过的摘要")
    yield "file", lambda: _edited(town, one, files=[other.uid])
    yield "cover taken off", lambda: _edited(town, town.covered, cover=None, cover_alt="")
    yield "same text again", lambda: _edited(town, one, keywords="大桥")
    yield "number", lambda: _edited(town, document, number="青交〔2026〕5号")
    yield "same number", lambda: published_twin(town, "另一件通知", "青交〔2026〕5号")
    yield (
        "interpretation added",
        lambda: town.published(
            "再读治超办法", kind="interpretation", interprets=[document.uid], form="text"
        ),
    )
    yield "interpretation let go", lambda: _edited(town, reading, interprets=[])
    yield "published", lambda: town.published("又一条工作动态")
    yield "published, next list page", lambda: town.published("再一条工作动态")
    yield "first in its column", lambda: town.published("首发", column=town.column("kbgg"))
    yield (
        "a link",
        lambda: town.published(
            "省厅通知", kind="link", link_url="https://www.example.gov.cn/a.html", body=""
        ),
    )


def _acts_on_places(town):
    articles = town.articles
    yield "adopted elsewhere", lambda: adopted(town, articles[3])
    yield (
        "taken off a column",
        lambda: review.remove_placement(
            uid=town.shared.uid, reason="过期", by=town.people["editor"], now=town.now
        ),
    )
    yield "pinned", lambda: _pinned(town, articles[0], 2)
    yield "pinned more", lambda: _pinned(town, articles[1], 48, order=1)
    yield "order", lambda: _pinned(town, articles[0], 2, order=2)
    yield "unpinned", lambda: _pinned(town, articles[1], None)
    yield "withdrawn in error", lambda: _withdrawn(town, articles[4], "error")
    yield "withdrawn with notice", lambda: _withdrawn(town, town.covered, "notice")
    yield "withdrawn and moved", lambda: _withdrawn(town, articles[3], "moved", "/x.html")
    yield "withdrawn document", lambda: _withdrawn(town, town.document, "error")
    yield "withdrawn plain page", lambda: _withdrawn(town, town.about, "error")
    yield "plain page is back", lambda: _placed_again(town, town.about, "jgjj")
    yield "a file with a virus", lambda: _infected(town)


def _infected(town) -> None:
    from zhanqun.core.attachments.withholding import withhold

    (file,) = attachments.files_referred_to(library.article_key(town.articles[1].uid))
    attachments.Attachment.objects.filter(pk=file.pk).update(scan="infected")
    file.refresh_from_db()
    withhold(file, town.now)


def _acts_by_the_clock(town):
    turning.turn_documents(town.now)
    turning.turn_duties(town.now)
    yield "a pin runs out", lambda: (town.later(hours=3), turning.end_pins(town.now))
    yield (
        "a document of today",
        lambda: published_document(
            town, "明天失效的通知", number="", expires_on=clock.day_of(town.now)
        ),
    )
    yield "a document lapses", lambda: (town.later(days=1), turning.turn_documents(town.now))


def _acts_on_letters(town):
    office = town.letters
    shown = []
    yield "letter published", lambda: shown.append(published(office))
    yield "another letter", lambda: shown.append(published(office, title="星河路积水"))
    yield "letter to a department", lambda: published(office, to="jtj", sort="suggestion")
    yield "letters counted", lambda: figures.count_all(town.now)
    yield "letter withdrawn", lambda: withdrawn(office, shown[0])
    yield "mailbox renamed", lambda: _renamed(office, office.mayor, "青云市市长信箱")
    yield "department box renamed", lambda: _renamed(office, office.roads, "交通局长信箱")
    yield "mailbox closed", lambda: _closed(office, office.mayor)
    yield "new mailbox", lambda: _added(office, "sj", "书记信箱")


def _renamed(office: PostOffice, box: Mailbox, name: str) -> None:
    facts = MailboxFacts(name, box.office, tuple(box.sorts))
    mailboxes.change_mailbox(uid=box.uid, facts=facts, by=office.people["desk"], now=office.now)


def _closed(office: PostOffice, box: Mailbox) -> None:
    mailboxes.open_mailbox(uid=box.uid, is_open=False, by=office.people["desk"], now=office.now)


def _added(office: PostOffice, code: str, name: str) -> None:
    facts = MailboxFacts(name, office.town.office, tuple(office.mayor.sorts))
    mailboxes.add_mailbox(
        code=code, site=office.town.portal, facts=facts, by=office.people["desk"], now=office.now
    )


def _acts_on_policies(town):
    rows = []

    def publish(title, **facts):
        rows.append(published_document(town, title, **facts))

    def relate():
        policylibrary.relate(
            uid=rows[1].uid,
            facts=RelationFacts(kind="replaces", number=rows[0].number),
            by=town.people["signer"],
            now=town.now,
        )

    yield "older document", lambda: publish("渡口管理办法", number="青交〔2015〕7号")
    yield (
        "newer document",
        lambda: publish("渡口管理办法", number="青交〔2026〕7号", effective_from=town.now.date()),
    )
    yield "it takes the older one's place", relate
    yield "files with years", lambda: policylibrary.make_bundles(town.now)
    yield "older document withdrawn", lambda: _withdrawn(town, rows[0], "error")


def _acts_on_questions(town):
    rows, head = [], town.letters.people["head"]
    content = {
        "question": "路灯坏了找谁修？",
        "answer": "拨打城管服务热线。",
        "topics": ["路灯"],
        "unit": town.bureau,
        "review_on": clock.day_of(town.now) + timedelta(days=90),
    }

    def publish(**facts):
        row = questions.write_question(uid=None, content=content | facts, by=head, now=town.now)
        rows.append(questions.publish_question(uid=row.uid, by=head, now=town.now))

    def change(**facts):
        questions.change_question(uid=rows[0].uid, content=content | facts, by=head, now=town.now)

    yield "question published", publish
    yield "another question", lambda: publish(question="公交卡怎么补办？", topics=[])
    yield "question answered anew", lambda: change(answer="拨打新的热线。")
    yield "question put differently", lambda: change(question="路灯不亮找谁？")
    yield (
        "question retired",
        lambda: questions.retire_question(uid=rows[0].uid, by=head, now=town.now),
    )


def _acts_on_columns(town):
    manager = town.people["bureau_manager"]

    def column(code, **facts):
        return lambda: sites.update_column(
            column=town.column(code), facts=facts, by=manager, now=town.now
        )

    def close(code, into=None):
        heir = town.column(into) if into else None
        return lambda: sites.close_column(
            column=town.column(code), merge_into=heir, by=manager, now=town.now
        )

    today = clock.day_of(town.now)
    facts = {"by": manager, "now": town.now, "today": today}
    home = sites.home_of(town.bureau_site.site_id)
    yield "column renamed", column("gzdt", title="交通动态")
    yield "inner column renamed", column("cy", title="平安春运")
    yield "column described", column("gzdt", description="本局动态")
    yield "keywords of a column", column("cy", keywords="春运")
    yield "type of a group", column("ztzl", column_type="topic")
    yield "promised cycle", column("gzdt", cycle_days=3)
    yield "mode", column("gzdt", mode="shared")
    yield (
        "duty",
        lambda: sites.assign_duty(
            column=town.column("gzdt"),
            lead_unit=town.office,
            officer=None,
            deputy=None,
            since=today,
            by=manager,
            now=town.now,
        ),
    )
    yield (
        "duty from tomorrow",
        lambda: sites.assign_duty(
            column=town.column("tzgg"),
            lead_unit=town.other,
            officer=None,
            deputy=None,
            since=today + timedelta(days=1),
            by=manager,
            now=town.now,
        ),
    )
    yield "the duty begins", lambda: (town.later(days=1), turning.turn_duties(town.now))
    yield (
        "column added",
        lambda: sites.add_column(parent=home, spec=ColumnSpec("xin", "新栏目"), **facts),
    )
    yield "column merged", close("tzgg", into="gzdt")
    yield "empty column closed", close("xin")
    yield "topic closed", lambda: (_withdrawn(town, town.in_topic, "error"), close("cy")())
    yield "home drafted", lambda: _home_drafted(town)
    yield "home released", lambda: _home_released(town)


def _home_drafted(town):
    row = pages.home_arrangement(town.bureau_site)
    blocks = [{"type": "list", "value": {"column": town.column("gzdt").pk, "rows": 3}}]
    pages.save_draft(
        uid=row.uid,
        blocks=blocks,
        seen=row.latest.number,
        by=town.people["bureau_manager"],
        now=town.now,
    )


def _home_released(town):
    row = pages.home_arrangement(town.bureau_site)
    pages.release(uid=row.uid, digest=row.latest.digest, by=town.people["signer"], now=town.now)


def _acts_on_sites(town):
    def site(profile, **facts):
        def update():
            profile.refresh_from_db()
            sites.update_site(profile=profile, facts=facts, by=None, now=town.now)

        return update

    for name, facts in {
        "name": {"name": "青云市交通局"},
        "English name": {"name_en": "Transport"},
        "short name": {"short_name": "市交通局"},
        "domain": {"domain": "jt.qingyun.localhost"},
        "port": {"port": 8443},
        "code": {"id_code": "9900000009"},
        "units": {"host_unit": town.office, "undertaking_unit": town.office},
        "foot": {
            "address": "江滨路1号",
            "phone": "0000-1234567",
            "office_hours": "9:00—17:00",
            "icp": "江ICP备1号",
            "police_record": "江公网安备1号",
            "party_mark_url": "https://www.example.gov.cn/mark",
            "error_report_url": "https://www.example.gov.cn/error",
            "footer_links": [["联系我们", "/lx.html"]],
        },
        "upper links": {"upper_links": [["省政府", "https://www.example.gov.cn/"]]},
        "places": {"own_places": "石桥镇"},
        "look": {"theme": "song", "main_colour": "#7a1f5c"},
    }.items():
        yield f"site: {name}", site(town.bureau_site, **facts)
    yield "name of the portal", site(town.portal, name="青云市政府")
    yield "domain of the portal", site(town.portal, domain="qy.qingyun.localhost")
    yield "new subsite", lambda: subsite(town, "new.qingyun.localhost", id_code="9900000008")
    yield "subsite goes elsewhere", site(town.bureau_site, parent=None)
