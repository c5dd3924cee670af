"""The pages that an act makes anew are those whose bytes it changes: none less, few more.

Every page of a rich town is drawn before and after each act, in batches as the publisher does.
A page is touched when it noted a key that the act announced, or when a kind of page says that
the key may open it. Whoever changed its bytes untouched is missing; who was touched and stayed
the same is superfluous.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

import pytest

from zhanqun.affairs.letters import figures
from zhanqun.affairs.letters.models import Mailbox
from zhanqun.affairs.letters.services import mailboxes, questions
from zhanqun.affairs.letters.services.mailboxes import MailboxFacts
from zhanqun.affairs.letters.tests.conftest import PostOffice
from zhanqun.affairs.letters.tests.making import published, withdrawn
from zhanqun.content.alerts import api as alerts
from zhanqun.content.alerts.tests.making import released
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.content.review import turning
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import ColumnSpec, SiteProfile
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.files import FILES, pdf
from zhanqun.foundation import clock, targets
from zhanqun.foundation.dependencies import recording, reusing
from zhanqun.foundation.targets import Rendered, Target, render, target_kinds

SUPERFLUOUS_MOST = 0.1
# What stands where: the same page under another domain is another file.
Page = tuple[str, Rendered] | None
Drawn = dict[Target, tuple[Page, frozenset[str]]]


@dataclass
class Heard:
    """The keys that acts announced, and the sites that they named."""

    keys: set[str] = field(default_factory=set)
    site_ids: set[int] = field(default_factory=set)


@pytest.fixture
def heard(monkeypatch) -> Heard:
    told = Heard()

    def note(keys, site_ids=()):
        told.keys |= keys
        told.site_ids |= set(site_ids)

    monkeypatch.setitem(review.changes._entries, "test", lambda c: note(c.keys, c.site_ids))
    monkeypatch.setitem(sites.structure_changed._entries, "test", note)
    monkeypatch.setitem(targets.changed._entries, "test", lambda c: note(c.keys, c.site_ids))
    monkeypatch.setitem(attachments.file_withheld._entries, "test", note)
    monkeypatch.setitem(
        alerts.changed._entries,
        "test",
        lambda changed: note(frozenset().union(*changed.values()), changed),
    )
    return told


def everything() -> list[Target]:
    site_ids = SiteProfile.objects.values_list("site_id", flat=True)
    found = (
        target
        for site_id in site_ids
        for _name, kind in target_kinds
        for target in kind.all_for_site(site_id)
    )
    return list(dict.fromkeys(found))


def drawn(targets: list[Target]) -> Drawn:
    """In batches, one of each kind, as the publisher draws."""
    domains = dict(SiteProfile.objects.values_list("site_id", "domain"))
    found: Drawn = {}
    with reusing({}):
        for name, batch in groupby(sorted(targets, key=lambda t: t.kind), key=lambda t: t.kind):
            batch = list(batch)
            target_kinds.get(name).prepare(batch)
            for target in batch:
                found[target] = drawn_one(target, domains[target.site_id])
    return found


def drawn_one(target: Target, domain: str) -> tuple[Page, frozenset[str]]:
    with recording() as keys:
        rendered = render(target)
    return rendered and (domain, rendered), frozenset(keys)


def opened(heard: Heard) -> set[Target]:
    site_ids = set(SiteProfile.objects.values_list("site_id", flat=True)) & heard.site_ids
    return {
        target
        for key in heard.keys
        for site_id in site_ids
        for _name, kind in target_kinds
        for target in kind.opened_by(key, site_id)
    }


class Table:
    """Acts one after the other, and what each touched."""

    def __init__(self, town, heard: Heard) -> None:
        self.town, self.heard = town, heard
        self.rows: list[tuple[str, set[Target], set[Target]]] = []
        self.before = self._draw()

    def _draw(self) -> Drawn:
        with clock.fixed(self.town.now):
            return drawn(everything())

    def act(self, name: str, do: Callable[[], object]) -> None:
        self.town.later(minutes=1)
        self.heard.keys.clear()
        self.heard.site_ids.clear()
        with clock.fixed(self.town.now):
            do()
        after = self._draw()
        nothing = (None, frozenset())
        changed = {
            target
            for target in self.before.keys() | after.keys()
            if self.before.get(target, nothing)[0] != after.get(target, nothing)[0]
        }
        shown = {t for t, (page, keys) in self.before.items() if page and keys & self.heard.keys}
        self.rows.append((name, changed, shown | opened(self.heard)))
        self.before = after

    def report(self) -> str:
        lines = [f"{'act':<34} changed touched missing superfluous"]
        for name, changed, touched in self.rows:
            lines.append(
                f"{name:<34} {len(changed):7} {len(touched):7}"
                f"  missing: {_names(changed - touched)}  superfluous: {_names(touched - changed)}"
            )
        return "\n".join(lines)


def _names(targets: set[Target]) -> list[str]:
    return sorted(f"{t.site_id}/{t.kind}:{t.key}" for t in targets)


@pytest.fixture
def rich(town, settings, tmp_path):
    """The town with a page of every kind: two list pages, files, a topic, an English edition."""
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    _structure(town)
    file = _stored(town, "通车安排.pdf", pdf())
    cover = _stored(town, "大桥.png", FILES["png"])
    gzdt = town.column("gzdt")
    sites.Column.objects.filter(pk=gzdt.pk).update(next_number=18)
    town.articles = [
        town.published(f"第{n}条工作动态", summary="一句话。", files=[file.uid] if n == 1 else [])
        for n in range(5)
    ]
    town.covered = town.published("图片新闻一则", cover=cover.uid, cover_alt="大桥")
    town.document = _document(town, "关于印发治超办法的通知", expires_on=town.now.date())
    town.reading = town.published(
        "治超办法怎么看", kind="interpretation", interprets=[town.document.uid], form="qa"
    )
    town.notice = town.published("停运通知", column=town.column("tzgg"))
    town.about = town.published("机构简介正文", column=town.column("jgjj"))
    town.in_topic = town.published("春运第一天", column=town.column("cy"))
    town.shared = _adopted(town, town.articles[2])
    town.letters = PostOffice(town)
    return town


def _structure(town) -> None:
    manager, now = town.people["bureau_manager"], town.now
    facts = {"by": manager, "now": now, "today": clock.day_of(now) - timedelta(days=30)}
    home = sites.home_of(town.bureau_site.site_id)
    for spec in (
        ColumnSpec("jgjj", "机构简介", form="plain", column_type="organs", lead_unit=town.bureau),
        ColumnSpec("ztzl", "专题专栏", form="group", home=("topics",), lead_unit=town.bureau),
        ColumnSpec("kbgg", "空白公告", lead_unit=town.bureau),
    ):
        sites.add_column(parent=home, spec=spec, **facts)
    topic = ColumnSpec("cy", "春运", form="topic", description="平安春运")
    sites.add_column(parent=town.column("ztzl"), spec=topic, **facts)
    _subsite(town, "en.qingyun.localhost", kind="foreign", name_en="Qingyun", language="en")


def _subsite(town, domain: str, **facts) -> SiteProfile:
    given = {
        "kind": "department",
        "id_code": "9900000007",
        "name": "青云市测试站",
        "short_name": "测试站",
        "domain": domain,
        "host_unit": town.office,
        "undertaking_unit": town.office,
        "parent": town.portal,
    }
    return sites.create_site(
        facts=given | facts,
        columns=(ColumnSpec("news", "News", home=("tabs",)),),
        by=None,
        now=town.now,
        today=clock.day_of(town.now),
    )


def _stored(town, name: str, content: bytes):
    return attachments.store_attachment(
        name=name, content=content, unit=town.bureau, by=town.people["officer"], now=town.now
    )


def _document(town, title: str, **facts):
    given = {
        "kind": "document",
        "number": "青交〔2026〕4号",
        "issuing_organs": ["青云市交通运输局"],
        "validity": "in_force",
        "column": town.column("zcwj"),
    }
    return town.published(title, **given | facts)


def _adopted(town, article) -> library.Placement:
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    offer = library.offers_visible_to(town.people["editor"]).get()
    return library.adopt(uid=offer.uid, by=town.people["editor"], now=town.now)


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


def _acts(town) -> Iterator[tuple[str, Callable[[], object]]]:
    yield from _acts_on_texts(town)
    yield from _acts_on_places(town)
    yield from _acts_by_the_clock(town)
    yield "a warning", lambda: released(town, expires_at=town.now + timedelta(days=30))
    yield from _acts_on_letters(town)
    yield from _acts_on_questions(town)
    yield from _acts_on_columns(town)
    yield from _acts_on_sites(town)


def _acts_on_texts(town):
    one, document, reading = town.articles[1], town.document, town.reading
    other = _stored(town, "更正.txt", FILES["txt"])
    yield "body", lambda: _edited(town, one, body="<p>改过的正文。</p>")
    yield "body of the plain page", lambda: _edited(town, town.about, body="<p>新简介。</p>")
    yield "title", lambda: _edited(town, one, title="改过的标题")
    yield "summary", lambda: _edited(town, town.covered, summary="改过的摘要")
    yield "file", lambda: _edited(town, one, files=[other.uid])
    yield "cover taken off", lambda: _edited(town, town.covered, cover=None, cover_alt="")
    yield "same text again", lambda: _edited(town, one, keywords="大桥")
    yield "number", lambda: _edited(town, document, number="青交〔2026〕5号")
    yield "same number", lambda: _document(town, "另一件通知", number="青交〔2026〕5号")
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
    yield "adopted elsewhere", lambda: _adopted(town, articles[3])
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
        lambda: _document(town, "明天失效的通知", number="", expires_on=clock.day_of(town.now)),
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

    for name, value in {
        "name": "青云市交通局",
        "name_en": "Transport",
        "short_name": "市交通局",
        "domain": "jt.qingyun.localhost",
        "port": 8443,
        "id_code": "9900000009",
        "host_unit": town.office,
        "undertaking_unit": town.office,
        "address": "江滨路1号",
        "phone": "0000-1234567",
        "office_hours": "9:00—17:00",
        "icp": "江ICP备1号",
        "police_record": "江公网安备1号",
        "party_mark_url": "https://www.example.gov.cn/mark",
        "error_report_url": "https://www.example.gov.cn/error",
        "upper_links": [["省政府", "https://www.example.gov.cn/"]],
        "footer_links": [["联系我们", "/lx.html"]],
        "own_places": "石桥镇",
        "theme": "song",
        "main_colour": "#7a1f5c",
    }.items():
        yield f"site: {name}", site(town.bureau_site, **{name: value})
    yield "name of the portal", site(town.portal, name="青云市政府")
    yield "domain of the portal", site(town.portal, domain="qy.qingyun.localhost")
    yield "new subsite", lambda: _subsite(town, "new.qingyun.localhost", id_code="9900000008")
    yield "subsite goes elsewhere", site(town.bureau_site, parent=None)


def _drawn_alone(town) -> Drawn:
    """Page by page, with nothing read beforehand: the same bytes by the same keys."""
    domains = dict(SiteProfile.objects.values_list("site_id", "domain"))
    with clock.fixed(town.now):
        return {target: drawn_one(target, domains[target.site_id]) for target in everything()}


def test_given_any_act_then_exactly_the_pages_that_it_changes_are_made_anew(rich, heard):
    table = Table(rich, heard)
    assert _drawn_alone(rich) == table.before
    table.act("nothing", lambda: None)

    for name, do in _acts(rich):
        table.act(name, do)

    changed = sum(len(row[1]) for row in table.rows)
    superfluous = sum(len(touched - changes) for _name, changes, touched in table.rows)
    seen = {target.kind for _name, changes, _touched in table.rows for target in changes}
    assert seen == {name for name, _kind in target_kinds}
    assert [row[0] for row in table.rows if row[1] - row[2]] == [], table.report()
    assert table.rows[0][1:] == (set(), set())
    assert superfluous <= SUPERFLUOUS_MOST * changed, table.report()
