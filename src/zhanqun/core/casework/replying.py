"""The reply check with what is known of the case (办件答复检查)."""

from datetime import datetime

from zhanqun.core.casework import queries
from zhanqun.core.casework.models import Case, Matter
from zhanqun.core.casework.replies import Finding, Reply, check_reply
from zhanqun.foundation.clock import day_of

SAME = 0.95


def findings_for(case: Case, text: str, now: datetime) -> list[Finding]:
    """What to look at before this text answers the case."""
    matter = Matter.objects.get(pk=case.pk)
    others = queries.answers_like(text, besides=case)
    reply = Reply(
        text,
        letter=f"{case.title}\n{matter.text}",
        on=day_of(now),
        marks=[mark for mark in (matter.name, case.number) if mark],
        others=[(row.case.number, likeness >= SAME) for row, likeness in others[:3]],
    )
    return check_reply(reply)
