"""Targets of warnings: list, page of each, feed and messages of CAP (预警页面)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from zhanqun.content.alerts import api as alerts
from zhanqun.content.pages.builders import alerts as build
from zhanqun.content.pages.builders.frame import Frame, frame_of, frames, in_its_language
from zhanqun.content.pages.builders.items import stamp
from zhanqun.content.pages.drawing import draw, head_of
from zhanqun.content.pages.shapes import FeedLink
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face

FEED_TYPE, CAP_TYPE = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"


class AlertList(TargetKind):
    """预警信息: all current warnings of a site."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        page = build.alerts_page(frame, clock.now())
        feed = FeedLink(page.title, build.FEED_PATH, "application/atom+xml")
        head = replace(head_of(frame, build.LIST_PATH, page.title), feeds=(feed,))
        path = f"{build.LIST_PATH}index.html"
        return Rendered(path, draw("alerts.html", frame, head, page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if _is_of(key, site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "alerts", "")]


class AlertPages(TargetKind):
    """预警详情, key is the uid of the first message."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame, uid = frame_of(target.site_id), UUID(target.key)
        page = build.alert_page(frame, uid)
        if page is None:
            return None
        path = build.page_path(uid)
        return Rendered(path, draw("alert.html", frame, head_of(frame, path, page.title), page))

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """Also for a new site, on which the warnings for all sites stand too."""
        if key == sites.created_key(site_id):
            return self.all_for_site(site_id)
        uid = _chain_in(key, site_id)
        return [Target(site_id, "alert", uid)] if uid else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "alert", str(uid)) for uid in alerts.chains_on(site_id)]


class CapMessage(TargetKind):
    """One message in CAP 1.2, key is its identifier; never changed once it was sent."""

    def prepare(self, targets: Sequence[Target]) -> None:
        sites.profiles_by_id({target.site_id for target in targets})

    def render(self, target: Target) -> Rendered | None:
        depends_on(sites.folder_key(target.site_id))
        found = alerts.message(target.key)
        if found is None or not found.covers(target.site_id):
            return None
        uid = found.first.uid if found.first else found.uid
        web = sites.base_url_of(target.site_id) + build.page_path(uid)
        path = build.cap_path(target.key)
        return Rendered(path, alerts.cap_of(found, web), content_type=CAP_TYPE)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        if key == sites.created_key(site_id):
            return self.all_for_site(site_id)
        uid = _chain_in(key, site_id)
        chain = alerts.chain_on(site_id, UUID(uid)) if uid else []
        return [Target(site_id, "cap", row.identifier) for row in chain if row.identifier]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "cap", each) for each in alerts.identifiers_on(site_id)]


class CapFeed(TargetKind):
    """Atom feed of the messages (预警订阅), newest first."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})

    def render(self, target: Target) -> Rendered:
        frame = frames([target.site_id])[target.site_id]
        depends_on(sites.name_key(target.site_id), sites.folder_key(target.site_id))
        messages = alerts.messages_on(target.site_id)
        moments = [row.sent_at for row in messages if row.sent_at is not None]
        context = {
            "title": frame.page_name,
            "lang": frame.chrome.lang,
            "address": frame.base_url + build.FEED_PATH,
            "home": frame.base_url + build.LIST_PATH,
            "updated": stamp(max(moments)) if moments else "2000-01-01T00:00:00Z",
            "entries": [_entry(row, frame) for row in messages],
        }
        body = face.printed("pages/alert_feed.xml", context, lang=frame.chrome.lang).encode()
        return Rendered(build.FEED_PATH, body, content_type=FEED_TYPE)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if _is_of(key, site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "cap_feed", "")]


def _entry(alert: alerts.Alert, frame: Frame) -> dict[str, object]:
    assert alert.identifier is not None and alert.sent_at is not None
    uid = alert.first.uid if alert.first else alert.uid
    return {
        "uid": alert.uid,
        "title": alert.headline,
        "url": frame.base_url + build.page_path(uid),
        "cap": frame.base_url + build.cap_path(alert.identifier),
        "at": stamp(alert.sent_at),
        "author": alert.issuer,
        "summary": alert.note or alerts.brief_of(alert.instruction),
    }


def _is_of(key: str, site_id: int) -> bool:
    return key in (alerts.bar_key(site_id), sites.created_key(site_id))


def _chain_in(key: str, site_id: int) -> str:
    """The uid in the key of a warning on this site, else ""."""
    start = alerts.bar_key(site_id) + ":"
    rest = key.removeprefix(start) if key.startswith(start) else ""
    return rest if len(rest) == 36 else ""
