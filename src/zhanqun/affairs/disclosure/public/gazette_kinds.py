"""Targets of the gazette: the newest year, each year, each issue (政府公报页面)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.issue_states import IssueState
from zhanqun.affairs.disclosure.keys import gazette_key, issue_key
from zhanqun.affairs.disclosure.models import Issue
from zhanqun.affairs.disclosure.public import gazette
from zhanqun.affairs.disclosure.public.addresses import GAZETTE, issue_path, year_path
from zhanqun.content.pages import api as pages
from zhanqun.content.pages.api import frame_of, in_its_language
from zhanqun.foundation.targets import Rendered, Target


class Gazette(pages.FramedKind):
    """政府公报, key "" for the newest year, else a year."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        frame, year = frame_of(target.site_id), int(target.key) if target.key else None
        page = gazette.gazette_page(frame, year)
        path = year_path(year) if year else GAZETTE
        return (
            pages.draw_apart(frame, "disclosure/gazette.html", path, f"{path}index.html", page)
            if page
            else None
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == gazette_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        years = gazette.years_on(site_id)
        return [Target(site_id, "gazette", str(year or "")) for year in ("", *years) if years]


class IssueText(pages.FramedKind):
    """一期公报, key is its uid."""

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        found = gazette.issue_at(UUID(target.key), target.site_id)
        if found is None:
            return None
        frame, path = frame_of(target.site_id), issue_path(found)
        if found.state != IssueState.PUBLISHED:
            title, text = _("这一期公报已经撤下"), _("请在政府公报里查看其他各期。")
            gone = pages.draw_gone(frame, path, title, text, found.changed_at)
            return Rendered(path, gone, status=410)
        return pages.draw_apart(
            frame, "disclosure/issue.html", path, path, gazette.issue_page(frame, found)
        )

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        is_ours = kind == "gazette" and len(uid) == 36 and key == issue_key(uid)
        if not is_ours or gazette.issue_at(UUID(uid), site_id) is None:
            return []
        return [Target(site_id, "gazette_issue", uid)]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = Issue.objects.filter(published_at__isnull=False, publisher__site__site=site_id)
        uids = rows.values_list("uid", flat=True)
        return [Target(site_id, "gazette_issue", str(uid)) for uid in uids]
