import pytest

from zhanqun.core.attachments import api as attachments


@pytest.fixture
def store(town):
    """Keep a file of the bureau, as its officer does."""

    def store(name, content):
        return attachments.store_attachment(
            name=name,
            content=content,
            unit=town.bureau,
            by=town.people["officer"],
            now=town.now,
        )

    return store
