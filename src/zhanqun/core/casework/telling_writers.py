"""Why this date, for the writer (期限说明)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhanqun.core.casework.models import Case
from zhanqun.core.casework.projecting import reckoning_of
from zhanqun.core.casework.recording import calendar_of, standing_of
from zhanqun.core.casework.showing import strip_of
from zhanqun.core.casework.states import CaseState
from zhanqun.core.workcalendar.api import told_briefly
from zhanqun.foundation.clock import day_of


@dataclass(frozen=True)
class Told:
    """Why this date. weeks: days as (ISO date, kind, mark), None beside them. until: "" if open."""

    text: str
    weeks: list[list[tuple[str, str, str] | None]]
    until: str


def term_told(case: Case) -> Told:
    """The due date with every day counted or skipped, to be drawn (期限逐日)."""
    weeks = strip_of(reckoning_of(standing_of(case), calendar_of(case)), case.due_on)
    days = [
        [(cell.day.isoformat(), cell.kind, cell.mark) if cell else None for cell in week]
        for week in weeks
    ]
    until = day_of(case.ended_at).isoformat() if case.ended_at else ""
    return Told(told_to_writer(case), days, until)


def told_to_writer(case: Case) -> str:
    """The due date in a few sentences: extended, stopped, late are said; no term of art."""
    standing = standing_of(case)
    said = [told_briefly(reckoning_of(standing, calendar_of(case)))]
    if standing.extended:
        said.append(_("其中已按规定延长{days}日。").format(days=standing.extended))
    if standing.deferred:
        said.append(_("其中按规定延迟{days}日答复。").format(days=standing.deferred))
    if case.state == CaseState.WAITING:
        said.append(_("目前正在等待补充材料或有关方面意见，等待的日子不计入期限。"))
    if standing.is_term_late and not case.ended_at:
        said.append(_("已超过期限，我们正在催办。"))
    return "".join(said)
