"""Whose addresses `reverse` knows (地址归属)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import get_urlconf, set_urlconf


@contextmanager
def of_the_desk() -> Iterator[None]:
    """Within, addresses are the desk's, also where a public page is being answered.

    What a citizen sends makes notices for people at their desks.
    """
    before = get_urlconf()
    set_urlconf(None)
    try:
        yield
    finally:
        set_urlconf(before)
