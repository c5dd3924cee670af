"""Checking the chain (审计链校验): every link, in order, in bounded memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from zhanqun.core.audit.digests import GENESIS, link_digest
from zhanqun.core.audit.models import Entry, Seal
from zhanqun.core.audit.sealing import unsealed
from zhanqun.foundation import clock

CHUNK = 2000
# The sealer runs every minute: what is older than this should bear a seal.
SEALED_WITHIN = timedelta(minutes=5)

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Fault:
    """One place where the trail is not as it was sealed (断点).

    kind: changed, seal_changed, swapped, entry_removed, seal_removed, unsealed, head_differs or
    file_broken. position: of the link in the chain; None where no seal names one.
    """

    kind: str
    text: str
    position: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True)
class _Link:
    seal: Seal
    entry: Entry | None


def faults(*, now: datetime, progress: Progress = lambda checked: None) -> Iterator[Fault]:
    """Every fault of the chain in order of position, then what should be sealed and is not.

    progress: told after each chunk how many links were checked.
    """
    before, digest = 0, GENESIS
    for link, following in _with_following(_links(progress)):
        if link.seal.position != before + 1:
            yield _seal_removed(before + 1, link.seal.position - 1)
        elif fault := _fault_at(digest, link, following):
            yield fault
        before, digest = link.seal.position, link.seal.digest
    yield from _never_sealed(now)


def _links(progress: Progress) -> Iterator[_Link]:
    """The chain in order, a chunk at a time; an entry may be missing."""
    position = checked = 0
    while seals := list(Seal.objects.filter(position__gt=position).order_by("position")[:CHUNK]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        yield from (_Link(seal, entries.get(seal.entry_id)) for seal in seals)
        position = seals[-1].position
        checked += len(seals)
        progress(checked)


def _with_following(links: Iterator[_Link]) -> Iterator[tuple[_Link, _Link | None]]:
    held = next(links, None)
    for link in links:
        assert held is not None
        yield held, link
        held = link
    if held is not None:
        yield held, None


def _fault_at(digest: str, link: _Link, following: _Link | None) -> Fault | None:
    """What is wrong with a link, judged by the one that covers it."""
    if link.entry is None:
        return _entry_removed(link.seal)
    expected = link_digest(digest, link.entry, link.seal.version)
    if expected == link.seal.digest:
        return None
    if following is None or following.entry is None:
        return _changed(link.seal, link.entry)
    if link_digest(digest, following.entry, link.seal.version) == link.seal.digest:
        return _swapped(link.seal, link.entry)
    if link_digest(expected, following.entry, following.seal.version) == following.seal.digest:
        return _seal_changed(link.seal)
    return _changed(link.seal, link.entry)


def _never_sealed(now: datetime) -> Iterator[Fault]:
    """Entries older than the sealer's time that bear no seal: it stands still, or a seal went."""
    minutes = int(SEALED_WITHIN.total_seconds() // 60)
    late = unsealed(now=None).filter(at__lt=now - SEALED_WITHIN).order_by("id")
    for entry in late.iterator(CHUNK):
        text = _("{entry}超过{minutes}分钟仍没有封签").format(entry=_name(entry), minutes=minutes)
        yield Fault("unsealed", text, entry_id=entry.pk)


def _changed(seal: Seal, entry: Entry) -> Fault:
    text = _("封签{position}：{entry}的内容与封签时不同").format(
        position=seal.position, entry=_name(entry)
    )
    return Fault("changed", text, seal.position, entry.pk)


def _seal_changed(seal: Seal) -> Fault:
    text = _("封签{position}：封签的摘要被改动，记录{entry}本身未变").format(
        position=seal.position, entry=seal.entry_id
    )
    return Fault("seal_changed", text, seal.position, seal.entry_id)


def _swapped(seal: Seal, entry: Entry) -> Fault:
    text = _("封签{position}：{entry}与下一封签的记录调换了次序").format(
        position=seal.position, entry=_name(entry)
    )
    return Fault("swapped", text, seal.position, entry.pk)


def _entry_removed(seal: Seal) -> Fault:
    text = _("封签{position}：记录{entry}已被删除").format(
        position=seal.position, entry=seal.entry_id
    )
    return Fault("entry_removed", text, seal.position, seal.entry_id)


def _seal_removed(first: int, last: int) -> Fault:
    places = str(first) if first == last else f"{first}—{last}"
    return Fault("seal_removed", _("封签{places}已被删除").format(places=places), first)


def _name(entry: Entry) -> str:
    return _("记录{id}（{at:%Y-%m-%d %H:%M:%S}，{who}，{action}，{what}）").format(
        id=entry.pk,
        at=clock.beijing(entry.at),
        who=entry.actor_name,
        action=entry.action,
        what=entry.object_label,
    )
