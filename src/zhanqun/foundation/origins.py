"""Where the present act comes from (来源地址): edges say it, the trail notes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address

_address: ContextVar[str | None] = ContextVar("origin_address", default=None)


def address() -> str | None:
    """The network address of whoever acts; None for the system's own work."""
    return _address.get()


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Acts inside come from this address; what is no address (a socket) counts as none."""
    token = _address.set(_valid(address))
    try:
        yield
    finally:
        _address.reset(token)


def _valid(address: str) -> str | None:
    try:
        return str(ip_address(address))
    except ValueError:
        return None
