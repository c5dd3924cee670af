"""Reading cases: each query takes the user (办件查询)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zhanqun.core.casework import covering, duplicates, masking, policies
from zhanqun.core.casework.events import EventKind
from zhanqun.core.casework.models import (
    ENDED,
    OPEN,
    Answer,
    Case,
    CaseEvent,
    JointUnit,
    Matter,
    SavedFilter,
)
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit, User

CANDIDATES = 200


@dataclass(frozen=True)
class Queue:
    """A list of the desk (队列)."""

    name: str
    label: Any


OFFERED, MINE, UNIT, JOINT, OFFICE = (
    Queue("offered", _("待签收")),
    Queue("mine", _("我承办的")),
    Queue("unit", _("本单位")),
    Queue("joint", _("协办")),
    Queue("office", _("全部")),
)
OPEN_FIRST_DUE, ENDED_NEWEST = ("due_on", "id"), ("-ended_at", "-id")


def queues_of(user: Any) -> list[Queue]:
    """Those that a person has: of a unit, of an office."""
    rights = units.rights_of(user)
    found = [MINE, OFFERED, UNIT, JOINT] if rights.holds_anywhere(policies.HANDLERS) else []
    if rights.holds_anywhere((*policies.OFFICE, *policies.OVERSEERS)):
        found.append(OFFICE)
    return found


def cases_in(queue: Queue, user: Any) -> QuerySet[Case]:
    """The cases of one queue of a person; none where it is not theirs."""
    rows = Case.objects.select_related("unit", "holder", "offered_to")
    if queue not in queues_of(user):
        return rows.none()
    rows = rows.filter(open_to(user))
    if queue == OFFICE:
        covered = units.units_covered(user, (*policies.OFFICE, *policies.OVERSEERS))
        return rows.filter(office__in=covered)
    covered = units.units_covered(user, policies.HANDLERS)
    if queue == MINE:
        return rows.filter(holder=user, unit__in=covered)
    if queue == OFFERED:
        return rows.filter(offered_to__in=covered)
    if queue == JOINT:
        return rows.filter(pk__in=JointUnit.objects.filter(unit__in=covered).values("case"))
    return rows.filter(unit__in=covered)


def open_to(user: Any) -> Q:
    """Whatever is not confidential, and of that what the person is named for (保密件)."""
    office = units.units_covered(user, policies.OFFICE)
    heads = units.units_covered(user, policies.HEADS)
    named = Q(office__in=office) | Q(holder=user)
    if heads:
        joint = JointUnit.objects.filter(unit__in=heads).values("case")
        named |= Q(unit__in=heads) | Q(offered_to__in=heads) | Q(pk__in=joint)
    return Q(is_confidential=False) | named


def cases_visible_to(user: Any) -> QuerySet[Case]:
    """The gate: what a person may open (可见办件)."""
    rights = units.rights_of(user)
    if not rights.holds_anywhere(policies.READERS):
        return Case.objects.none()
    handled = units.units_covered(user, policies.HANDLERS)
    overseen = units.units_covered(user, (*policies.OFFICE, *policies.OVERSEERS))
    helped = JointUnit.objects.filter(unit__in=handled).values("case")
    seen = Q(office__in=overseen) | Q(unit__in=handled) | Q(offered_to__in=handled)
    rows = Case.objects.filter(seen | Q(pk__in=helped)).filter(open_to(user))
    return rows.select_related("office", "unit", "holder", "offered_to", "concerns")


def narrowed(rows: QuerySet[Case], asked: dict[str, Any], today: date) -> QuerySet[Case]:
    """What a form of the list asks for: ended or open, state, kind, unit, limit, words."""
    rows = rows.filter(ENDED if asked.get("ended") else OPEN)
    for name in ("kind", "state", "unit"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    limit = asked.get("limit")
    if limit == "late":
        rows = rows.filter(Q(is_late=True, ended_at__isnull=False) | Q(due_on__lt=today) & OPEN)
    elif limit == "today":
        rows = rows.filter(due_on=today)
    elif limit == "free":
        rows = rows.filter(holder=None)
    words = (asked.get("q") or "").strip()
    return rows.filter(Q(number=words) | Q(title__icontains=words)) if words else rows


def history_of(case: Case) -> QuerySet[CaseEvent]:
    return case.events.select_related("by").order_by("-id")


def answers_of(case: Case) -> QuerySet[Answer]:
    return case.answers.select_related("by").order_by("id")


def masked_answer(case: Case) -> str:
    """The newest answer with its writer and everybody's numbers covered; "" where there is none."""
    found = answers_of(case).last()
    if found is None:
        return ""
    name = Matter.objects.values_list("name", flat=True).get(pk=case.pk)
    return masking.masked_text(found.text, names=[name] if name else []).text


@dataclass(frozen=True)
class SeenWriter:
    """Who wrote, as a person may see it. is_masked: names and numbers are covered."""

    name: str
    phone: str
    email: str
    address: str
    id_number: str
    is_masked: bool


def writer_of(case: Case, user: Any, *, whole: bool) -> SeenWriter:
    """Who wrote (来件人): covered, unless the whole is asked for by who may see it.

    The unit complained about sees no part of it: a family name and four digits tell who it was.
    """
    row = Matter.objects.get(pk=case.pk)
    if whole and policies.may_see_writer(user, case):
        return SeenWriter(row.name, row.phone, row.email, row.address, row.id_number, False)
    if policies.is_accused(user, case):
        return SeenWriter(
            _hidden(row.name),
            _hidden(row.phone),
            _hidden(row.email),
            _hidden(row.address),
            _hidden(row.id_number),
            True,
        )
    return SeenWriter(
        masking.masked_name(row.name),
        masking.masked_number(row.phone),
        masking.masked_mail(row.email),
        _hidden(row.address),
        masking.masked_number(row.id_number),
        True,
    )


def _hidden(fact: str) -> str:
    return masking.HIDDEN if fact else ""


def text_of(case: Case, user: Any) -> str:
    """What was written; where the person may not see who wrote, with names and numbers covered."""
    row = Matter.objects.get(pk=case.pk)
    if policies.may_see_writer(user, case):
        return row.text
    if policies.is_accused(user, case):
        return masking.hidden_text(row.text, words=covering.words_of(row))
    return masking.masked_text(row.text, names=[row.name] if row.name else []).text


def similar_to(case: Case, user: Any) -> list[tuple[Case, float]]:
    """Cases the person may see whose text is nearly the same, the most alike first (近似来件)."""
    row = Matter.objects.get(pk=case.pk)
    if not row.bands:
        return []
    found = Matter.objects.filter(bands__overlap=row.bands).exclude(pk=case.pk)
    texts = dict(found.order_by("-pk").values_list("pk", "text")[:CANDIDATES])
    alike = {key: duplicates.likeness(row.text, text) for key, text in texts.items()}
    near = {key: share for key, share in alike.items() if share >= duplicates.ALIKE}
    seen = cases_visible_to(user).in_bulk(list(near))
    return sorted(((seen[key], near[key]) for key in seen), key=lambda pair: -pair[1])


def answers_like(text: str, *, besides: Case | None = None) -> list[tuple[Answer, float]]:
    """Answers to other cases that say the same or nearly so, for the reply check."""
    digest, bands = duplicates.digest_of(text), duplicates.bands_of(text)
    rows = Answer.objects.filter(Q(digest=digest) | Q(bands__overlap=bands)).select_related("case")
    if besides is not None:
        rows = rows.exclude(case=besides)
    pairs = [
        (row, duplicates.likeness(text, row.text)) for row in rows.order_by("-id")[:CANDIDATES]
    ]
    return sorted((pair for pair in pairs if pair[1] >= duplicates.ALIKE), key=lambda p: -p[1])


def was_reopened(case: Case) -> bool:
    """Whether it was begun again once, which is not done twice (是否重办过)."""
    return case.events.filter(kind=EventKind.REOPENED).exists()


def handlers_of(unit: Unit | None, on: date) -> QuerySet[User]:
    """Who may be named to handle what a unit has (可指定的承办人)."""
    if unit is None:
        return User.objects.none()
    people = units.people_holding(policies.HANDLERS, units.unit_scopes(unit), on)
    return people.order_by("username")


def filters_of(user: Any) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(person=user).order_by("name")
