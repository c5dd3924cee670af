"""The colours of a site (站点配色): four themes, or a main colour of its own from which the rest is
derived. A theme sets these tokens and nothing else; every pair must be readable.

Source: WCAG 2.1, 1.4.3 (text 4.5) and 1.4.11 (controls 3); GB/T 37668-2019 adopts both.
"""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT, CONTROL = 4.5, 3.0
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
Tokens = Mapping[str, str]

# What themes leave alone; as in tokens.css.
NEUTRAL: Tokens = {
    "ink": "#1c2329",
    "ink-2": "#47535c",
    "ink-3": "#5a6670",
    "ground": "#ffffff",
    "ground-2": "#f3f6f8",
    "on-main": "#ffffff",
    "on-accent": "#ffffff",
    "accent": "#b0281f",
}
QING: Tokens = {
    "main": "#0f4c75",
    "main-deep": "#0a3453",
    "main-soft": "#bcd3e1",
    "main-tint": "#e9f1f6",
    "on-main-2": "#d5e4ee",
    "accent": "#b0281f",
}
# As in themes.css.
THEMES: Mapping[str, Tokens] = {
    "qing": QING,
    "zhu": {
        "main": "#952420",
        "main-deep": "#6b1512",
        "main-soft": "#e5c3be",
        "main-tint": "#f9eeec",
        "on-main-2": "#f3dbd8",
        "accent": "#0f4c75",
    },
    "song": {
        "main": "#1f5b47",
        "main-deep": "#133f31",
        "main-soft": "#bcd7ca",
        "main-tint": "#eaf3ee",
        "on-main-2": "#d3e6dd",
        "accent": "#b0281f",
    },
    "zhe": {
        "main": "#7b431b",
        "main-deep": "#552b0e",
        "main-soft": "#e2ccb7",
        "main-tint": "#f7efe7",
        "on-main-2": "#f0e0d1",
        "accent": "#b0281f",
    },
}


@dataclass(frozen=True)
class Pair:
    """Two tokens that stand on each other, and in words where."""

    over: str
    under: str
    least: float
    where: str | Promise


PAIRS = (
    Pair("on-main", "main", TEXT, _("白字在主色上（导航、按钮）")),
    Pair("on-main", "main-deep", TEXT, _("白字在深主色上（页脚）")),
    Pair("on-main-2", "main", TEXT, _("浅色字在主色上（专题说明）")),
    Pair("on-main-2", "main-deep", TEXT, _("浅色字在深主色上（页脚）")),
    Pair("main", "ground", TEXT, _("主色字在白底上（链接）")),
    Pair("main", "ground-2", TEXT, _("主色字在浅灰底上（链接）")),
    Pair("main", "main-tint", TEXT, _("主色字在浅主色底上")),
    Pair("ink-3", "main-tint", TEXT, _("灰字在浅主色底上（页头）")),
    Pair("accent", "ground", TEXT, _("强调色字在白底上（头条）")),
    Pair("on-accent", "accent", TEXT, _("白字在强调色上")),
    Pair("main", "main-tint", CONTROL, _("边框在浅主色底上（搜索框）")),
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours. Source: WCAG 2.1, contrast ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(tokens: Tokens) -> list[tuple[Pair, float]]:
    """Pairs of a theme that cannot be read, with the contrast that they have."""
    palette = {**NEUTRAL, **tokens}
    found = [(pair, contrast(palette[pair.over], palette[pair.under])) for pair in PAIRS]
    return [(pair, ratio) for pair, ratio in found if ratio < pair.least]


def theme_of(main: str) -> Tokens:
    """A whole theme from one colour: deeper and paler tones of it, and an accent apart from it."""
    hue = colorsys.rgb_to_hls(*(part / 255 for part in _parts(main)))[0]
    is_reddish = hue < 0.06 or hue > 0.94
    return {
        "main": main.lower(),
        "main-deep": _mixed(main, "#000000", 0.31),
        "main-soft": _mixed(main, "#ffffff", 0.72),
        "main-tint": _mixed(main, "#ffffff", 0.91),
        "on-main-2": _mixed(main, "#ffffff", 0.83),
        "accent": QING["main"] if is_reddish else QING["accent"],
    }


def nearest_readable(main: str) -> str:
    """The colour itself where every pair can be read, else the next darker one that allows it."""
    for percent in range(101):
        darker = _mixed(main, "#000000", percent / 100)
        if not too_weak(theme_of(darker)):
            return darker
    return "#000000"


def stylesheet(theme: str, main: str = "") -> str:
    """The tokens of a site as a rule of its own: above tokens.css, below a theme named by a class,
    as a topic may name one. Empty for the default."""
    tokens = theme_of(main) if main else THEMES[theme]
    if tokens == QING:
        return ""
    rules = "".join(f"--p-{name}:{value};" for name, value in tokens.items())
    return f":root:root:not(#\\#){{{rules}}}\n"


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share (0 to 1) of another."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
