"""Publishers of the town, as the office set them up."""

import pytest

from disclosing import Publishers, found_publishers
from town import Town
from zhanqun.affairs.requests.tests.stepping import Desk, on


@pytest.fixture
def publishers(town: Town) -> Publishers:
    return found_publishers(town)


@pytest.fixture
def desk(publishers) -> Desk:
    """Received on Monday 2026-11-02, due on the 30th."""
    return Desk(publishers, on("2026-11-02"))
