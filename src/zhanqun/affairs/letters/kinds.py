"""Letters as a kind of case (来信办件)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import hearing, policies, sorts
from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework.api import Action, Case, CaseState, Kind
from zhanqun.core.units.api import User

CODE = "letter"


def _facts(case: Case, user: User) -> list[tuple[str, str]]:
    letter = Letter.objects.select_related("mailbox").get(case=case)
    return [
        (str(_("信箱")), letter.mailbox.name),
        (str(_("来信类型")), letter.get_sort_display()),
        (str(_("是否同意公开")), str(_("同意") if letter.agrees else _("不同意"))),
    ]


def _feeds_library(user: User, case: Case) -> bool:
    """An answer may become a question of the library: for who writes them there."""
    unit = case.unit or case.office
    is_answered = case.state == CaseState.ANSWERED
    letter = Letter.objects.filter(case=case, sort__in=sorts.PUBLISHABLE)
    return is_answered and policies.may_keep_question(user, unit) and letter.exists()


def _library_url(case: Case) -> str:
    return f"{reverse('letters:question_new')}?letter={case.uid}"


LETTER_CASE = Kind(
    code=CODE,
    label=_("来信"),
    clocks=sorts.CLOCKS,
    facts=_facts,
    own_acts=frozenset({"answer", "decline"}),
    heard=hearing.hear,
    actions=(Action(_("收进问答库"), _library_url, _feeds_library),),
)
