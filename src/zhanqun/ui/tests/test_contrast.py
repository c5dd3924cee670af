"""Contrast of every pair of colours, in every theme and mode, worked out from the tokens.

Source: WCAG 2.1, 1.4.3 (text 4.5) and 1.4.11 (controls 3); GB/T 37668-2019 adopts both.
"""

import re
from pathlib import Path

import pytest

import zhanqun.ui
from zhanqun.ui import themes
from zhanqun.ui.themes import CONTROL, TEXT, contrast

CSS = Path(zhanqun.ui.__file__).parent / "static-src/css"

PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-2", "ink-3", "main")
        for ground in ("ground", "ground-2", "main-tint")
    ],
    *[("on-main", ground, TEXT) for ground in ("main", "main-deep")],
    *[("on-main-2", ground, TEXT) for ground in ("main", "main-deep")],
    ("accent", "ground", TEXT),
    ("on-accent", "accent", TEXT),
    ("seal", "ground", TEXT),
    *[("bad", ground, TEXT) for ground in ("ground", "ground-2")],
    ("ink", "bad-tint", TEXT),
    ("on-good", "good", TEXT),
    *[(f"on-warn-{level}", f"warn-{level}", TEXT) for level in (1, 2, 3, 4)],
    *[(ink, f"warn-{level}-tint", TEXT) for level in (2, 3, 4) for ink in ("ink", "ink-2")],
    ("warn-1", "on-warn-1", TEXT),
    *[("line-strong", ground, CONTROL) for ground in ("ground", "ground-2")],
    ("ink", "mark", TEXT),
    ("main", "main-tint", CONTROL),
    ("bad", "bad-tint", CONTROL),
]


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--p-([a-z0-9-]+): (#[0-9a-f]{3,6});", css))


def _rule(css: str, selector: str) -> str:
    return css.split(f"{selector} {{", 1)[1].split("}", 1)[0]


def _palettes() -> dict[str, dict[str, str]]:
    base = _colours((CSS / "tokens.css").read_text())
    themes = (CSS / "themes.css").read_text()
    grey = _colours((CSS / "mode-grey.css").read_text())
    elder = _colours((CSS / "mode-elder.css").read_text())
    palettes = {"qing": base} | {
        name: base | _colours(_rule(themes, f".p-theme-{name}")) for name in ("zhu", "song", "zhe")
    }
    contrasts = {
        name: (CSS / f"mode-contrast-{name}.css").read_text()
        for name in ("white", "black", "yellow")
    }
    return (
        palettes
        | {
            f"{name}-{chosen}": palette | _colours(_rule(css, ":root:root:root"))
            for name, palette in palettes.items()
            for chosen, css in contrasts.items()
        }
        | {
            f"dark-ground-{chosen}": base | _colours(css)  # what stands in the navigation
            for chosen, css in contrasts.items()
        }
        | {f"{name}-elder": palette | elder for name, palette in palettes.items()}
        | {f"{name}-grey": palette | grey for name, palette in palettes.items()}
        | {f"{name}-grey-elder": palette | grey | elder for name, palette in palettes.items()}
    )


PALETTES = _palettes()


def test_given_known_colours_then_contrast_is_that_of_the_standard():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [n for n in PALETTES if not n.startswith("dark-ground")])
def test_given_a_palette_then_every_pair_can_be_read(palette):
    colours = PALETTES[palette]

    too_weak = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    }

    assert too_weak == {}


@pytest.mark.parametrize("palette", [name for name in PALETTES if name.endswith("elder")])
def test_given_elder_mode_then_secondary_text_is_stronger(palette):
    colours = PALETTES[palette]

    assert contrast(colours["ink-3"], colours["ground"]) >= 9


@pytest.mark.parametrize("palette", [n for n in PALETTES if n.startswith("dark-ground")])
def test_given_a_contrast_then_its_dark_grounds_can_be_read_too(palette):
    colours = PALETTES[palette]

    for ground in ("main", "main-deep"):
        assert contrast(colours["on-main"], colours[ground]) >= 7
        assert contrast(colours["on-main-2"], colours[ground]) >= 7


@pytest.mark.parametrize(
    "palette", [n for n in PALETTES if n.endswith(("-white", "-black", "-yellow"))]
)
def test_given_a_high_contrast_then_text_passes_the_stricter_level(palette):
    colours = PALETTES[palette]

    if not palette.startswith("dark-ground"):
        for ink in ("ink", "ink-2", "ink-3", "main"):
            assert contrast(colours[ink], colours["ground"]) >= 7


@pytest.mark.parametrize("palette", [name for name in PALETTES if "-grey" in name])
def test_given_mourning_then_no_colour_is_left(palette):
    greys = {name: c for name, c in PALETTES[palette].items() if name != "on-warn-3"}

    coloured = {
        name: colour
        for name, colour in greys.items()
        if len(set(re.findall("..", colour[1:]) if len(colour) == 7 else colour[1:])) > 1
    }

    assert coloured == {}


def test_given_the_themes_in_python_then_they_are_those_of_the_stylesheets():
    base = PALETTES["qing"]
    assert all(contrast(base[name], value) == 1 for name, value in themes.NEUTRAL.items())
    for name, tokens in themes.THEMES.items():
        assert {key: PALETTES[name][key] for key in tokens} == dict(tokens)
        assert themes.too_weak(tokens) == []


@pytest.mark.parametrize("main", ["#0f4c75", "#7a1f5c", "#2f5d1e", "#000000"])
def test_given_a_dark_enough_main_colour_then_it_is_taken_as_it_is(main):
    assert themes.too_weak(themes.theme_of(main)) == []
    assert themes.nearest_readable(main) == main


@pytest.mark.parametrize("main", ["#7ab8ff", "#ffff00", "#ff0000", "#ffffff", "#808080"])
def test_given_a_pale_main_colour_then_a_darker_one_of_its_kind_is_offered(main):
    weak = themes.too_weak(themes.theme_of(main))
    offered = themes.nearest_readable(main)

    assert weak
    assert themes.too_weak(themes.theme_of(offered)) == []
    assert contrast(offered, "#ffffff") < 8  # no darker than it must be


def test_given_the_default_then_a_site_needs_no_rule_of_its_own():
    assert themes.stylesheet("qing") == ""
    assert themes.stylesheet("song").startswith(":root:root:not(#\\#){--p-main:#1f5b47;")
    assert "--p-main:#7a1f5c;" in themes.stylesheet("song", "#7A1F5C")
