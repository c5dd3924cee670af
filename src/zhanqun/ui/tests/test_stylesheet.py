"""The stylesheet keeps its order: one file per block, colours in tokens, no orphan classes."""

import re
from pathlib import Path

import zhanqun.ui

UI = Path(zhanqun.ui.__file__).parent
CSS = UI / "static-src/css"
INDEX = (CSS / "index.css").read_text()
LAYERS = ["reset", "tokens", "themes", "base", "layout", "components", "modes", "print"]
# Content that mourning hides: its pages come from elsewhere.
WITHOUT_TEMPLATE = {"p-festive", *(f"p-alert--{level}" for level in (1, 2, 3))}
# Names of blocks whose parts alone are styled.
WITHOUT_STYLE = {
    *("p-article", "p-check", "p-facet", "p-facts", "p-files", "p-hits", "p-home", "p-line"),
    "p-plain",
    "p-theme",
}


def _imports() -> list[tuple[str, str]]:
    return re.findall(r'@import url\("(.+?)"\) layer\((\w+)\);', INDEX)


def test_given_the_index_then_it_lists_every_block_once_in_the_order_of_layers():
    files = sorted(
        path.relative_to(CSS).as_posix()
        for path in CSS.rglob("*.css")
        if path.name != "index.css" and not path.name.startswith("mode-")
    )

    assert sorted(name for name, _ in _imports()) == files
    order = [LAYERS.index(layer) for _, layer in _imports()]
    assert order == sorted(order)
    assert f"@layer {', '.join(LAYERS)};" in INDEX


def test_given_a_block_then_it_takes_its_colours_from_tokens():
    for name, layer in _imports():
        if layer in ("base", "layout", "components"):
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", (CSS / name).read_text()) == [], name


def test_given_a_block_file_then_it_styles_classes_only():
    for path in (CSS / "components").glob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)

        assert "!important" not in css
        assert not re.search(r"(^|[\s,}])#[a-z]", css), f"{path.name} styles an id"


def test_given_a_class_in_code_then_it_has_a_style_and_the_other_way_round():
    css = "".join(re.sub(r"/\*.*?\*/", "", p.read_text(), flags=re.S) for p in CSS.rglob("*.css"))
    styled = set(re.findall(r"\.(p-[a-z0-9_-]+)", css))
    sources = [
        *(UI / "jinja2").rglob("*.html"),
        *(UI.parent / "content/pages/jinja2").rglob("*.html"),
        *(UI.parent / "delivery/search/jinja2").rglob("*.html"),
        *(UI.parent / "affairs").glob("*/jinja2/**/*.html"),
        *(UI.parent / "core/intake/jinja2").rglob("*.html"),
        *(UI.parent / "core/intake/static").rglob("*.mjs"),
        *(UI.parent / "core/intake").glob("**/*.py"),
        *(UI / "static/ui/js").glob("*.mjs"),
        UI / "icons.py",
        UI / "prose.py",
        UI / "charts/drawing.py",
    ]
    text = "\n".join(path.read_text() for path in sources)
    used = set(re.findall(r"(?<![\w/-])p-[a-z0-9]+(?:(?:__|--|-)[a-z0-9]+)*", text))

    unused = {name for name in styled - used - WITHOUT_TEMPLATE if not _completed(name, text)}
    assert used - styled - WITHOUT_STYLE == set()
    assert unused == set()


def _completed(name: str, text: str) -> bool:
    """True for a modifier that a template completes with a value, as in p-topic--{{ tone }}."""
    stem = re.sub(r"(--|-theme-).*", r"\1", name)
    return stem != name and f"{stem}{{{{" in text
