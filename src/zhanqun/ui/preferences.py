"""What readers choose for themselves (阅读辅助): kept in a cookie each, applied by a stylesheet.

`/_/access/size/2` sets a cookie and leads back; `/_/mode.css` then brings the stylesheet of each
choice. Nothing is logged, and nothing needs a script. Source: 互联网网站适老化通用设计规范 (2021),
reading aids and operations; WCAG 2.1, 1.4.3, 1.4.4, 1.4.12.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Value that clears a choice.
OFF = "off"
ELDER_COOKIE = "zq_elder"
# Who enters elder mode on a home finds its own home; who leaves it there, the ordinary one.
ELDER_WAYS = {"/": "/elder.html", "/tc/": "/tc/elder.html"}
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Preference:
    """One thing to choose (一项设置). choices: value -> label, without the ordinary state."""

    name: str
    label: str | Promise
    ordinary: str | Promise
    choices: Mapping[str, str | Promise]

    @property
    def cookie(self) -> str:
        return f"zq_{self.name}"

    def stylesheet(self, value: str) -> str:
        """The static file of a choice."""
        return f"ui/css/mode-{self.name}-{value}.css"


PREFERENCES = (
    Preference("size", _("文字大小"), _("标准"), {"1": _("大"), "2": _("特大"), "3": _("超大")}),
    Preference(
        "contrast",
        _("颜色对比"),
        _("标准"),
        {"white": _("白底黑字"), "black": _("黑底白字"), "yellow": _("黑底黄字")},
    ),
    Preference("spacing", _("文字间距"), _("标准"), {"wide": _("加宽")}),
    Preference("pointer", _("鼠标指针"), _("标准"), {"large": _("放大")}),
)


def chosen_stylesheets(cookies: Mapping[str, str]) -> list[str]:
    """Static files of what the reader chose; a value that is no choice counts for nothing."""
    return [
        row.stylesheet(value)
        for row in PREFERENCES
        if (value := cookies.get(row.cookie, "")) in row.choices
    ]
