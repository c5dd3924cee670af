"""What happens to the case of a letter becomes news on its receipt (办理进展反馈)."""

from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework.api import Case, CaseEvent, EventKind, told_to_writer
from zhanqun.core.intake import api as intake

# What the writer reads; other events are the house's own business.
TITLES = {
    EventKind.OPENED: "已收到",
    EventKind.ACCEPTED: "办理中",
    EventKind.DECIDED: "办理中",
}


def hear(case: Case, event: CaseEvent) -> None:
    """Called in the transaction of the event."""
    letter = Letter.objects.filter(case=case).first()
    if letter is None or event.kind not in TITLES:
        return
    unit = case.unit or case.office
    intake.give_feedback(
        envelope=letter.envelope_uid,
        kind=event.kind,
        title=TITLES[EventKind(event.kind)],
        text=told_to_writer(case),
        signed=str(unit),
        now=event.at,
    )
