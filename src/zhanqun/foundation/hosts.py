"""Names of hosts (域名)."""

import re

HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def ascii_host(domain: str) -> str:
    """A host name as browsers send it: 青云.政务 is xn--…. Raises ValueError for what is none."""
    name = domain.lower().rstrip(".").encode("idna").decode("ascii")
    if not HOST_NAME.fullmatch(name):
        raise ValueError(domain)
    return name
