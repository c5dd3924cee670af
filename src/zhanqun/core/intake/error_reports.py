"""Reports of errors on the websites themselves (我为政府网站找错): the platform's own kind.

Source: 国办发〔2014〕57号 and the guideline of 2017 ask for an entry on every page; three working
days to answer, as《辽宁省政府网站管理办法》 has it (no national figure was found).
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zhanqun.core.intake.kinds import Kind, Note
from zhanqun.core.intake.schema import Choice, Field, FieldKind, Part, Schema

CODE = "error-report"

SORTS = (
    Choice("cannot_open", _("打不开")),
    Choice("wrong_words", _("错别字")),
    Choice("wrong_facts", _("内容不准确")),
    Choice("out_of_date", _("长期不更新")),
    Choice("not_usable", _("功能不能用")),
    Choice("other", _("其他")),
)


def _title_of(payload: Mapping[str, str]) -> str:
    labels = {choice.value: str(choice.label) for choice in SORTS}
    return f"{labels.get(payload.get('sort', ''), '')}：{payload.get('text', '')[:40]}"


ERROR_REPORT = Kind(
    code=CODE,
    title=_("网站找错"),
    heading=_("我为政府网站找错"),
    schema=Schema(
        version=1,
        parts=(
            Part(
                _("错在哪里"),
                (
                    Field(
                        "page",
                        _("网页地址"),
                        FieldKind.ADDRESS,
                        hint=_("从浏览器的地址栏复制；从有错的那一页点进来的，已替您填好。"),
                        longest=500,
                        from_page=True,
                    ),
                    Field("sort", _("错误类型"), FieldKind.CHOICE, choices=SORTS),
                    Field(
                        "text",
                        _("说明"),
                        FieldKind.AREA,
                        hint=_("写明哪一处有错、正确的应该是什么。请不要写入身份证号、银行卡号。"),
                        longest=2000,
                        asks=_("写明哪一处有错"),
                    ),
                ),
                files_most=3,
            ),
            Part(
                _("怎样联系您"),
                (
                    Field(
                        "name",
                        _("姓名或称呼"),
                        FieldKind.NAME,
                        required=False,
                        longest=50,
                        personal=True,
                        autocomplete="name",
                    ),
                    Field(
                        "tel",
                        _("电话"),
                        FieldKind.TELEPHONE,
                        hint=_("只在需要核实时联系您。"),
                        required=False,
                        longest=40,
                        personal=True,
                        autocomplete="tel",
                    ),
                ),
            ),
        ),
    ),
    title_of=_title_of,
    notes=(
        Note(
            _("多久能收到答复"),
            (
                _("3个工作日内答复"),
                _("答复写在回执里，凭编号和查询码查看"),
            ),
        ),
        Note(
            _("这些事请走其他渠道"),
            (
                _("紧急求助：110、119、120、122"),
                _("咨询、投诉、建议：拨打12345"),
            ),
        ),
    ),
    answered_here=True,
    kept_days=1095,
)
