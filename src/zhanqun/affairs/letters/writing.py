"""The form in which a citizen writes (写信): the kind of envelope that this room registers."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.sorts import Sort
from zhanqun.affairs.letters.states import SupervisionState
from zhanqun.affairs.letters.suiting import suit
from zhanqun.core.casework.api import without_password
from zhanqun.core.intake.api import Choice, Field, FieldKind, Kind, Part, Schema, numbers_in

CODE = "letter"
YES, NO = "yes", "no"
SORTS = tuple(Choice(value, label) for value, label in Sort.choices)
AGREES = (
    Choice(YES, _("同意公开"), _("姓名、电话和住址会隐去，公开前由工作人员核对。")),
    Choice(NO, _("不公开"), _("只有您凭编号和查询码可以看到答复。")),
)


def title_of(payload: Mapping[str, str]) -> str:
    """The title without a password that its writer typed in: whoever reads it could look it up."""
    title = payload.get("title", "")
    return without_password(title)[0] or str(_("（没有标题）")) if title else ""


def is_private(_payload: Mapping[str, str]) -> bool:
    """Every letter: what the office made of it, and whom it is about, its case alone knows."""
    return True


def still_open(envelopes: Collection[UUID]) -> set[UUID]:
    """Of these envelopes, the letters that are not ended, or still watched from above (未办结)."""
    watched = (SupervisionState.ORDERED, SupervisionState.EXPLAINED)
    rows = Letter.objects.filter(envelope_uid__in=envelopes)
    ours = rows.filter(Q(case__ended_at=None) | Q(supervisions__state__in=watched))
    return set(ours.values_list("envelope_uid", flat=True))


def _warnings(title: str) -> Iterator[str]:
    if without_password(title)[1]:
        yield str(_("标题里像是有查询密码，谁看到都能查您的信；提交后会从标题里去掉，请返回删掉。"))
    for number in numbers_in(title):
        yield _("标题里的“{number}”是信件编号，请不要告诉别人；如不需要，请返回删掉。").format(
            number=number
        )


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
                    Field("to", _("收信信箱"), FieldKind.GIVEN, longest=40),
                    Field("sort", _("来信类型"), FieldKind.CHOICE, choices=SORTS),
                    Field(
                        "title",
                        _("标题"),
                        hint=_("一句话说清事情，例如“建议延长3路公交末班时间”。"),
                        longest=60,
                        asks=_("写一个标题"),
                        warns=_warnings,
                    ),
                    Field(
                        "text",
                        _("内容"),
                        FieldKind.AREA,
                        hint=_("写明时间、地点和您的请求。请不要写入身份证号、银行卡号。"),
                        longest=20_000,
                        asks=_("写明诉求"),
                    ),
                    Field(
                        "agrees",
                        _("答复后，是否同意把这封信公开"),
                        FieldKind.CHOICE,
                        choices=AGREES,
                        asks=_("选择是否同意公开"),
                    ),
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
    title_of=title_of,
    still_open=still_open,
    is_private=is_private,
    suited=suit,
)
