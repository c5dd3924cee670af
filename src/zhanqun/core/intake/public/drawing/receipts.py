"""The receipt that a sender keeps (回执)."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.translation import gettext as _

from zhanqun.core.intake.kinds import Kind, kind_of
from zhanqun.core.intake.public.drawing.printing import drawn
from zhanqun.core.intake.public.paths import RECEIPT_PATH
from zhanqun.core.intake.receipts import Receipt
from zhanqun.foundation import clock
from zhanqun.ui import face


@dataclass(frozen=True)
class ReceiptPage:
    """What a sender prints. submitted: as the machine and as a person reads it."""

    title: str
    kind: str
    number: str
    password: str
    submitted: tuple[str, str]
    is_repeat: bool
    receipt_path: str = RECEIPT_PATH


# What differs from receipt to receipt: places in a page drawn once, filled as in a frame.
_NUMBER, _PASSWORD, _ISO, _MINUTE = (f"zq-place-{name}-" for name in ("n", "p", "i", "m"))


def receipt_title() -> str:
    return _("已收到，请记下编号和查询码")


def receipt_body(receipt: Receipt, kind: Kind, *, lang: str) -> str:
    """The page of a receipt. Hundreds a second are asked for, and differ in four values."""
    at = clock.beijing(receipt.submitted_at)
    values = {
        _NUMBER: receipt.number_told,
        _PASSWORD: receipt.password_told,
        _ISO: face.iso(at),
        _MINUTE: face.minute(at),
    }
    body = _receipt_drawn(kind.code, bool(receipt.password), receipt.is_repeat, lang)
    for place, value in values.items():
        body = body.replace(place, escape(value))
    return body


@lru_cache(maxsize=100)
def _receipt_drawn(code: str, has_password: bool, is_repeat: bool, lang: str) -> str:
    page = ReceiptPage(
        title=receipt_title(),
        kind=str(kind_of(code).title),
        number=_NUMBER,
        password=_PASSWORD if has_password else "",
        submitted=(_ISO, _MINUTE),
        is_repeat=is_repeat,
    )
    return drawn("receipt", page, lang=lang)
