"""What the reply check is given and what it says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BLOCK, WARN, HINT = "block", "warn", "hint"


@dataclass(frozen=True)
class Reply:
    """A reply with what it answers (答复及来件).

    on: the day on which it goes out; asked_on: on which the letter came in. marks: names and
    numbers that belong to this case: its writer's, its own. others: numbers of other cases with
    the same or nearly the same answer, and whether they are about the same.
    """

    text: str
    letter: str = ""
    on: date = date.min
    asked_on: date = date.min
    marks: Collection[str] = ()
    others: Collection[tuple[str, bool]] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a reply. code: stable; level: BLOCK may not go out at all."""

    code: str
    level: str
    message: str
    quote: str = ""


# code -> (level, what to do)
SAYINGS: dict[str, tuple[str, str | Promise]] = {
    "empty": (BLOCK, _("除称呼、客套、日期和署名外没有内容，不能作为答复。")),
    "short": (WARN, _("除客套外不足40字，也没有可用的结论、依据或办法，请写明。")),
    "forwarded": (WARN, _("只说已经转办，没有答复诉求。转办是办理步骤，期限仍在计算。")),
    "repeats": (WARN, _("与来件里引用的上次答复几乎相同，没有回答这次的问题。")),
    "signed_before": (WARN, _("落款日期早于来件，请核对是否贴错。")),
    "identical": (WARN, _("与其他办件的答复相同，请核对是否贴错。")),
    "alike": (HINT, _("与其他办件的答复几乎相同，请核对是否针对本件。")),
    "other_writer": (WARN, _("称呼的不是本件来件人，请核对是否贴错。")),
    "other_case": (WARN, _("写了其他办件的编号，请核对。")),
    "rude": (WARN, _("用语生硬失礼，请改写。")),
    "perfunctory": (WARN, _("像是敷衍的说法，请写明结论、依据，或者该找谁、怎么联系。")),
    "past_promise": (WARN, _("承诺的日期已经过去，请核实现状后改写。")),
    "personal": (WARN, _("含有个人信息，答复他人可见时请遮盖。")),
    "off_topic": (HINT, _("与来件几乎没有相同的词，请核对是否答非所问。")),
}


def finding(code: str, quote: str = "") -> Finding:
    level, message = SAYINGS[code]
    return Finding(code, level, str(message), quote)
