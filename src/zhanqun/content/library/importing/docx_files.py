"""Word files (.docx 文档): content, and what the official layout says about it."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library.importing.docx_body import DocumentBody, read_body
from zhanqun.content.library.importing.imported import ImportedText
from zhanqun.content.library.importing.official_layout import (
    plain_title,
    recognise,
    without_repeated_head,
)
from zhanqun.content.library.importing.packages import BrokenFile, Package, WrongKindOfFile
from zhanqun.content.library.rich_text import Cleaned, ImageRef, clean_blocks, clean_html
from zhanqun.foundation.errors import DomainError

WORD = "Word（.docx）"


class TablesLost(DomainError):
    """A table of the file did not arrive in the text (表格丢失): no import beats a silent loss."""

    code = "library.tables_lost"
    message = gettext_lazy(
        "文档中有 {before} 个表格，只读出 {after} 个。为避免内容缺失，没有导入；"
        "请检查表格结构（如嵌套在图形中），或改为另存后重试。"
    )


def read_docx(data: bytes) -> ImportedText:
    """Read a Word file.

    Raises BrokenFile, EncryptedFile, OldOfficeFile, WrongKindOfFile, TooLarge, TablesLost,
    DocumentTooLong, TooManyPictures.
    """
    package = Package(data, WORD)
    _check_is_word(package)
    try:
        body = read_body(package)
    except RecursionError as error:
        raise BrokenFile(reason="nesting") from error
    cleaned = clean_html(body.html)
    after = cleaned.html.count("<table>")
    if after != body.tables:
        raise TablesLost(before=body.tables, after=after)
    return _imported(body, cleaned)


def _check_is_word(package: Package) -> None:
    part = package.main_part()
    kinds = {"xl": "Excel（.xlsx）", "ppt": "PowerPoint（.pptx）"}
    if kind := kinds.get(part.split("/")[0]):
        raise WrongKindOfFile(wanted=WORD, kind=kind)
    if not package.has(part):
        raise BrokenFile(reason=part)


def _imported(body: DocumentBody, cleaned: Cleaned) -> ImportedText:
    layout = recognise(cleaned.blocks)
    title, blocks = layout.title, layout.body
    if not title:
        title = plain_title(blocks)
        blocks = without_repeated_head(blocks, title, "") if title else blocks
    cleaned = clean_blocks(blocks, cleaned)
    images = _images(body, cleaned)
    return ImportedText(
        title=title,
        body_html=cleaned.html,
        text=cleaned.text,
        number=layout.number,
        number_text=layout.number_text,
        issuing_organs=layout.organs,
        written_on=layout.written_on,
        official=layout,
        images=images,
        warnings=[*layout.number_warnings, *_warnings(body, title), *_undescribed(images)],
        dropped=cleaned.dropped,
    )


def _images(body: DocumentBody, cleaned: Cleaned) -> list[ImageRef]:
    """Pictures in order, with their bytes where the file had them."""
    return [replace(body.images.get(image.src, image), alt=image.alt) for image in cleaned.images]


def _undescribed(images: list[ImageRef]) -> list[str]:
    """What to say of pictures that a blind reader would miss (缺少替代文字)."""
    numbers = [
        str(number)
        for number, image in enumerate(images, start=1)
        if image.kind != "missing" and not image.alt.strip()
    ]
    if not numbers:
        return []
    return [_("第{numbers}张图片没有说明文字，请在正文里补上。").format(numbers="、".join(numbers))]


def _warnings(body: DocumentBody, title: str) -> list[str]:
    messages = {
        "revisions": _("文档含修订痕迹，已按接受全部修订读取，请核对。"),
        "charts": _("有 {count} 处图表或嵌入文档无法导入，请改为图片或附件。"),
        "formulas": _("有 {count} 处公式只保留了文字，请核对。"),
        "symbols": _("有 {count} 处符号字体的字符无法识别，已用“〓”代替，请补正。"),
    }
    warnings = [
        message.format(count=body.notices[kind])
        for kind, message in messages.items()
        if body.notices[kind]
    ]
    return warnings if title else [*warnings, _("没有识别出标题，请填写。")]
