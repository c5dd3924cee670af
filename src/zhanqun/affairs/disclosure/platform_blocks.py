"""What upper rooms show on a publisher's page (平台栏目): requests under "requests", annual
reports under "reports"."""

from collections.abc import Callable
from dataclasses import dataclass

from zhanqun.affairs.disclosure.models import Publisher
from zhanqun.content.pages.api import Link
from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True)
class PlatformBlock:
    """links: the newest first, addresses as the publisher's site links them; url: all of them."""

    links: tuple[Link, ...]
    note: str = ""
    url: str = ""


# Publisher -> its block, or None where there is nothing to show; whoever answers notes the keys of
# what it says (`depends_on`) and announces them to the publisher's site.
platform_blocks: Registry[Callable[[Publisher], PlatformBlock | None]] = Registry(
    "blocks of the disclosure platform"
)
