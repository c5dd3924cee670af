"""What the public pages of the door show (受理页面): ready values for their templates."""

from zhanqun.core.intake.public.drawing.forms import answer_of, form_page
from zhanqun.core.intake.public.drawing.printing import drawn
from zhanqun.core.intake.public.drawing.receipts import receipt_body, receipt_title
from zhanqun.core.intake.public.drawing.tracking import (
    TrackingPage,
    Typed,
    asking_page,
    tracking_page,
)

__all__ = [
    "TrackingPage",
    "Typed",
    "answer_of",
    "asking_page",
    "drawn",
    "form_page",
    "receipt_body",
    "receipt_title",
    "tracking_page",
]
