"""Personal data in words that are to be public (个人信息).

Sources: 《个人信息保护法》 Art. 28 and 29 (sensitive data need a purpose and separate consent);
《政府信息公开条例》(2019) Art. 15 (nothing that infringes a person's privacy is published).
"""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks.hits import BLOCK, HINT, WARN, Hit, Passage
from zhanqun.core.checks.normalising import Normal, folded
from zhanqun.core.checks.privacy import addresses, identity, payment, plates, telephones
from zhanqun.core.checks.privacy.found import Found

LAW = "《个人信息保护法》第二十八条；《政府信息公开条例》第十五条"
# What is found -> (level, source, what to do).
SAYINGS: dict[str, tuple[str, str, str | Promise]] = {
    "privacy.id_number": (
        BLOCK,
        f"GB 11643-1999；{LAW}",
        _("含有身份证号码，不能公开。请删去，或者按建议遮盖。"),
    ),
    "privacy.old_id_number": (
        HINT,
        f"GB 11643-1989；{LAW}",
        _("像是15位的旧身份证号码，请核实；如果是，请遮盖。"),
    ),
    "privacy.passport": (BLOCK, LAW, _("含有护照号码，不能公开。请删去，或者按建议遮盖。")),
    "privacy.bank_card": (
        BLOCK,
        f"GB/T 15694.1；{LAW}",
        _("含有银行卡号，不能公开。请删去，或者按建议遮盖。"),
    ),
    "privacy.mobile": (WARN, LAW, _("含有手机号码。个人的手机号码不公开，请删去或者遮盖。")),
    "privacy.contact_mobile": (
        WARN,
        LAW,
        _("以手机号码作为联系电话。请改用办公电话，或者确认本人同意公开。"),
    ),
    "privacy.plate": (
        WARN,
        f"GA 36-2018；{LAW}",
        _("含有车牌号码。个人的车牌号码不公开，请核实并遮盖。"),
    ),
    "privacy.email": (HINT, LAW, _("像是个人邮箱，请改用单位邮箱，或者确认本人同意公开。")),
}
FINDERS = (
    identity.identity_numbers,
    payment.bank_cards,
    telephones.mobiles,
    plates.plates,
    addresses.personal_mail,
)


def privacy_hits(passage: Passage) -> Iterator[Hit]:
    """Personal data in a passage, in the order of the text; what is found first by kind wins."""
    normal = folded(passage.text)
    taken: list[Found] = []
    for find in FINDERS:
        for found in find(normal.text):
            if not any(found.start < other.end and other.start < found.end for other in taken):
                taken.append(found)
    for found in sorted(taken, key=lambda found: found.start):
        yield _hit(passage, normal, found)


def _hit(passage: Passage, normal: Normal, found: Found) -> Hit:
    level, source, message = SAYINGS[found.code]
    start, end = normal.span(found.start, found.end)
    return Hit(
        found.code,
        level,
        passage.field,
        passage.where,
        start,
        end,
        passage.text[start:end],
        str(message),
        suggestion=found.masked,
        source=source,
    )
