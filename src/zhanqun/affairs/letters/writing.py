"""The form in which a citizen writes (写信): the kind of envelope that this room registers."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters.sorts import Sort
from zhanqun.core.intake.api import Choice, Field, FieldKind, Kind, Part, Schema

CODE = "letter"
YES, NO = "yes", "no"
SORTS = tuple(Choice(value, label) for value, label in Sort.choices)
AGREES = (
    Choice(YES, _("同意"), _("隐去姓名、电话、住址后，来信和答复可以登在网上")),
    Choice(NO, _("不同意"), _("只有办理的单位能看到")),
)


def _title_of(payload: Mapping[str, str]) -> str:
    return payload.get("title", "")


LETTER = Kind(
    code=CODE,
    title=_("来信"),
    heading=_("写信"),
    schema=Schema(
        version=1,
        parts=(
            Part(
                _("写给谁、写什么"),
                (
                    Field("to", _("收信信箱"), longest=40),
                    Field("sort", _("来信类型"), FieldKind.CHOICE, choices=SORTS),
                    Field("title", _("标题"), longest=60, asks=_("写一个标题")),
                    Field("text", _("内容"), FieldKind.AREA, longest=20_000, asks=_("写明诉求")),
                    Field("agrees", _("是否同意公开"), FieldKind.CHOICE, choices=AGREES),
                ),
                files_most=5,
            ),
            Part(
                _("怎样联系您"),
                (
                    Field(
                        "name",
                        _("姓名"),
                        FieldKind.NAME,
                        longest=50,
                        personal=True,
                        autocomplete="name",
                    ),
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
                    Field("address", _("住址"), required=False, longest=200, personal=True),
                ),
            ),
        ),
    ),
    title_of=_title_of,
)
