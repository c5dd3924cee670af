"""Whether numbers that name an applicant can be right (证件号码、统一社会信用代码的校验)."""

import re
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from zhanqun.core.checks import api as checks
from zhanqun.foundation import ids

KEY_CHARS = 32
_BLANKS = re.compile(r"[\s\-－—]+")
_ID_CARD = re.compile(r"\d{17}[\dX]")


def plain(number: str) -> str:
    """As it is compared: narrow, in capitals, without blanks and hyphens."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", number)).upper()


def fault_of_id_card(number: str) -> str:
    """What to do where it is no resident identity number (居民身份证号码); "" where it is.

    Source: GB 11643-1999.
    """
    text = plain(number)
    if not _ID_CARD.fullmatch(text):
        return _("身份证号码应为18位，请对照证件重填")
    return "" if checks.is_identity_number(text) else _("身份证号码的校验位不对，请对照证件重填")


def fault_of_credit_code(number: str) -> str:
    """What to do where it is no unified social credit code. Source: GB 32100-2015."""
    text = plain(number)
    if ids.is_credit_code(text):
        return ""
    if len(text) != 18:
        return _("统一社会信用代码应为18位，现在是{count}位").format(count=len(text))
    return _("统一社会信用代码的校验位不对，请对照证照重填")


def applicant_key(*, name: str, id_number: str, phone: str) -> str:
    """The same for the same applicant, and nothing else can be read from it (申请人识别摘要).

    By the number; of who gave none, by name and telephone; "" where nobody is named.
    """
    number = plain(id_number)
    named = number or (f"{plain(name)} {plain(phone)}" if name.strip() else "")
    if not named:
        return ""
    digest = salted_hmac(
        "zq.requests.applicant", named, secret=settings.SECRET_KEY, algorithm="sha256"
    )
    return digest.hexdigest()[:KEY_CHARS]
