"""Columns of cases compared with their events (办件重算)."""

from django.db import transaction

from zhanqun.core.casework.models import Case
from zhanqun.core.casework.recording import calendar_of, columns_of, reproject, standing_of

CHUNK = 500


def recompute_all(*, write: bool) -> tuple[int, list[tuple[str, list[str]]]]:
    """How many cases there are, and of which the columns differ from the events."""
    differed, looked_at, last = [], 0, 0
    while keys := list(_after(last)):
        for key in keys:
            number, columns = _recompute(key, write=write)
            if columns:
                differed.append((number, columns))
        looked_at, last = looked_at + len(keys), keys[-1]
    return looked_at, differed


def differences(case: Case) -> list[str]:
    """Names of the columns that say something else than the events do."""
    standing = standing_of(case)
    columns = columns_of(standing, calendar_of(case))
    found = [name for name, value in columns.items() if getattr(case, name) != value]
    joint = {row.unit_id for row in case.joint_units.all()}
    return found if joint == set(standing.joint) else [*found, "joint_units"]


def _after(last: int) -> list[int]:
    rows = Case.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:CHUNK])


@transaction.atomic
def _recompute(key: int, *, write: bool) -> tuple[str, list[str]]:
    rows = Case.objects.select_for_update(of=("self",)).select_related("office")
    case = rows.get(pk=key)
    found = differences(case)
    if found and write:
        reproject(case)
    return case.number, found
