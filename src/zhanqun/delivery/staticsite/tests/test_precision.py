"""The pages that an act makes anew are those whose bytes it changes: none less, few more.

Every page of a rich town is drawn before and after each act, in batches as the publisher does.
A page is touched when it noted a key that the act announced, or when a kind of page says that
the key may open it. Whoever changed its bytes untouched is missing; who was touched and stayed
the same is superfluous.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

import pytest

from zhanqun.content.alerts import api as alerts
from zhanqun.content.review import api as review
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.attachments import api as attachments
from zhanqun.delivery.staticsite import expanding
from zhanqun.delivery.staticsite.tests.precision_acts import all_acts
from zhanqun.delivery.staticsite.tests.precision_town import build_rich
from zhanqun.foundation import clock, targets
from zhanqun.foundation.dependencies import recording, reusing
from zhanqun.foundation.targets import Rendered, Target, render, target_kinds

SUPERFLUOUS_MOST = 0.1
# What stands where: the same page under another domain is another file.
Page = tuple[str, Rendered] | None
Drawn = dict[Target, tuple[Page, frozenset[str]]]


@dataclass
class Heard:
    """The keys that acts announced, and the sites that they named."""

    keys: set[str] = field(default_factory=set)
    site_ids: set[int] = field(default_factory=set)


@pytest.fixture
def heard(monkeypatch) -> Heard:
    told = Heard()

    def note(keys, site_ids=()):
        told.keys |= keys
        told.site_ids |= set(site_ids)

    monkeypatch.setitem(review.changes._entries, "test", lambda c: note(c.keys, c.site_ids))
    monkeypatch.setitem(sites.structure_changed._entries, "test", note)
    monkeypatch.setitem(targets.changed._entries, "test", lambda c: note(c.keys, c.site_ids))
    monkeypatch.setitem(attachments.file_withheld._entries, "test", note)
    monkeypatch.setitem(
        alerts.changed._entries,
        "test",
        lambda changed: note(frozenset().union(*changed.values()), changed),
    )
    return told


def everything() -> list[Target]:
    site_ids = SiteProfile.objects.values_list("site_id", flat=True)
    found = (
        target
        for site_id in site_ids
        for _name, kind in target_kinds
        for target in kind.all_for_site(site_id)
    )
    return list(dict.fromkeys(found))


def drawn() -> Drawn:
    """Everything, in batches, one of each kind, as the publisher draws."""
    domains = dict(SiteProfile.objects.values_list("site_id", "domain"))
    found: Drawn = {}
    with reusing({}):
        targets = sorted(everything(), key=lambda t: t.kind)
        for name, batch in groupby(targets, key=lambda t: t.kind):
            batch = list(batch)
            target_kinds.get(name).prepare(batch)
            for target in batch:
                found[target] = drawn_one(target, domains[target.site_id])
    return found


def drawn_one(target: Target, domain: str) -> tuple[Page, frozenset[str]]:
    with recording() as keys:
        rendered = render(target)
    return rendered and (domain, rendered), frozenset(keys)


def opened(heard: Heard) -> set[Target]:
    site_ids = set(SiteProfile.objects.values_list("site_id", flat=True)) & heard.site_ids
    with reusing({}):
        return expanding.opened(heard.keys, site_ids)


class Table:
    """Acts one after the other, and what each touched."""

    def __init__(self, town, heard: Heard) -> None:
        self.town, self.heard = town, heard
        self.rows: list[tuple[str, set[Target], set[Target]]] = []
        self.before = self._draw()

    def _draw(self) -> Drawn:
        with clock.fixed(self.town.now):
            return drawn()

    def act(self, name: str, do: Callable[[], object]) -> None:
        self.town.later(minutes=1)
        self.heard.keys.clear()
        self.heard.site_ids.clear()
        with clock.fixed(self.town.now):
            do()
        after = self._draw()
        nothing = (None, frozenset())
        changed = {
            target
            for target in self.before.keys() | after.keys()
            if self.before.get(target, nothing)[0] != after.get(target, nothing)[0]
        }
        shown = {t for t, (page, keys) in self.before.items() if page and keys & self.heard.keys}
        self.rows.append((name, changed, shown | opened(self.heard)))
        self.before = after

    def report(self) -> str:
        lines = [f"{'act':<34} changed touched missing superfluous"]
        for name, changed, touched in self.rows:
            lines.append(
                f"{name:<34} {len(changed):7} {len(touched):7}"
                f"  missing: {_names(changed - touched)}  superfluous: {_names(touched - changed)}"
            )
        return "\n".join(lines)


def _names(targets: set[Target]) -> list[str]:
    return sorted(f"{t.site_id}/{t.kind}:{t.key}" for t in targets)


@pytest.fixture
def rich(town, settings, tmp_path):
    settings.ZHANQUN_PRIVATE_ROOT = tmp_path / "private"
    return build_rich(town)


def _drawn_alone(town) -> Drawn:
    """Page by page, with nothing read beforehand: the same bytes by the same keys."""
    domains = dict(SiteProfile.objects.values_list("site_id", "domain"))
    with clock.fixed(town.now):
        return {target: drawn_one(target, domains[target.site_id]) for target in everything()}


def test_given_any_act_then_exactly_the_pages_that_it_changes_are_made_anew(rich, heard):
    table = Table(rich, heard)
    assert _drawn_alone(rich) == table.before
    table.act("nothing", lambda: None)

    for name, do in all_acts(rich):
        table.act(name, do)

    changed = sum(len(row[1]) for row in table.rows)
    superfluous = sum(len(touched - changes) for _name, changes, touched in table.rows)
    seen = {target.kind for _name, changes, _touched in table.rows for target in changes}
    assert seen == {name for name, _kind in target_kinds}
    assert [row[0] for row in table.rows if row[1] - row[2]] == [], table.report()
    assert table.rows[0][1:] == (set(), set())
    assert superfluous <= SUPERFLUOUS_MOST * changed, table.report()
