"""The demo city's bones (演示城市的骨架): units, sites, columns, people and their duties."""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from zhanqun.config.demo.city.disclosure import Platform
from zhanqun.config.demo.city.leaders import LEADERS
from zhanqun.config.demo.city.people import PEOPLE
from zhanqun.config.demo.city.structure import (
    ELDER_ENTRIES,
    ENGLISH,
    PORTAL,
    SITE_NAMES_EN,
    TEMPLATES,
    UNITS,
    UnitSpec,
)
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, SiteProfile
from zhanqun.core.checks import api as checks
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User

Say = Callable[[str], None]
NATIONAL_ERROR_REPORTS = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
FOUNDED = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
FIRST_DAY = date(2025, 8, 1)
KIND_OF_SITE = {"cxq": "district", "sqz": "township"}
# Portal columns that a department undertakes (部门承建栏目).
LED_BY_DEPARTMENT = {
    "jtcx": "jtj",
    "ydsj": "fgw",
    "shbz": "mzj",
    "lnrfw": "mzj",
    "zfbz": "zjj",
    "jyjy": "jyj",
    "ylws": "wjw",
}


class City:
    """What has been built so far, by short code."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.units: dict[str, Unit] = {}
        self.sites: dict[str, SiteProfile] = {}
        self.columns: dict[tuple[str, str], Column] = {}
        self.people: dict[str, User] = {}
        self.passwords: dict[str, str] = {}
        self.articles: dict[str, UUID] = {}

    def found(self) -> None:
        for spec in UNITS:
            self.units[spec.code] = self._unit(spec)
        for spec in UNITS:
            if spec.site:
                self.sites[spec.site] = self._site(spec)
        self._elder_home()
        self.sites["en"] = self._english_edition()
        for post in PEOPLE:
            self._appoint(post)
        self._name_officers()
        self._name_leaders()
        self.platform = Platform(self.units, self.sites, self.people["xinjian"], FOUNDED)
        review.set_plan(name="通用三审", steps=review.STANDARD_STEPS, by=None, now=FOUNDED)
        columns = sites.Column.objects.count()
        self.say(f"  单位{len(self.units)}个，站点{len(self.sites)}个，栏目{columns}个")

    def _name_leaders(self) -> None:
        for name, title, order, start, end in LEADERS:
            checks.add_leader(
                name=name,
                title=title,
                order=order,
                unit=self.units["gov"],
                valid_from=start,
                valid_until=end,
                by=None,
                now=FOUNDED,
            )

    def _unit(self, spec: UnitSpec) -> Unit:
        parent = Unit.objects.get(pk=self.units[spec.parent].pk) if spec.parent else None
        return units.add_unit(
            parent=parent,
            by=None,
            now=FOUNDED,
            kind=spec.kind,
            name=spec.name,
            short_name=spec.short,
            document_code=spec.document_code,
            division_code="990100",
        )

    def _site(self, spec: UnitSpec) -> SiteProfile:
        portal = spec.site == "www"
        kind = "portal" if portal else KIND_OF_SITE.get(spec.site, "department")
        name = "青云市人民政府" if portal else spec.name
        facts = self._facts(spec, kind, name, spec.site)
        if portal:
            facts["upper_links"] = [
                ["中国政府网", "https://www.gov.cn/"],
                ["江海省人民政府", "https://www.jianghai.example/"],
            ]
        columns = PORTAL if portal else TEMPLATES[kind]
        return sites.create_site(
            facts=facts, columns=columns, by=None, now=FOUNDED, today=FIRST_DAY
        )

    def _elder_home(self) -> None:
        """The portal's elder home: where its eight things lead are columns of the portal."""
        entries = [
            sites.ElderEntry(title, note, self.column("www", code).address)
            for title, note, code in ELDER_ENTRIES
        ]
        sites.arrange_elder_home(
            profile=self.sites["www"],
            phone="12345",
            phone_text="有事打电话，全天有人接听",
            phone_note="不用按键选菜单，接通就是人工",
            entries=entries,
            news=self.column("www", "tzgg"),
            by=None,
            now=FOUNDED,
        )

    def _english_edition(self) -> SiteProfile:
        facts = self._facts(UNITS[1], "foreign", "Qingyun China", "en")
        facts |= {"language": "en", "address": "1 Jiangbin Avenue, Qingyun", "office_hours": ""}
        facts |= {"parent": self.sites["www"]}
        return sites.create_site(
            facts=facts, columns=ENGLISH, by=None, now=FOUNDED, today=FIRST_DAY
        )

    def _facts(self, spec: UnitSpec, kind: str, name: str, host: str) -> dict[str, Any]:
        number = len(self.sites) + 1
        port = os.environ.get("PORT", "8000")
        return {
            "kind": kind,
            "name": name,
            "name_en": SITE_NAMES_EN.get(host, ""),
            "short_name": spec.short if host != "www" else "青云市政府门户网站",
            "domain": f"{host}.qingyun.localhost",
            "port": int(port),
            "id_code": f"99000000{number:02d}",
            "host_unit": self.units[spec.code],
            "undertaking_unit": self.units["data"],
            "address": spec.address,
            "phone": spec.phone,
            "office_hours": "工作日 8:30—17:30",
            "icp": f"江ICP备00000000号-{number}",
            "police_record": f"江公网安备 990100020000{number:02d}号",
            "party_mark_url": "https://bszs.conac.cn/",
            # The portal leads to the national platform, the subsites to their own form.
            "error_report_url": NATIONAL_ERROR_REPORTS if host == "www" else "",
            "theme": spec.theme,
            "parent": self.sites.get("www"),
        }

    def _appoint(self, post: Any) -> None:
        # Hashing takes as long as it should; nobody is told the passwords of the others.
        password = secrets.token_urlsafe(9) if post.shown else None
        person = units.add_user(
            username=post.username,
            name=post.name,
            unit=self.units[post.unit],
            password=password,
            by=None,
            now=FOUNDED,
        )
        for role, (kind, code) in post.terms:
            key = self.units[code].pk if kind == "unit" else self.sites[code].site_id
            units.appoint(
                user=person,
                role=role,
                scope=(kind, key),
                valid_from=FIRST_DAY,
                by=None,
                now=FOUNDED,
            )
        self.people[post.username] = person
        if password is not None:
            self.passwords[post.username] = password

    def _name_officers(self) -> None:
        """Every top column gets its officer and deputy; some portal columns another unit."""
        since = FIRST_DAY + timedelta(days=1)
        for code, profile in self.sites.items():
            unit = "office" if code in ("www", "en") else code
            manager = self.people["zhandian" if unit == "office" else f"{code}-zb"]
            for column in sites.columns_of(profile.site_id):
                lead = LED_BY_DEPARTMENT.get(column.code) if code == "www" else None
                if lead is None and column.depth > 3:
                    continue
                sites.assign_duty(
                    column=column,
                    lead_unit=self.units[lead or unit],
                    officer=self.person(lead or unit, "xxy"),
                    deputy=self.person(lead or unit, "shr"),
                    since=since,
                    by=manager,
                    now=FOUNDED,
                )

    def column(self, site: str, code: str) -> Column:
        if (site, code) not in self.columns:
            self.columns[site, code] = sites.column_at(self.sites[site].site_id, code)
        return self.columns[site, code]

    def person(self, unit: str, post: str) -> User:
        return self.people[f"{unit}-{post}"]
