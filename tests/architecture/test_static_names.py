"""Every file that a template or a hook of ours asks for exists: a missing one breaks the page."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

ASKED = re.compile(r"""(?:\{%\s*static\s+|\bstatic\()["']([^"'{}]+)["']""")


def test_given_the_names_of_static_files_then_each_is_found():
    sources = [
        path for path in Path(settings.ROOT, "src").rglob("*.*") if path.suffix in {".html", ".py"}
    ]
    asked = {
        (path.relative_to(settings.ROOT).as_posix(), name)
        for path in sources
        for name in ASKED.findall(path.read_text(encoding="utf-8"))
    }

    assert len(asked) > 20
    assert [row for row in sorted(asked) if not finders.find(row[1])] == []


def test_given_all_static_files_when_collected_then_what_each_refers_to_is_there(tmp_path):
    hashed = {"BACKEND": "zhanqun.config.assets.HashedStaticFiles"}
    storages = settings.STORAGES | {"staticfiles": hashed}

    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()
    (face,) = tmp_path.glob("ui/css/face.????????????.css")
    twin = face.with_name(face.name + ".gz")
    assert gzip.decompress(twin.read_bytes()) == face.read_bytes()
    assert face.with_name(face.name + ".br").stat().st_size < face.stat().st_size / 3
