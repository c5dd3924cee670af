"""Publishers of the town, as the office set them up."""

import pytest

from disclosing import Publishers, found_publishers
from town import Town


@pytest.fixture
def publishers(town: Town) -> Publishers:
    return found_publishers(town)
