"""What a site's published pages still lack (页面标识自查)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanqun.content.sites.api import SiteProfile
from zhanqun.delivery.staticsite.drawing import tree_of
from zhanqun.delivery.staticsite.marks.page import Page
from zhanqun.delivery.staticsite.marks.rules import Kind, Rule, rules_for
from zhanqun.delivery.staticsite.queries import files_of_site

# Pages of one kind come from one template: so many of the newest texts speak for the rest.
TEXTS = 20
KINDS = {
    "home": Kind.HOME,
    "column": Kind.COLUMN,
    "list": Kind.COLUMN,
    "map": Kind.COLUMN,
    "article": Kind.ARTICLE,
    "message": Kind.MESSAGE,
}


@dataclass(frozen=True)
class Lack:
    """What is lacking, by which clause, on how many of the pages read; paths: a few of them."""

    label: Any
    clause: Any
    count: int
    paths: tuple[str, ...]


def lacks_of(profile: SiteProfile, *, everything: bool = False) -> tuple[int, list[Lack]]:
    """How many pages were read, and what they lack, in the order of the rules.

    Files on disk are read, not what the database knows: a page that is not there counts as
    lacking all. everything: each page, else the newest texts and all the rest.
    """
    tree, count = tree_of(profile.domain), 0
    lacking: dict[Rule, list[str]] = defaultdict(list)
    for path, kind in _pages(profile.site_id, everything):
        count += 1
        page = _read(tree.file(path))
        for rule in rules_for(kind):
            if page is None or not rule.holds(page, profile):
                lacking[rule].append(path)
    order = [rule for rule in dict.fromkeys(_all_rules()) if rule in lacking]
    return count, [_lack(rule, lacking[rule]) for rule in order]


def _all_rules() -> Iterator[Rule]:
    for kind in Kind:
        yield from rules_for(kind)


def _lack(rule: Rule, paths: list[str]) -> Lack:
    return Lack(rule.label, rule.clause, len(paths), tuple(sorted(paths)[:3]))


def _pages(site_id: int, everything: bool) -> Iterator[tuple[str, Kind]]:
    files = files_of_site(site_id).filter(status=200)
    for name, kind in KINDS.items():
        rows = files.filter(kind=name).order_by("-changed_at", "-id").values_list("path", flat=True)
        is_few = kind is not Kind.ARTICLE and name != "list"
        for path in rows.iterator() if everything or is_few else rows[:TEXTS]:
            yield path, kind


def _read(file: Path) -> Page | None:
    try:
        return Page.of(file.read_bytes())
    except FileNotFoundError:
        return None
