"""What is wanted, in words, and what applicants should know (申请内容、申请须知)."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from zhanqun.affairs.disclosure.api import Publisher
from zhanqun.core.casework import api as casework
from zhanqun.core.intake.api import Note

DESCRIBED_BY = ("title", "number", "text")


def fault_of(payload: Mapping[str, str]) -> dict[str, str]:
    """Name, number or other features: one of them at least.

    Source: 《政府信息公开条例》第二十九条第二款第（二）项.
    """
    if any(payload.get(name) for name in DESCRIBED_BY):
        return {}
    return {"title": _("写明信息名称、文号或者其他特征，至少一项")}


def text_of(payload: Mapping[str, str]) -> str:
    """The description as one text: what staff read and what likeness is counted from."""
    labels = {"title": _("信息名称"), "number": _("文号"), "text": _("其他特征")}
    said = ((labels[name], payload.get(name, "")) for name in DESCRIBED_BY)
    return "\n".join(
        _("{label}：{text}").format(label=one, text=text) for one, text in said if text
    )


def missing_in(payload: Mapping[str, str], *, has_files: bool) -> list[str]:
    """What the law asks for and the application lacks, to be asked for at once (应补正的内容).

    Source: 《政府信息公开条例》第二十九条第二款.
    """
    needed = {
        _("申请人的姓名或者名称"): payload.get("name"),
        _("身份证明"): payload.get("id_number") or has_files,
        _("联系方式"): payload.get("tel") or payload.get("email") or payload.get("address"),
        _("申请公开的政府信息的名称、文号或者其他特征性描述"): not fault_of(payload),
        _("获取信息的方式、途径"): payload.get("form") and payload.get("delivery"),
    }
    return [label for label, there in needed.items() if not there]


def notes_of(publisher: Publisher) -> tuple[Note, ...]:
    """Panels beside the form (申请须知): terms from the clock rules."""
    return (
        Note(_("多久能收到答复"), tuple(_terms())),
        Note(
            _("收费"),
            (
                _("不收取费用。"),
                _("申请的数量、频次明显超过合理范围的，可以收取信息处理费，收费前书面告知。"),
            ),
        ),
        Note(
            _("可以申请什么"),
            (
                _("机关在履行职责中制作或者获取、以一定形式记录、保存的信息。"),
                _("谁制作，向谁申请；从公民、企业等获取的，向保存的机关申请。"),
                _("咨询、投诉、举报和信访不在这里办理；工商、不动产登记资料按专门规定查询。"),
            ),
        ),
        Note(_("其他申请方式"), tuple(_other_ways(publisher))),
    )


def _terms() -> Iterator[str]:
    reply = casework.clock_of("disclosure")
    correction = casework.clock_of("disclosure_correction")
    opinion = casework.clock_of("disclosure_opinion")
    yield _("收到申请之日起{days}个工作日内答复").format(days=reply.amount)
    if reply.extension:
        yield _("需要延长的，经批准最多延长{days}个工作日，并告诉您原因").format(
            days=reply.extension.most
        )
    yield _("内容不明确的，{days}个工作日内一次告诉您补正什么").format(days=correction.amount)
    yield _("征求第三方和其他机关意见的时间（一般{days}个工作日）不计入").format(
        days=opinion.amount
    )


def _other_ways(publisher: Publisher) -> Iterator[str]:
    name = publisher.unit.name
    if publisher.site.address:
        yield _("邮寄、当面提交：{name}，{address}").format(
            name=name, address=publisher.site.address
        )
    else:
        yield _("邮寄或者当面提交给{name}").format(name=name)
    yield _("书写确有困难的，可以口头提出，由工作人员代为填写。")
