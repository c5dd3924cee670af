"""Why this date, for the writer (期限说明)."""

from django.utils.translation import gettext as _

from zhanqun.core.casework.models import Case
from zhanqun.core.casework.projecting import reckoning_of
from zhanqun.core.casework.recording import calendar_of, standing_of
from zhanqun.core.casework.states import CaseState
from zhanqun.core.workcalendar.api import told_briefly


def told_to_writer(case: Case) -> str:
    """The due date in a few sentences: extended, stopped, late are said; no term of art."""
    standing = standing_of(case)
    said = [told_briefly(reckoning_of(standing, calendar_of(case)))]
    if standing.extended:
        said.append(_("其中已按规定延长{days}日。").format(days=standing.extended))
    if case.state == CaseState.WAITING:
        said.append(_("目前正在等待补充材料或有关方面意见，等待的日子不计入期限。"))
    if case.is_late and not case.ended_at:
        said.append(_("已超过期限，我们正在催办。"))
    return "".join(said)
