"""A text of the demo city on its way to the public, through every hand that an article passes."""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from PIL import Image

from zhanqun.config.demo.city import films, pictures, portraits
from zhanqun.config.demo.city.founding import City
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.units.api import User
from zhanqun.foundation import clock

# Offers from this day on stay open, so that the editor's in-tray has work in it.
OPEN_OFFERS_FROM = date(2026, 11, 20)
# A picture that the demo draws for its text: scene:wetland-2.
_SCENE = re.compile(r"scene:[a-z]+(?:-\d)?")
CONTENT = ("title", "summary", "body", "source", "number", "form", "validity", "details")


class Piece:
    """One text on its way to the public."""

    def __init__(self, city: City, text: Mapping[str, Any], goal: str) -> None:
        self.city, self.text, self.goal = city, text, goal
        self.at = moment_of(text)
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
        self.city.platform.file(saved.article, self.text, start)
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


def moment_of(text: Mapping[str, Any]) -> datetime:
    moment = text["date"]
    if not isinstance(moment, datetime):
        moment = datetime.strptime(str(moment), "%Y-%m-%d %H:%M")  # noqa: DTZ007
    return moment.replace(tzinfo=clock.BEIJING)


def order_of(text: Mapping[str, Any]) -> tuple[bool, datetime]:
    """Interpretations after everything, so that the documents they explain exist."""
    return bool(text.get("interprets")), moment_of(text)
