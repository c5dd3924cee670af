"""What time itself does to requests (时限巡查); each may run at any time and twice."""

from datetime import datetime

from zhanqun.affairs.requests import telling
from zhanqun.affairs.requests.models import Consultation, Correction, FeeNotice
from zhanqun.affairs.requests.services.consulting import lapse
from zhanqun.affairs.requests.states import ConsultationState, CorrectionState, FeeState
from zhanqun.foundation.clock import day_of


def watch(now: datetime) -> int:
    """Opinions that did not come let the clock go on; the office hears of corrections and fees
    that did not, while the request is open. Returns how many consultations were over."""
    today = day_of(now)
    is_open = {"request__case__ended_at": None}
    silent = Consultation.objects.filter(state=ConsultationState.ASKED, due_on__lt=today, **is_open)
    keys = list(silent.order_by("id").values_list("uid", flat=True))
    count = sum(lapse(consultation=key, now=now) for key in keys)
    corrections = Correction.objects.filter(
        state=CorrectionState.ASKED, answer_by__lt=today, **is_open
    )
    for correction in corrections.select_related("request__case__office"):
        telling.not_corrected(correction, now)
    fees = FeeNotice.objects.filter(state=FeeState.SENT, due_on__lt=today, **is_open)
    for fee in fees.select_related("request__case__office"):
        telling.not_paid(fee, now)
    return count
