"""What the import contracts cannot see: string foreign keys, and doors between apps."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, ForeignObject, ManyToManyField

import zhanqun
from zhanqun.config.rooms import ROOMS

HOUSE = Path(zhanqun.__file__).parent
# The order inside a floor where it is not the order of ROOMS: audit names people by a string
# key, and units register who may read the trail.
UPWARD_ALLOWED = {("zq_audit", "zq_units")}
# One library to all floors above it: everything in it is open.
OPEN_ROOMS = {"ui"}


def room_of(module: str) -> str | None:
    """'content.library' for anything inside that room; None outside all rooms."""
    parts = module.split(".")[1:]
    return next(
        (room for room in ROOMS if parts[: room.count(".") + 1] == room.split(".")),
        None,
    )


def test_every_foreign_key_points_down_or_stays_in_its_app():
    heights = {
        apps.get_app_config(f"zq_{room.split('.')[-1]}").label: height
        for height, room in enumerate(ROOMS)
    }

    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in own_relations(model)
        if points_up(model._meta.app_label, field.related_model._meta.app_label, heights)
    ]

    assert upward == []


def own_relations(model: type) -> list[Field]:
    return [
        field
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if isinstance(field, ForeignObject | ManyToManyField)
    ]


def points_up(source: str, target: str, heights: dict[str, int]) -> bool:
    """Whether a key leads from one of our apps to a higher one; foreign apps lie below all."""
    if (source, target) in UPWARD_ALLOWED:
        return False
    return heights.get(target, -1) > heights.get(source, len(heights))


def test_every_import_of_another_app_goes_through_its_api():
    trespassers = [
        f"{path.relative_to(HOUSE)} imports {target}"
        for path in own_modules()
        for target in imported_modules(path)
        if is_trespass(room_of(module_name(path)), target)
    ]

    assert trespassers == []


@pytest.mark.parametrize(
    ("room", "target", "trespass"),
    [
        ("web", "zhanqun.core.audit.models", True),
        ("web", "zhanqun.core.audit", True),
        ("web", "zhanqun.core.audit.api", False),
        ("core.audit", "zhanqun.core.audit.models", False),
        ("web", "zhanqun.ui.icons", False),
        (None, "zhanqun.content.library.models", True),
        ("web", "zhanqun.foundation.clock", False),
    ],
)
def test_what_counts_as_trespass(room, target, trespass):
    assert is_trespass(room, target) == trespass


def is_trespass(room: str | None, target: str) -> bool:
    """Whether code in `room` (None: config) may not import the module `target`."""
    other = room_of(target)
    if other is None or other == room or other in OPEN_ROOMS:
        return False
    return target != f"zhanqun.{other}.api"


def own_modules() -> list[Path]:
    return [path for path in HOUSE.rglob("*.py") if "tests" not in path.parts]


def module_name(path: Path) -> str:
    return ".".join(["zhanqun", *path.relative_to(HOUSE).with_suffix("").parts])


def imported_modules(path: Path) -> Iterator[str]:
    """Modules of ours that a file imports; `from room import api` counts as room.api."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (imported_module(node.module, name.name) for name in node.names)


def imported_module(module: str, name: str) -> str:
    inside = HOUSE.parent.joinpath(*module.split("."), name)
    is_module = inside.is_dir() or inside.with_suffix(".py").exists()
    return f"{module}.{name}" if is_module else module
