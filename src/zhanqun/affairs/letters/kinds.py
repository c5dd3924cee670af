"""Letters as a kind of case (来信办件)."""

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import hearing, sorts
from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework.api import Case, Kind
from zhanqun.core.units.api import User

CODE = "letter"


def _facts(case: Case, user: User) -> list[tuple[str, str]]:
    letter = Letter.objects.select_related("mailbox").get(case=case)
    return [
        (str(_("信箱")), letter.mailbox.name),
        (str(_("来信类型")), letter.get_sort_display()),
        (str(_("是否同意公开")), str(_("同意") if letter.agrees else _("不同意"))),
    ]


LETTER_CASE = Kind(
    code=CODE,
    label=_("来信"),
    clocks=sorts.CLOCKS,
    facts=_facts,
    own_acts=frozenset({"answer", "decline"}),
    heard=hearing.hear,
)
