"""Who is no reader (机器访问识别): by the name a program gives itself, and by how it behaves."""

import re
from functools import cache, lru_cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "robots.txt"
# A browser asks for the mode stylesheet with every page it opens; a reader who goes back and forth
# less often, a program hardly ever.
PAGES_PER_STYLESHEET = 4
# More pages than these in ten seconds are not read by one office.
PAGES_IN_TEN_SECONDS = 30


@cache
def _named() -> re.Pattern[bytes]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    parts = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return re.compile("|".join(parts).encode(), re.IGNORECASE)


@lru_cache(maxsize=50_000)
def names_itself_robot(agent: bytes) -> bool:
    """Whether a User-Agent says so, or says too little to be a browser's."""
    return len(agent) < 20 or _named().search(agent) is not None


def behaves_as_robot(*, pages: int, stylesheets: int, in_ten_seconds: int) -> bool:
    """Whether an hour of one client is a program's: it opens pages without their stylesheet, or
    faster than people can.

    in_ten_seconds: most pages within one such span.
    """
    return stylesheets * PAGES_PER_STYLESHEET < pages or in_ten_seconds > PAGES_IN_TEN_SECONDS
