from pathlib import Path

import pytest

from zhanqun.delivery.search.index.folder import SearchFolder


@pytest.fixture
def folder(tmp_path: Path, settings) -> SearchFolder:
    """An empty search folder that this process asks."""
    settings.ZHANQUN_SEARCH_ROOT = tmp_path / "search"
    return SearchFolder(tmp_path / "search")
