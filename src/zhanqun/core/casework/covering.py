"""What the unit complained about may read of a case (对被反映单位的遮盖): nothing of who wrote.

Source: 《信访工作条例》第三十条.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import prefetch_related_objects

from zhanqun.core.casework import masking, policies
from zhanqun.core.casework.models import Case, Matter
from zhanqun.core.units.api import User

CHUNK = 500
_PLACES = ("concerns", "unit", "offered_to", "office", "joint_units__unit")


def words_of(matter: Matter) -> tuple[str, ...]:
    """All that is known of who wrote, as it may stand in a text."""
    return (matter.name, matter.phone, matter.email, matter.address, matter.id_number)


def titles_for(cases: Sequence[Case], user: Any) -> dict[int, str]:
    """The titles of these cases as a person may read them, by key; few queries for a whole list."""
    asked = [case for case in cases if case.concerns_id]
    prefetch_related_objects(asked, *_PLACES)
    covered = {case.pk for case in asked if policies.is_accused(user, case)}
    matters = _matters(covered) if covered else {}
    return {case.pk: _title(case, matters.get(case.pk)) for case in cases}


def title_for(case: Case, user: Any) -> str:
    return titles_for([case], user)[case.pk]


def with_titles(cases: Iterable[Case], user: Any) -> Iterator[tuple[Case, str]]:
    """However many cases, each with its title as a person may read it."""
    rows = iter(cases)
    while chunk := list(islice(rows, CHUNK)):
        titles = titles_for(chunk, user)
        yield from ((case, titles[case.pk]) for case in chunk)


def cover_for(case: Case, user: Any) -> Callable[[str], str]:
    """What covers words about a case, such as reasons, before a person reads them."""
    if not policies.is_accused(user, case):
        return str
    return _covering(_matters([case.pk])[case.pk])


def audiences(
    people: Iterable[User], case: Case
) -> Iterator[tuple[list[User], str, Callable[[str], str]]]:
    """Who is told of a case, by what they may read: people, its title, and what covers words."""
    everybody = list(people)
    accused = [one for one in everybody if policies.is_accused(one, case)]
    yield [one for one in everybody if one not in accused], case.title_told, str
    if accused:
        matter = _matters([case.pk])[case.pk]
        title = case.title_told if case.is_confidential else _title(case, matter)
        yield accused, title, _covering(matter)


def _covering(matter: Matter) -> Callable[[str], str]:
    return partial(masking.hidden_text, words=words_of(matter))


def _matters(keys: Iterable[int]) -> dict[int, Matter]:
    return Matter.objects.defer("text", "bands").in_bulk(list(keys))


def _title(case: Case, writer: Matter | None) -> str:
    """writer: where the title is to be covered."""
    if writer is None:
        return case.title
    return masking.hidden_title(case.title, words=words_of(writer)) or masking.HIDDEN
