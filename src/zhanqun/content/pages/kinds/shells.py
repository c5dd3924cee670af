"""The frame of a site's forms (表单页外壳): masthead, navigation, footer, and a place to fill."""

from collections.abc import Iterable
from dataclasses import replace

from zhanqun.content.pages.builders.frame import Frame, frame_of, in_its_language
from zhanqun.content.pages.drawing import head_of
from zhanqun.content.sites import api as sites
from zhanqun.foundation import shells
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face

FORM_SHELL = "/_/form.html"
TITLE, BODY = "zq:title", "zq:body"


class FormShell(TargetKind):
    """Target kind "form_shell", one a site; filled by what the application answers."""

    @in_its_language
    def render(self, target: Target) -> Rendered:
        frame = frame_of(target.site_id)
        head = head_of(frame, "/", TITLE, tags=(("robots", "noindex"),))
        # A form stands in no part of the navigation, and at no address for engines.
        nav = tuple(replace(link, current=False) for link in frame.chrome.nav)
        context = {
            "chrome": replace(frame.chrome, nav=nav),
            "head": replace(head, canonical=""),
            "body": shells.marker(BODY, _about(frame)),
        }
        body = face.printed("pages/form_shell.html", context, lang=frame.chrome.lang)
        return Rendered(FORM_SHELL, body.encode())

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        return self.all_for_site(site_id) if key == sites.site_key(site_id) else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        return [Target(site_id, "form_shell", "")]


def _about(frame: Frame) -> dict[str, str | int]:
    profile = frame.profile
    is_english = frame.chrome.lang == "en"
    return {
        "site_id": profile.site_id,
        "unit_id": profile.host_unit_id,
        "name": profile.name_en if is_english else profile.name,
        "language": "en" if is_english else "zh-hans",
    }
