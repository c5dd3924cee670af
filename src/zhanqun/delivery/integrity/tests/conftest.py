"""Shared by the tests of the watch: one town with real commits, whose site is published.

Every test leaves its files as it found them, for that is what the room does.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from town import Town, build_town
from zhanqun.content.library.api import Article
from zhanqun.delivery.integrity.guarding.rounds import SiteGuard
from zhanqun.delivery.integrity.guarding.sweep import sweep_site
from zhanqun.delivery.integrity.manifest.writing import write_changes
from zhanqun.delivery.integrity.models import FoundBy
from zhanqun.delivery.staticsite import api as staticsite
from zhanqun.foundation.targets import Target


class Guarded:
    """The bureau's site, published, with its manifest."""

    def __init__(self, town: Town, environment: dict[str, str]) -> None:
        self.town, self.environment = town, environment
        self.site_id = town.bureau_site.site_id
        self.tree = staticsite.tree_of(town.bureau_site.domain)
        self.root = self.tree.root
        article = town.published(body="<p>" + "大桥将于6月18日零时恢复通车。" * 30 + "</p>")
        self.page = article.address[1:]
        list(staticsite.SitePublisher(self.site_id).build())
        write_changes(self.site_id, town.now)

    def refresh(self, article: Article) -> None:
        target = Target(self.site_id, "article", str(article.uid))
        staticsite.SitePublisher(self.site_id).refresh(target)

    def contents(self) -> dict[str, bytes]:
        files = (file for file in self.root.rglob("*") if file.is_file())
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in files}

    def examine(self, *names: str) -> list[tuple[str, str]]:
        """What a round found; everything found must have been put right."""
        guard = SiteGuard(self.site_id, self.tree)
        return self._told(guard.examine(names, found_by=FoundBy.WATCH, seen_at=self.town.now))

    def sweep(self) -> list[tuple[str, str]]:
        _files, found = sweep_site(self.site_id, self.town.now)
        return self._told(found)

    def _told(self, found: list[Any]) -> list[tuple[str, str]]:
        assert all(row.restored_at for row in found)
        return sorted((row.kind, row.path) for row in found)


@pytest.fixture(scope="package")
def guarded(
    clone_database: Callable[[], AbstractContextManager[Any]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "static-built").symlink_to(settings.VAR / "static-built")
    environment = {
        "ZHANQUN_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "zhanqun.config.settings.test",
    }
    with (
        clone_database() as copy,
        override_settings(
            ZHANQUN_PUBLIC_ROOT=folder / "test" / "public",
            ZHANQUN_PRIVATE_ROOT=folder / "test" / "private",
            ZHANQUN_MANIFEST_KEY=folder / "private" / "manifest-key.pem",
        ),
    ):
        yield Guarded(build_town(), copy.environment() | environment)


@pytest.fixture
def public_root(guarded: Guarded) -> Path:
    return guarded.root.parent
