"""A small town for tests: a portal, one department with its site, people in every role.

Made through the services, like every installation: once a process, then put back for each test.
Take the fixture `town`; for tests with real commits call `kept_town.restore()` inside a cloned
database.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from restoring import Kept, keep
from zhanqun.content.library import api as library
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnSpec, SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Role, Unit, User

START = date(2025, 1, 1)
NOW = datetime(2026, 6, 16, 9, 20, tzinfo=UTC)  # 17:20 in Beijing
PASSWORD = "a-town-password-2026"

PORTAL_COLUMNS = (
    ColumnSpec(
        "ywdt",
        "要闻动态",
        form="group",
        column_type="news",
        cycle_days=7,
        children=(
            ColumnSpec("qyyw", "青云要闻", home=("tabs", "headline"), mode="shared"),
            ColumnSpec("bmdt", "部门动态", home=("tabs",), mode="shared"),
        ),
    ),
    ColumnSpec(
        "zwgk",
        "政务公开",
        form="group",
        column_type="disclosure",
        children=(
            ColumnSpec("zfwj", "市政府文件", column_type="documents", home=("policy",)),
            ColumnSpec("zcjd", "政策解读", column_type="interpretation", mode="shared"),
        ),
    ),
)
DEPARTMENT_COLUMNS = (
    ColumnSpec("gzdt", "工作动态", column_type="news", home=("tabs",), cycle_days=14),
    ColumnSpec("tzgg", "通知公告", column_type="news", home=("list",)),
    ColumnSpec("zcwj", "政策文件", column_type="documents", home=("policy",)),
)
STEPS = (
    ("初审", Role.REVIEWER, "unit", 24),
    ("复审", Role.LIAISON, "unit", 24),
    ("终审", Role.SIGNER, "unit", 48),
)


@dataclass
class Town:
    """What stands in the town, and short ways through the flow."""

    government: Unit
    office: Unit
    bureau: Unit
    other: Unit
    portal: SiteProfile
    bureau_site: SiteProfile
    people: dict[str, User] = field(default_factory=dict)
    now: datetime = NOW

    def later(self, **kwargs: float) -> datetime:
        self.now += timedelta(**kwargs)
        return self.now

    def column(self, code: str, site: SiteProfile | None = None) -> Column:
        return sites.column_at((site or self.bureau_site).site_id, code)

    def draft(self, title: str = "青云江大桥恢复通车", **content: Any) -> library.Article:
        """A draft of the bureau's officer, at home on 工作动态 of the bureau's site."""
        kind = content.pop("kind", "news")
        column = content.pop("column", None) or self.column("gzdt")
        facts = {
            "title": title,
            "body": "<p>大桥将于6月18日零时恢复通车。</p>",
            "source": "交通运输局",
        }
        saved = library.create_article(
            kind=kind,
            unit=self.bureau,
            content=facts | content,
            by=self.people["officer"],
            now=self.now,
        )
        library.place(
            article=saved.article,
            column=column,
            by=self.people["officer"],
            now=self.now,
            is_home=True,
        )
        return library.Article.objects.get(pk=saved.article.pk)

    def submit(self, article: library.Article) -> review.Submission:
        return review.submit(uid=article.uid, by=self.people["officer"], now=self.now)

    def pass_steps(self, submission: review.Submission) -> None:
        for step, person in (("初审", "reviewer"), ("复审", "liaison"), ("终审", "signer")):
            task = submission.tasks.get(name=step, state="open")
            review.pass_task(
                uid=task.uid, digest=submission.digest, by=self.people[person], now=self.now
            )

    def clear(self, submission: review.Submission) -> None:
        task = submission.tasks.get(is_secrecy=True, state="open")
        review.decide_secrecy(
            uid=task.uid,
            digest=submission.digest,
            conclusion="public",
            ground="不涉及国家秘密、工作秘密",
            by=self.people["secrecy"],
            now=self.now,
        )

    def approve(self, article: library.Article) -> review.Submission:
        return self.pass_all(self.submit(article))

    def pass_all(self, submission: review.Submission) -> review.Submission:
        self.pass_steps(submission)
        self.clear(submission)
        submission.refresh_from_db()
        return submission

    def publish(self, article: library.Article) -> library.Article:
        self.approve(article)
        review.publish(uid=article.uid, by=self.people["signer"], now=self.now)
        return library.Article.objects.get(pk=article.pk)

    def published(self, title: str = "青云江大桥恢复通车", **content: Any) -> library.Article:
        return self.publish(self.draft(title, **content))


def build_town(*, port: int | None = None) -> Town:
    """Build the town; everything through the services, with nobody acting."""
    government = units.add_unit(
        parent=None, by=None, now=NOW, kind="government", name="青云市人民政府", short_name="市政府"
    )

    def department(name: str, short: str, code: str) -> Unit:
        return units.add_unit(
            parent=Unit.objects.get(pk=government.pk),
            by=None,
            now=NOW,
            kind="department",
            name=name,
            short_name=short,
            document_code=code,
        )

    office = department("青云市人民政府办公室", "市政府办公室", "青政办发")
    bureau = department("青云市交通运输局", "市交通运输局", "青交")
    other = department("青云市民政局", "市民政局", "青民发")
    facts = {"id_code": "9900000001", "icp": "江ICP备00000000号-1", "port": port}
    portal = sites.create_site(
        facts=facts
        | {
            "kind": "portal",
            "name": "青云市人民政府",
            "short_name": "青云市政府网",
            "domain": "www.qingyun.localhost",
            "host_unit": office,
            "undertaking_unit": office,
        },
        columns=PORTAL_COLUMNS,
        by=None,
        now=NOW,
        today=START,
    )
    bureau_site = sites.create_site(
        facts=facts
        | {
            "kind": "department",
            "id_code": "9900000002",
            "name": "青云市交通运输局",
            "short_name": "市交通运输局",
            "domain": "jtj.qingyun.localhost",
            "host_unit": bureau,
            "undertaking_unit": bureau,
            "parent": portal,
        },
        columns=DEPARTMENT_COLUMNS,
        by=None,
        now=NOW,
        today=START,
    )
    town = Town(government, office, bureau, other, portal, bureau_site)
    _people(town)
    review.set_plan(name="通用三审", steps=STEPS, by=None, now=NOW)
    return town


def _people(town: Town) -> None:
    in_bureau = ("unit", town.bureau.pk)
    posts = {
        "officer": (town.bureau, Role.INFORMATION_OFFICER, in_bureau),
        "reviewer": (town.bureau, Role.REVIEWER, in_bureau),
        "liaison": (town.bureau, Role.LIAISON, in_bureau),
        "signer": (town.bureau, Role.SIGNER, in_bureau),
        "secrecy": (town.bureau, Role.SECRECY_REVIEWER, in_bureau),
        "editor": (town.office, Role.EDITOR, ("site", town.portal.site_id)),
        "chief": (town.office, Role.CHIEF_EDITOR, ("site", town.portal.site_id)),
        "manager": (town.office, Role.SITE_MANAGER, ("site", town.portal.site_id)),
        "bureau_manager": (town.bureau, Role.SITE_MANAGER, ("site", town.bureau_site.site_id)),
        "stranger": (town.other, Role.INFORMATION_OFFICER, ("unit", town.other.pk)),
        "supervisor": (town.office, Role.SUPERVISOR, ("unit", town.government.pk)),
        "system": (town.office, Role.SYSTEM_ADMIN, ("unit", town.government.pk)),
        "security": (town.office, Role.SECURITY_ADMIN, ("unit", town.government.pk)),
        "auditor": (town.other, Role.AUDIT_ADMIN, ("unit", town.government.pk)),
    }
    for username, (unit, role, scope) in posts.items():
        person = units.add_user(
            username=username,
            name=f"{role.label}甲",
            unit=unit,
            password=PASSWORD,
            by=None,
            now=NOW,
        )
        units.appoint(user=person, role=role, scope=scope, valid_from=START, by=None, now=NOW)
        town.people[username] = person


@pytest.fixture(scope="session")
def kept_town(django_db_setup: None, django_db_blocker: Any) -> Kept:
    """The town, built once; `restore()` puts it into the database of a test."""
    with django_db_blocker.unblock():
        return keep(build_town)


@pytest.fixture
def town(db: None, kept_town: Kept) -> Town:
    restored: Town = kept_town.restore()
    return restored
