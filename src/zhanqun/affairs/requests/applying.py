"""The form in which one applies (政府信息公开申请表): the kind of envelope of this room.

Source: 《政府信息公开条例》第二十九条: who applies and proof of it, what is wanted, in which form.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.models import Request
from zhanqun.affairs.requests.states import ApplicantKind, Delivery, DisputeResult, Form, IdKind
from zhanqun.affairs.requests.suiting import suit
from zhanqun.core.intake.api import Channel, Choice, Field, FieldKind, Kind, Part, Schema

CODE = "disclosure"
FILES_MOST = 5


def title_of(payload: Mapping[str, str]) -> str:
    """What is asked for, in one line."""
    described = " ".join(payload.get("text", "").split())[:60]
    title = payload.get("title", "") or payload.get("number", "") or described
    return title or str(_("（没有写明申请的内容）"))


def still_open(envelopes: Collection[UUID]) -> set[UUID]:
    """Of these envelopes, the requests that are not ended, or disputed still (未办结、未审结)."""
    rows = Request.objects.filter(envelope_uid__in=envelopes)
    ours = rows.filter(Q(case__ended_at=None) | Q(disputes__result=DisputeResult.PENDING))
    return set(ours.values_list("envelope_uid", flat=True))


def _choices(rows: Iterable[tuple[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in rows)


WANTED = Part(
    _("申请公开什么"),
    (
        Field("to", _("受理机关"), FieldKind.GIVEN, longest=40),
        Field(
            "title",
            _("信息名称"),
            hint=_(
                "例如“青云江大桥2025年检测报告”。名称、文号、其他特征至少写一项，越具体越好找。"
            ),
            required=False,
            longest=100,
        ),
        Field("number", _("文号"), hint=_("例如青政发〔2025〕3号。"), required=False, longest=60),
        Field(
            "text",
            _("其他特征"),
            FieldKind.AREA,
            hint=_("写明年份、地点、事项等，便于查找。"),
            required=False,
            longest=5_000,
        ),
        Field("form", _("获取方式"), FieldKind.CHOICE, choices=_choices(Form.choices)),
        Field("delivery", _("获取途径"), FieldKind.CHOICE, choices=_choices(Delivery.choices)),
    ),
)
APPLICANT = Part(
    _("申请人"),
    (
        Field(
            "applicant", _("申请人类别"), FieldKind.GIVEN, choices=_choices(ApplicantKind.choices)
        ),
        Field(
            "name",
            _("姓名或者名称"),
            FieldKind.NAME,
            longest=100,
            personal=True,
            autocomplete="name",
        ),
        Field("id_kind", _("证件"), FieldKind.SELECT, choices=_choices(IdKind.choices)),
        Field("id_number", _("证件号码或者统一社会信用代码"), longest=40, personal=True),
        Field("agent", _("法定代表人或者负责人"), longest=50, personal=True),
        Field("contact", _("联系人"), longest=50, personal=True),
        Field("tel", _("电话"), FieldKind.TELEPHONE, longest=40, personal=True, autocomplete="tel"),
        Field(
            "email",
            _("电子邮箱"),
            FieldKind.EMAIL,
            required=False,
            personal=True,
            autocomplete="email",
        ),
        Field("address", _("通信地址"), required=False, longest=200, personal=True),
    ),
    files_most=FILES_MOST,
)
REQUEST = Kind(
    code=CODE,
    title=_("政府信息公开申请"),
    heading=_("申请公开政府信息"),
    schema=Schema(version=2, parts=(WANTED, APPLICANT)),
    title_of=title_of,
    still_open=still_open,
    by_staff=(Channel.VISIT, Channel.PAPER, Channel.POST_PLAIN, Channel.FAX),
    received_hint=_(
        "当面提交的按提交之日，需要签收的邮件按签收之日；平常信函、传真当日与申请人确认，"
        "按双方确认之日。期限从这一天算起。书写确有困难的，由您代为填写。"
    ),
    suited=suit,
)
