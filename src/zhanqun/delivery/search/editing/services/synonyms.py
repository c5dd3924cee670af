"""Groups of synonyms (同义词): one table for the whole cluster."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.audit import api as audit
from zhanqun.core.units.api import User
from zhanqun.delivery.search.editing import policies, rules
from zhanqun.delivery.search.editing.models import SynonymGroup
from zhanqun.delivery.search.lexicon_sources import lexicon_changed
from zhanqun.delivery.search.public.spool import folded
from zhanqun.foundation.errors import DomainError

ACT = gettext_lazy("维护同义词")


class WordElsewhere(DomainError):
    """A word of two groups would join them."""

    code = "search.word_elsewhere"
    message = gettext_lazy("“{word}”已在另一组“{group}”中，请到那一组里补充。")
    status = 409


class GroupGone(DomainError):
    code = "search.group_gone"
    message = gettext_lazy("这一组刚被别人删除，请返回列表。")
    status = 409


@dataclass
class Imported:
    """What an import did: groups added, groups that were there already, lines refused."""

    added: int = 0
    same: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def add_synonyms(
    *, kind: str, words: list[str], source: str, by: User, now: datetime
) -> SynonymGroup:
    """Add a group (新增同义词组). Raises NotAllowed, TooFewWords, WordTooLong, WordElsewhere."""
    policies.check_may_keep(by, None, act=ACT)
    group = _added(kind, words, source, now)
    audit.record("search.synonyms_added", group, by=by, at=now, after=_facts(group))
    lexicon_changed()
    return group


@transaction.atomic
def change_synonyms(
    *, uid: UUID, kind: str, words: list[str], source: str, by: User, now: datetime
) -> SynonymGroup:
    """Change a group (修改同义词组). Raises as `add_synonyms`, and GroupGone."""
    group = _locked(uid)
    policies.check_may_keep(by, None, act=ACT)
    before = _facts(group)
    group.kind, group.source, group.changed_at = kind, source, now
    group.words = _checked(words, besides=group)
    group.save(update_fields=["kind", "words", "source", "changed_at"])
    audit.record("search.synonyms_set", group, by=by, at=now, before=before, after=_facts(group))
    lexicon_changed()
    return group


@transaction.atomic
def remove_synonyms(*, uid: UUID, by: User, now: datetime) -> None:
    """Remove a group (删除同义词组). Raises NotAllowed, GroupGone."""
    group = _locked(uid)
    policies.check_may_keep(by, None, act=ACT)
    audit.record("search.synonyms_removed", group, by=by, at=now, before=_facts(group))
    group.delete()
    lexicon_changed()


@transaction.atomic
def import_synonyms(
    *, rows: Iterable[tuple[int, str, list[str], str]], by: User, now: datetime
) -> Imported:
    """Add the groups of a sheet (导入同义词): (line, kind, words, source).

    What cannot be added is told with its line; the rest is added. Raises NotAllowed.
    """
    policies.check_may_keep(by, None, act=ACT)
    known = {frozenset(map(folded, group.words)) for group in SynonymGroup.objects.all()}
    done = Imported()
    for line, kind, words, source in rows:
        if frozenset(map(folded, words)) in known:
            done.same += 1
            continue
        try:
            _added(kind, words, source, now)
        except DomainError as refusal:
            done.refused.append(_("第{line}行：{why}").format(line=line, why=refusal))
        else:
            known.add(frozenset(map(folded, words)))
            done.added += 1
    if done.added:
        audit.record("search.synonyms_imported", by, by=by, at=now, after={"added": done.added})
        lexicon_changed()
    return done


def _added(kind: str, words: list[str], source: str, now: datetime) -> SynonymGroup:
    checked = _checked(words)
    return SynonymGroup.objects.create(kind=kind, words=checked, source=source, changed_at=now)


def _checked(words: list[str], besides: SynonymGroup | None = None) -> list[str]:
    checked = rules.checked_words(words, least=2)
    wanted = {folded(word): word for word in checked}
    others = SynonymGroup.objects.all()
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    for group in others:
        for word in group.words:
            if folded(word) in wanted:
                raise WordElsewhere(word=wanted[folded(word)], group=group)
    return checked


def _locked(uid: UUID) -> SynonymGroup:
    group = SynonymGroup.objects.select_for_update().filter(uid=uid).first()
    if group is None:
        raise GroupGone
    return group


def _facts(group: SynonymGroup) -> dict[str, Any]:
    return {"kind": group.kind, "words": group.words, "source": group.source}
