"""What an applicant reads of each step (回执上的进展): a table of plain functions.

Unlisted events are the house's own business: which person has it, opinions, nudges.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.requests.models import Correction, FeeNotice, Request
from zhanqun.core.casework.api import CaseEvent
from zhanqun.core.casework.api import EventKind as E

Facts = tuple[tuple[str, str], ...]
_APPROVED_BY = {
    "head": gettext_lazy("政府信息公开工作机构负责人"),
    "office": gettext_lazy("政府信息公开工作机构负责人"),
}


@dataclass(frozen=True)
class News:
    """title: the status word. facts: label and value. is_step: a line in the course of things."""

    title: str
    text: str = ""
    facts: Facts = ()
    is_step: bool = True


def news_of(request: Request, event: CaseEvent) -> News | None:
    """None for what is not told, or told by the act itself with more than the event knows."""
    tell = _TOLD.get(event.kind)
    return tell(request, event) if tell else None


def received(request: Request) -> News:
    said = _("{publisher}已收到您的申请，从收到之日起计算期限。").format(
        publisher=request.publisher
    )
    facts = ((_("收到日期"), _day(request.received_on)), *_due(request))
    return News(_("已收到"), said, facts)


def correction_asked(row: Correction) -> News:
    """The notice to mend the application (补正告知), with what, until when, and what follows."""
    said = _(
        "{what}\n\n请在补正期限前补正；没有正当理由逾期不补正的，视为放弃申请，不再处理。"
        "答复期限从收到补正之日起计算。（《政府信息公开条例》第三十条）"
    )
    facts = ((_("补正期限"), _day(row.answer_by)),)
    return News(_("需要补正"), said.format(what=row.what), facts, is_step=False)


def corrected(row: Correction) -> News:
    facts = ((_("收到补正"), _day(row.answered_on)), *_due(row.request))
    return News(_("办理中"), _("已收到补正，答复期限从收到之日起重新计算。"), facts)


def corrected_late(row: Correction) -> News:
    said = _("已收到补正，但已超过补正期限，是否接受由受理机关决定，决定后写在这里。")
    facts = ((_("补正期限"), _day(row.answer_by)), (_("收到补正"), _day(row.answered_on)))
    return News(_("逾期补正"), said, facts)


def fee_sent(row: FeeNotice) -> News:
    """The notice of a fee (收费通知): ground, rate, sum, how to pay."""
    unit = _("本月第{n}件") if row.method == "applications" else _("共{n}页")
    said = _(
        "申请公开政府信息的数量、频次明显超过合理范围，收取信息处理费。\n缴纳方式：{how}\n"
        "逾期未缴纳的，视为放弃申请，不再处理。"
    )
    facts = (
        (_("依据"), _("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）")),
        (_("标准"), f"{row.get_method_display()}，{unit.format(n=row.quantity)}"),
        (_("金额"), _("{yuan}元").format(yuan=row.yuan)),
        (_("缴费期限"), _day(row.due_on)),
    )
    return News(_("收费通知"), said.format(how=row.how), facts, is_step=False)


def purpose_asked() -> News:
    said = _("您申请公开的数量、频次较多，请说明理由。（《政府信息公开条例》第三十五条）")
    return News(_("请说明理由"), said, is_step=False)


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _due(request: Request) -> Facts:
    return ((_("答复期限"), _day(request.case.due_on)),)


def _held(request: Request, _event: CaseEvent) -> News:
    text = _("由{unit}办理。").format(unit=request.case.unit)
    return News(_("办理中"), text, _due(request))


def _handed_over(request: Request, event: CaseEvent) -> News:
    text = _("{reason}。已转{publisher}办理，期限不变。").format(
        reason=event.note.rstrip("。"), publisher=request.publisher
    )
    return News(_("已转办"), text, _due(request))


def _joined(request: Request, event: CaseEvent) -> News:
    rows = request.case.joint_units.select_related("unit").filter(unit=event.facts["unit"])
    names = "、".join(str(row.unit) for row in rows)
    said = _("由{unit}主办，{others}协办。").format(unit=request.case.unit, others=names)
    return News(_("办理中"), said)


def _paused(_request: Request, event: CaseEvent) -> News | None:
    """A correction and a fee are told by notices of their own."""
    if event.facts["ground"] in ("correction", "fee"):
        return None
    said = _("正在{ground}，所需时间不计入答复期限。（{norm}）").format(
        ground=event.facts["label"], norm=event.facts["norm"]
    )
    return News(_("征求意见中"), said)


def _resumed(request: Request, _event: CaseEvent) -> News:
    return News(_("办理中"), _("征求意见结束，继续办理。"), _due(request))


def _restarted(request: Request, event: CaseEvent) -> News | None:
    if event.facts["ground"] == "corrected":
        return None
    said = _("{ground}，答复期限从次日起重新计算。").format(ground=event.facts["label"])
    return News(_("办理中"), said, _due(request))


def _extended(request: Request, event: CaseEvent) -> News:
    """Why, and who allowed it (延期告知). Source: 《政府信息公开条例》第三十三条第二款."""
    by = str(_APPROVED_BY.get(event.facts["authority"], ""))
    facts = (
        (_("新的期限"), _day(request.case.due_on)),
        (_("延长"), _("{n}个工作日").format(n=event.facts["amount"])),
        (_("批准"), by),
    )
    return News(_("已延期"), event.note, facts, is_step=False)


def _deferred(request: Request, event: CaseEvent) -> News:
    """Until when, and why (延迟答复告知). Source: 《政府信息公开条例》第三十五条."""
    facts = ((_("答复日期"), _day(request.case.due_on)), (_("依据"), event.facts["norm"]))
    return News(_("延迟答复"), event.note, facts, is_step=False)


def _moved(request: Request, _event: CaseEvent) -> News:
    return News(_("办理中"), _("放假安排公布后，期限重新计算。"), _due(request))


def _late(request: Request, _event: CaseEvent) -> News:
    said = _("没有在期限内答复您，很抱歉。承办单位、其负责人和公开工作机构都已收到提醒。")
    return News(_("已超过期限"), said, _due(request))


def _answered(request: Request, _event: CaseEvent) -> News:
    answer = request.case.answers.order_by("-id").first()
    in_time = _("超过期限") if request.case.is_late else _("在期限之内")
    facts = (*_due(request), (_("是否按期"), in_time))
    return News(_("已答复"), answer.text if answer else "", facts, is_step=False)


def _closed(request: Request, event: CaseEvent) -> News:
    if event.by_id is None:
        return News(_("已撤回"), _("您已撤回这件申请，不再办理。"))
    return News(_("不再处理"), event.note, is_step=False)


def _reopened(request: Request, event: CaseEvent) -> News:
    return News(_("重新办理"), event.note, _due(request))


def _revived(request: Request, event: CaseEvent) -> News:
    return News(_("恢复办理"), event.note, _due(request))


_TOLD: dict[str, Callable[[Request, CaseEvent], News | None]] = {
    E.ACCEPTED: _held,
    E.LAPSED: _held,
    E.DECIDED: _held,
    E.HANDED_OVER: _handed_over,
    E.JOINED: _joined,
    E.PAUSED: _paused,
    E.RESUMED: _resumed,
    E.RESTARTED: _restarted,
    E.EXTENDED: _extended,
    E.DEFERRED: _deferred,
    E.MOVED: _moved,
    E.LATE: _late,
    E.ANSWERED: _answered,
    E.DECLINED: _closed,
    E.CLOSED: _closed,
    E.REOPENED: _reopened,
    E.REVIVED: _revived,
}
