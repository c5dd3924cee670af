"""What every page links and changes at once (随时可换的公共文件)."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.contrib.staticfiles import finders

from zhanqun.content.alerts import api as alerts
from zhanqun.content.pages.builders import alerts as build
from zhanqun.content.sites import api as sites
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.registries import Registry
from zhanqun.foundation.targets import Rendered, Target, TargetKind
from zhanqun.ui import face, themes

CSS, SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
BAR, MODE, ELDER_MODE = "alert.html", "mode.css", "mode-elder.css"
SCRIPTS = {"alert.mjs": "ui/js/alert.mjs"}
# The doubled root of the modes' stylesheets, and the root of home pages alone.
EVERY_PAGE, HOME_PAGE = b":root:root", b":root.p-home"
# Upper rooms register the bar in another writing (预警条的另一版) by its file's name; None where a
# site has none. It stands beside the bar: it too must be there when all else is down.
bar_twins: Registry[Callable[[bytes], bytes | None]] = Registry("twins of the alert bar")


class Fixed(TargetKind):
    """The alert bar, its script, and the stylesheets of modes; key is the name below /_/.

    Theme, mourning grey and elder mode are stylesheets, so that switching them renders no page.
    """

    def prepare(self, targets: Sequence[Target]) -> None:
        sites.profiles_by_id({target.site_id for target in targets})

    def render(self, target: Target) -> Rendered | None:
        path, site_id = f"/_/{target.key}", target.site_id
        depends_on(sites.folder_key(site_id))
        if target.key == BAR:
            return Rendered(path, _bar(site_id))
        if target.key in dict(bar_twins):
            twin = bar_twins.get(target.key)(_bar(site_id))
            return Rendered(path, twin) if twin else None
        if target.key in SCRIPTS:
            return Rendered(path, _asset(SCRIPTS[target.key]), content_type=SCRIPT)
        mode = _mode(alerts.mourning_of(site_id), target.key == ELDER_MODE)
        return Rendered(path, _theme(site_id) + mode, content_type=CSS)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """Also for files from before they noted what they show."""
        names: tuple[str, ...] = ()
        if key == sites.created_key(site_id):
            return self.all_for_site(site_id)
        if key == alerts.bar_key(site_id):
            names = (BAR, *dict(bar_twins))
        elif key == alerts.mode_key(site_id):
            names = (MODE, ELDER_MODE)
        return [Target(site_id, "fixed", name) for name in names]

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        names = (BAR, *dict(bar_twins), MODE, ELDER_MODE, *SCRIPTS)
        return [Target(site_id, "fixed", name) for name in names]


def _bar(site_id: int) -> bytes:
    profile = sites.profiles_by_id([site_id])[site_id]
    assert profile is not None
    bar = build.bar(profile, clock.now())
    return face.printed("ui/alert.html", {"bar": bar}, lang=bar.lang).encode()


def _theme(site_id: int) -> bytes:
    """The site's own colours, before the mode's: so a change of theme renders two small files."""
    depends_on(sites.look_key(site_id))
    profile = sites.profiles_by_id([site_id])[site_id]
    assert profile is not None
    return themes.stylesheet(profile.theme, profile.main_colour).encode()


def _mode(mourning: str, elder: bool) -> bytes:
    """mourning: "", "site" or "home". Elder mode's stronger greys stand last."""
    css = _asset("ui/css/mode-grey.css") if mourning else b""
    if mourning == "home":
        css = css.replace(EVERY_PAGE, HOME_PAGE)
    if elder:
        css += _asset("ui/css/mode-elder.css")
    return css or _asset("ui/css/mode-none.css")


def _asset(name: str) -> bytes:
    """A front-end file as it lies in its application or among what set-up built."""
    found = finders.find(name)
    return Path(found).read_bytes() if found else b""
