"""Letters as a kind of case (来信办件)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters import hearing, policies, queries, sorts
from zhanqun.affairs.letters.models import Letter, Supervision
from zhanqun.affairs.letters.states import SupervisionState
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Action, Case, CaseState, Kind
from zhanqun.core.units.api import User

CODE = "letter"


def _facts(case: Case, user: User) -> list[tuple[str, str]]:
    related = ("mailbox", "publication", "merged_into__case")
    letter = Letter.objects.select_related(*related).get(case=case)
    facts = [
        (_("信箱"), letter.mailbox.name),
        (_("来信类型"), letter.get_sort_display()),
        (_("是否同意公开"), _("同意") if letter.agrees else _("不同意")),
        (_("公开"), letter.publication.get_state_display()),
    ]
    if letter.merged_into is not None:
        facts.append((_("并入"), letter.merged_into.case.number))
    supervision = queries.supervision_of(letter)
    if supervision is not None:
        words = _("{state}，说明期限{due}")
        due = f"{supervision.due_on:%Y-%m-%d}"
        facts.append((_("督办"), words.format(state=supervision.get_state_display(), due=due)))
    return [(str(label), str(value)) for label, value in facts]


def _page(name: str) -> Callable[[Case], str]:
    return lambda case: reverse(f"letters:{name}", args=[case.uid])


def _to_sort(user: User, case: Case) -> bool:
    return case.is_open and policies.is_office(user, case.office)


def _to_reply(user: User, case: Case) -> bool:
    if case.state != CaseState.HANDLING:
        return False
    return policies.may_draft(user, case) or policies.is_office(user, case.office)


def _to_refuse(user: User, case: Case) -> bool:
    return "decline" in casework.CASE.open_from(case.state) and policies.may_refuse(user, case)


def _to_publish(user: User, case: Case) -> bool:
    return case.state == CaseState.ANSWERED and policies.is_office(user, case.office)


def _to_supervise(user: User, case: Case) -> bool:
    if policies.may_supervise(user, case):
        return True
    running = Supervision.objects.filter(letter__case=case).exclude(state=SupervisionState.SETTLED)
    return policies.may_explain(user, case) and running.exists()


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
    actions=(
        Action(_("分办"), _page("sort"), _to_sort),
        Action(_("答复"), _page("reply"), _to_reply),
        Action(_("不予受理"), _page("refuse"), _to_refuse),
        Action(_("公开"), _page("publication"), _to_publish),
        Action(_("督办"), _page("supervision"), _to_supervise),
        Action(_("收进问答库"), _library_url, _feeds_library),
    ),
    own_acts=frozenset({"answer", "decline"}),
    heard=hearing.hear,
)
