"""The form in which one applies (政府信息公开申请表): the kind of envelope of this room.

Source: 《政府信息公开条例》第二十九条: who applies and proof of it, what is wanted, in which form.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.requests.states import ApplicantKind, Delivery, Form
from zhanqun.affairs.requests.suiting import suit
from zhanqun.core.intake.api import Choice, Field, FieldKind, Kind, Part, Schema

CODE = "disclosure"


def title_of(payload: Mapping[str, str]) -> str:
    """What is asked for, in one line."""
    return payload.get("title", "") or " ".join(payload.get("text", "").split())[:60]


REQUEST = Kind(
    code=CODE,
    title=_("政府信息公开申请"),
    heading=_("申请公开政府信息"),
    schema=Schema(
        version=1,
        parts=(
            Part(
                _("申请公开什么"),
                (
                    Field("to", _("受理机关"), FieldKind.GIVEN, longest=40),
                    Field("title", _("信息名称"), longest=100, asks=_("写明要哪份信息")),
                    Field("number", _("文号"), required=False, longest=60),
                    Field(
                        "text",
                        _("其他特征性描述"),
                        FieldKind.AREA,
                        hint=_("写明年份、地点、事项，便于查找。"),
                        required=False,
                        longest=5_000,
                    ),
                    Field(
                        "form",
                        _("获取方式"),
                        FieldKind.CHOICE,
                        choices=tuple(Choice(*row) for row in Form.choices),
                    ),
                    Field(
                        "delivery",
                        _("获取途径"),
                        FieldKind.CHOICE,
                        choices=tuple(Choice(*row) for row in Delivery.choices),
                    ),
                ),
                files_most=5,
            ),
            Part(
                _("申请人"),
                (
                    Field(
                        "applicant",
                        _("申请人类别"),
                        FieldKind.CHOICE,
                        choices=tuple(Choice(*row) for row in ApplicantKind.choices),
                    ),
                    Field(
                        "name",
                        _("姓名或者名称"),
                        FieldKind.NAME,
                        longest=50,
                        personal=True,
                        autocomplete="name",
                    ),
                    Field("id_number", _("证件号码或者信用代码"), longest=40, personal=True),
                    Field(
                        "tel",
                        _("电话"),
                        FieldKind.TELEPHONE,
                        longest=40,
                        personal=True,
                        autocomplete="tel",
                    ),
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
            ),
        ),
    ),
    title_of=title_of,
    suited=suit,
)
