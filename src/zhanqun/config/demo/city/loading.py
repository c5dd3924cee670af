"""Builds the demo city through the services (建立演示城市), in the order of its dates.

Every article is drafted, reviewed in three steps, cleared and published by the people whose
posts those are; the clock handed to the services is the article's own date.
"""

import io
import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from PIL import Image

from zhanqun.config.demo.city import arrangements, films, pictures, portraits
from zhanqun.config.demo.city.leaders import LEADERS
from zhanqun.config.demo.city.letters import Correspondents, load_letters
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
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, SiteProfile
from zhanqun.core.attachments import api as attachments
from zhanqun.core.checks import api as checks
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import reusing

Say = Callable[[str], None]
TEXTS = Path(__file__).with_name("texts")
NATIONAL_ERROR_REPORTS = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
FOUNDED = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
FIRST_DAY = date(2025, 8, 1)
ARRANGED = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
# Offers from this day on stay open, so that the editor's in-tray has work in it.
OPEN_OFFERS_FROM = date(2026, 11, 20)
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
# A picture that the demo draws for its text: scene:wetland-2.
_SCENE = re.compile(r"scene:[a-z]+(?:-\d)?")
CONTENT = ("title", "summary", "body", "source", "number", "form", "validity", "details")


def load_city(*, accounts: Path, say: Say) -> None:
    """Build everything; writes the accounts, readable by the owner only."""
    city = City(say)
    city.found()
    city.write_accounts(accounts)
    # From here on units, sites, duties and plans stay as they are: each is read once.
    with reusing({}):
        city.publish_texts()
    city.receive_letters()
    city.arrange_pages()


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

    # --- Bones -----------------------------------------------------------------------------

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

    def write_accounts(self, path: Path) -> None:
        rows = [
            {
                "role": "、".join(dict.fromkeys(str(role.label) for role, _scope in post.terms)),
                "name": post.name,
                "username": post.username,
                "password": self.passwords[post.username],
            }
            for post in PEOPLE
            if post.shown
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")

    # --- Texts -----------------------------------------------------------------------------

    def publish_texts(self) -> None:
        texts = sorted(self._texts(), key=_order)
        waiting = {text["key"]: state for text, state in _left_on_their_way(texts)}
        for place, text in enumerate(texts, start=1):
            Piece(self, text, waiting.get(text["key"], "published")).make()
            if place % 50 == 0 or place == len(texts):
                self.say(f"  稿件 {place}/{len(texts)}")
        for text in texts:
            if "translates" in text:
                self._link_translation(text)
        # A year of news in one inbox is no demonstration.
        notices.read_all_before(OPEN_OFFERS_FROM)

    def _link_translation(self, text: Mapping[str, Any]) -> None:
        source = Article.objects.get(uid=self.articles[text["translates"]])
        library.link_translation(
            uid=self.articles[text["key"]],
            address=source.address,
            by=self.person("office", "xxy"),
            now=_moment(text),
        )

    def _texts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for path in sorted(TEXTS.glob("*.yaml")):
            found += yaml.safe_load(path.read_text(encoding="utf-8"))
        return found

    def receive_letters(self) -> None:
        known = Correspondents(self.units, self.sites, self.people)
        self.say(f"  来信{load_letters(known, founded=FOUNDED, counted_at=ARRANGED)}封")

    def arrange_pages(self) -> None:
        """One arranges, another releases, as everywhere."""
        for site, code, arranger, releaser, blocks_of in arrangements.PAGES:
            by, now = self.people[arranger], ARRANGED
            if code:
                row = pages.arrange(page=self.column(site, code), by=by, now=now)
            else:
                row = pages.home_arrangement(self.sites[site])
            blocks = blocks_of(lambda site, code: self.column(site, code).pk)
            seen = row.latest.number if row.latest else 0
            version = pages.save_draft(uid=row.uid, blocks=blocks, seen=seen, by=by, now=now)
            pages.release(uid=row.uid, digest=version.digest, by=self.people[releaser], now=now)
        self.say(f"  版面{len(arrangements.PAGES)}个")

    def column(self, site: str, code: str) -> Column:
        if (site, code) not in self.columns:
            self.columns[site, code] = sites.column_at(self.sites[site].site_id, code)
        return self.columns[site, code]

    def person(self, unit: str, post: str) -> User:
        return self.people[f"{unit}-{post}"]


class Piece:
    """One text on its way to the public."""

    def __init__(self, city: City, text: Mapping[str, Any], goal: str) -> None:
        self.city, self.text, self.goal = city, text, goal
        self.at = _moment(text)
        site = str(text["site"])
        self.unit = "office" if site in ("www", "en") else site
        self.site = site
        self.officer = city.person(self.unit, "xxy")

    def make(self) -> None:
        article = self._draft()
        self.city.articles[self.text["key"]] = article.uid
        if self.goal == "draft":
            return
        submission = review.submit(
            uid=article.uid, by=self.officer, now=self.at - timedelta(hours=3)
        )
        if self.goal == "review":
            return
        if self.goal == "returned":
            self._return(submission)
            return
        self._pass(submission)
        signer = self.city.person(self.unit, "qfr")
        review.publish(uid=article.uid, by=signer, now=self.at)
        self._offer(article)

    def _draft(self) -> Article:
        start = self.at - timedelta(hours=4)
        saved = library.create_article(
            kind=self.text["kind"],
            unit=self.city.units[self.unit],
            content=self._content(start),
            by=self.officer,
            now=start,
            language="en" if self.site == "en" else "zh-hans",
        )
        column = self.city.column(self.site, self.text["column"])
        placer = self.city.people["bianji"] if self.unit == "office" else self.officer
        library.place(article=saved.article, column=column, by=placer, now=start, is_home=True)
        return Article.objects.get(pk=saved.article.pk)

    def _content(self, now: datetime) -> dict[str, Any]:
        text = self.text
        content = {name: text[name] for name in CONTENT if text.get(name)}
        content["keywords"] = ",".join(text.get("keywords", []))
        content["byline"] = text.get("author", "")
        content["editor"] = self.officer.name if self.site != "en" else ""
        content["link_url"] = text.get("url", "")
        content["issuing_organs"] = text.get("organs", [])
        content["topic_class"] = text.get("topic", "")
        content["index_no"] = str(text.get("index", ""))
        for name in ("written_on", "effective_from", "expires_on"):
            if text.get(name):
                content[name] = text[name]
        content["interprets"] = [
            self.city.articles[key]
            for key in text.get("interprets", [])
            if key in self.city.articles
        ]
        if scene := text.get("picture"):
            shown = pictures.SCENES[scene]
            content["cover"] = self._picture(scene, now).uid
            content["cover_alt"] = shown.alt_en if self.site == "en" else shown.alt
        if text.get("portrait"):
            content["cover"] = self._portrait(now).uid
            content["cover_alt"] = f"{text['title']}肖像（示意画）"
        if body := content.get("body"):
            content["body"] = _SCENE.sub(lambda found: self._address(found[0], now), body)
        if scene := text.get("film"):
            content["files"] = [row.uid for row in self._film(scene, now)]
        return content

    def _portrait(self, now: datetime) -> attachments.Attachment:
        name = str(self.text["title"])
        drawn = portraits.portrait(name, long_hair=self.text["portrait"] == "long_hair")
        return self._keep(f"{name}.jpg", drawn, now)

    def _picture(self, scene: str, now: datetime) -> attachments.Attachment:
        return self._keep(f"{self.text['key']}.png", pictures.picture(scene), now)

    def _address(self, scene: str, now: datetime) -> str:
        """Where a picture of the text lies, drawn for it."""
        name = scene.removeprefix("scene:")
        kept = self._keep(f"{self.text['key']}-{name}.png", pictures.picture(name), now)
        return f"/f/{kept.key}/{kept.name}"

    def _film(self, scene: str, now: datetime) -> list[attachments.Attachment]:
        """A film over a picture, with the headings of its transcript as captions."""
        drawn = Image.open(io.BytesIO(pictures.picture(scene)))
        words = re.findall(r"<h2>(.*?)</h2>\s*<p>(.*?[，。：])", self.text["body"])
        key = self.text["key"]
        return [
            self._keep(f"{key}.mp4", films.film_of(drawn), now),
            self._keep(f"{key}.srt", films.captions_of(words), now),
        ]

    def _keep(self, name: str, content: bytes, now: datetime) -> attachments.Attachment:
        return attachments.store_attachment(
            name=name,
            content=content,
            unit=self.city.units[self.unit],
            by=self.officer,
            now=now,
        )

    def _pass(self, submission: review.Submission) -> None:
        for order, post in enumerate(("shr", "qfr"), start=1):
            self._pass_step(submission, order, self.city.person(self.unit, post))
        self._clear(submission)
        self._pass_step(submission, 3, self._chief())

    def _chief(self) -> User:
        if self.site in ("www", "en"):
            return self.city.people["zhubian"]
        return self.city.person(self.site, "zb")

    def _pass_step(self, submission: review.Submission, order: int, by: User) -> None:
        task = submission.tasks.get(order=order, state="open", is_secrecy=False)
        now = self.at - timedelta(hours=3 - order * 0.7)
        review.pass_task(uid=task.uid, digest=submission.digest, by=by, now=now)

    def _clear(self, submission: review.Submission) -> None:
        task = submission.tasks.get(is_secrecy=True, state="open")
        review.decide_secrecy(
            uid=task.uid,
            digest=submission.digest,
            conclusion="public",
            ground="不涉及国家秘密、工作秘密和个人隐私，可以公开",
            by=self.city.person(self.unit, "bmy"),
            now=self.at - timedelta(hours=2),
        )

    def _return(self, submission: review.Submission) -> None:
        task = submission.tasks.get(order=1, state="open", is_secrecy=False)
        review.return_task(
            uid=task.uid,
            digest=submission.digest,
            reason="请补充咨询电话和办理时间，并核对文中的金额。",
            by=self.city.person(self.unit, "shr"),
            now=self.at - timedelta(hours=1),
        )

    def _offer(self, article: Article) -> None:
        for target in self.text.get("also", []):
            site, code = target.split(":") if ":" in target else (self.site, target)
            column = self.city.column(site, code)
            placement = library.place(
                article=article, column=column, by=self.officer, now=self.at + timedelta(minutes=5)
            )
            if placement.state == "offered" and not self._stays_open():
                library.adopt(
                    uid=placement.uid, by=self._editor(site), now=self.at + timedelta(hours=1)
                )

    def _editor(self, site: str) -> User:
        return self.city.people["bianji"] if site == "www" else self.city.person(site, "zb")

    def _stays_open(self) -> bool:
        """Offers of the last days are left in the in-tray."""
        return clock.day_of(self.at) >= OPEN_OFFERS_FROM


def _moment(text: Mapping[str, Any]) -> datetime:
    moment = text["date"]
    if not isinstance(moment, datetime):
        moment = datetime.strptime(str(moment), "%Y-%m-%d %H:%M")  # noqa: DTZ007
    return moment.replace(tzinfo=clock.BEIJING)


def _order(text: Mapping[str, Any]) -> tuple[bool, datetime]:
    """Interpretations after everything, so that the documents they explain exist."""
    return bool(text.get("interprets")), _moment(text)


def _left_on_their_way(texts: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """The transport bureau's newest news, so that its demo accounts have work to do."""
    news = [t for t in texts if t["site"] == "jtj" and t["kind"] in ("news", "notice")]
    newest = sorted(news, key=_moment, reverse=True)
    goals = ["review", "draft", "returned"]
    return list(zip(newest, goals, strict=False))
