from collections.abc import Iterator
from typing import Any

import pytest

from pages.gallery import Gallery


@pytest.fixture(scope="package")
def gallery(browser: Any) -> Iterator[Gallery]:
    shown = Gallery(browser)
    yield shown
    shown.page.context.close()
