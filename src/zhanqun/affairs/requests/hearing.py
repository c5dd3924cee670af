"""What happens to the case of a request, as this room needs it (办件进展)."""

from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.outcomes import REST
from zhanqun.core.casework.api import Case, CaseEvent, EventKind
from zhanqun.foundation.clock import day_of

_ENDS = frozenset({EventKind.ANSWERED, EventKind.DECLINED, EventKind.CLOSED})


def hear(case: Case, event: CaseEvent) -> None:
    """Called in the transaction of the event."""
    request = Request.objects.filter(case=case).first()
    if request is None:
        return
    request.case = case
    _note_end(request, event)


def _note_end(request: Request, event: CaseEvent) -> None:
    """The day of its end; what ended without a reply of its own is among the rest (三（六）3)."""
    if event.kind in _ENDS:
        request.concluded_on = day_of(event.at)
        request.outcome = request.outcome or REST
    elif event.kind == EventKind.REOPENED:
        request.concluded_on, request.outcome = None, ""
    else:
        return
    request.save(update_fields=["concluded_on", "outcome"])
