"""Targets of the public site: kinds of page, registered by the rooms that draw them.

The public preview and the static publisher share one `render` per kind (见 decisions/0003).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from zhanqun.foundation.registries import Registry


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One public address to be: kind and key within a site, such as ("article", uid)."""

    site_id: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What stands at an address. `path` starts with "/" and names the file within the site.

    status: 200 a page; 301 moved, with `location`; 410 gone, `body` says why.
    """

    path: str
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""


class TargetKind(Protocol):
    """How one kind of target is drawn and enumerated; kinds inherit from it."""

    def prepare(self, targets: Sequence[Target]) -> None:
        """Read in a few queries what drawing these targets will ask for, inside `reusing`.

        `render` reads the same through `once_each`, so that a batch and a single page are drawn
        by one function. Nothing to read by default.
        """
        return

    def render(self, target: Target) -> Rendered | None:
        """The bytes now at the target's address, or None when nothing stands there."""

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """Targets of a site that may come into being when a dependency key changes."""

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        """Every target of this kind on a site, for a full build."""


target_kinds: Registry[TargetKind] = Registry("target kinds")


def render(target: Target) -> Rendered | None:
    return target_kinds.get(target.kind).render(target)


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act of a room that draws targets changes (变动).

    site_ids: where its keys may bring new targets into being. is_urgent: something is taken away
    from readers.
    """

    keys: frozenset[str]
    site_ids: frozenset[int]
    is_urgent: bool = False


# Called inside the act's transaction by rooms that have no channel of their own to the publisher.
changed: Registry[Callable[[Changed], None]] = Registry("changes of targets")


def announce(keys: Iterable[str], site_ids: Iterable[int], *, is_urgent: bool = False) -> None:
    news = Changed(frozenset(keys), frozenset(site_ids), is_urgent)
    for _name, handler in changed:
        handler(news)
