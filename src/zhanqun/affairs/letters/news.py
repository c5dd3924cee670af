"""What a writer reads of each event of the case (回执上的进展): a table of plain functions.

Unlisted events are the house's own business: which person has it, opinions, nudges.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.core.casework.api import Case, CaseEvent, clock_of, due_told
from zhanqun.core.casework.api import EventKind as E

Facts = tuple[tuple[str, str], ...]
_APPROVED_BY = {"head": gettext_lazy("承办单位负责人"), "office": gettext_lazy("统筹单位")}


@dataclass(frozen=True)
class News:
    """title: the status word. facts: label and value. is_step: a line in the course of things; an
    answer, a refusal, a letter stand by themselves."""

    title: str
    text: str = ""
    facts: Facts = ()
    is_step: bool = True


def news_of(case: Case, event: CaseEvent) -> News | None:
    """None for what is not told."""
    tell = _TOLD.get(event.kind)
    return tell(case, event) if tell else None


def received(case: Case, mailbox: str) -> News:
    said = _("登记为“{mailbox}”来信。").format(mailbox=mailbox)
    return News(_("已登记"), said, _due(case))


def _due(case: Case) -> Facts:
    return ((_("答复期限"), due_told(case)),)


def _offered(case: Case, _event: CaseEvent) -> News:
    text = _("已转{unit}，由其签收后办理；期限不变。").format(unit=case.offered_to)
    return News(_("已转办"), text, _due(case))


def _held(case: Case, _event: CaseEvent) -> News:
    text = _("由{unit}办理。").format(unit=case.unit)
    return News(_("办理中"), text, _due(case))


def _given_back(case: Case, _event: CaseEvent) -> News:
    text = _("收到的单位说明不属于其职责，正在重新确定承办单位；期限不变。")
    return News(_("重新分办"), text, _due(case))


def _joined(case: Case, event: CaseEvent) -> News:
    units = case.joint_units.select_related("unit").filter(unit=event.facts["unit"])
    names = "、".join(str(row.unit) for row in units)
    return News(_("办理中"), _("{unit}请{others}一起办理。").format(unit=case.unit, others=names))


def _urged(_case: Case, event: CaseEvent) -> News:
    who = _("已把您的催办转给承办单位。") if event.by_id is None else _("已催促承办单位尽快答复。")
    return News(_("已催办"), who)


def _paused(case: Case, event: CaseEvent) -> News:
    ground = _("{ground}（{norm}），等待的日子不计入期限。").format(
        ground=event.facts["label"], norm=event.facts["norm"]
    )
    return News(_("等待中"), ground)


def _resumed(case: Case, _event: CaseEvent) -> News:
    return News(_("办理中"), _("等待结束，继续办理。"), _due(case))


def _restarted(case: Case, event: CaseEvent) -> News:
    said = _("{ground}，期限重新起算。").format(ground=event.facts["label"])
    return News(_("办理中"), said, _due(case))


def _extended(case: Case, event: CaseEvent) -> News:
    """The letter that tells the writer why, and who allowed it (延期告知)."""
    by = str(_APPROVED_BY.get(event.facts["authority"], ""))
    facts = ((_("新的期限"), due_told(case)), (_("批准"), by))
    return News(_("已延期"), event.note, facts, is_step=False)


def _clock_set(case: Case, _event: CaseEvent) -> News:
    rule = clock_of(case.clock)
    if rule.code == "petition":
        return News(_("已受理"), _("信访事项已受理。"), _due(case))
    said = _("按“{rule}”的时限办理。").format(rule=rule.label)
    return News(_("办理中"), said, _due(case))


def _moved(case: Case, _event: CaseEvent) -> News:
    said = _("放假安排公布后，期限重新计算。")
    return News(_("办理中"), said, _due(case))


def _late(case: Case, _event: CaseEvent) -> News:
    said = _("没有在期限内答复您，很抱歉。承办单位、其负责人和统筹单位都已收到提醒。")
    return News(_("已超过期限"), said, _due(case))


def _answered(case: Case, event: CaseEvent) -> News:
    answer = case.answers.order_by("-id").first()
    shared: Facts = ((_("说明"), _("与同类来信一并答复")),) if event.facts.get("with") else ()
    in_time = _("超过期限") if case.is_late else _("在期限之内")
    facts = (*_due(case), (_("是否按期"), in_time), *shared)
    return News(_("已答复"), answer.text if answer else "", facts, is_step=False)


def _declined(_case: Case, event: CaseEvent) -> News:
    """The ground with the body that is the right one stands in the note."""
    return News(_("不予受理"), event.note, is_step=False)


def _closed(_case: Case, event: CaseEvent) -> News:
    if event.by_id is None:
        return News(_("已撤回"), _("您已撤回这封信，不再办理。"))
    return News(_("已了结"), event.note, is_step=False)


def _merged(case: Case, _event: CaseEvent) -> News:
    said = _("还有内容相同或相近的来信，与它们一并办理。答复会写在您的回执上；期限不变。")
    return News(_("一并办理"), said, _due(case))


def _separated(case: Case, _event: CaseEvent) -> News:
    return News(_("办理中"), _("改为单独办理；期限不变。"), _due(case))


def let_go(case: Case) -> News:
    """The letter that it was put with was withdrawn or closed."""
    said = _("一并办理的来信已经办结，这封信改为单独办理；期限不变。")
    return News(_("办理中"), said, _due(case))


def _reopened(case: Case, _event: CaseEvent) -> News:
    return News(_("重新办理"), _("您对答复不满意，重新办理一次。"), _due(case))


_TOLD: dict[str, Callable[[Case, CaseEvent], News]] = {
    E.OFFERED: _offered,
    E.ACCEPTED: _held,
    E.LAPSED: _held,
    E.DECIDED: _held,
    E.REFUSED: _given_back,
    E.DISPUTED: _given_back,
    E.JOINED: _joined,
    E.URGED: _urged,
    E.PAUSED: _paused,
    E.RESUMED: _resumed,
    E.RESTARTED: _restarted,
    E.EXTENDED: _extended,
    E.CLOCK_SET: _clock_set,
    E.MOVED: _moved,
    E.LATE: _late,
    E.ANSWERED: _answered,
    E.DECLINED: _declined,
    E.CLOSED: _closed,
    E.REOPENED: _reopened,
    E.MERGED: _merged,
    E.SEPARATED: _separated,
}
