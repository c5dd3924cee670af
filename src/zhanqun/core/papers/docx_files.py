"""A paper as Word file (Word版), to be edited, sealed and filed by the office.

Fonts are named as the norm names them: the office's machines have them.
"""

import io
import zipfile
from datetime import datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from zhanqun.core.papers.paper import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Table,
    attachment_lines,
    clean,
    date_words,
    lines_of,
    one_line,
)

FANGSONG, XIAOBIAOSONG, HEITI, KAITI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
RED = RGBColor(0xFF, 0, 0)
CENTER, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
SIZE, TITLE_SIZE, PAGE_SIZE = Pt(16), Pt(22), Pt(14)
# 22 lines in 225 mm.
PITCH = Pt(28.95)
HEADING_FONTS = {1: HEITI, 2: KAITI}


def docx_of(paper: Paper) -> bytes:
    """The file."""
    document = Document()
    _page(document)
    _head(document, paper)
    for line in lines_of(paper.title):
        _line(document, line, CENTER, font=XIAOBIAOSONG, size=TITLE_SIZE)
    _line(document, "")
    if paper.recipients:
        _line(document, f"{one_line(paper.recipients)}：")
    for block in paper.blocks:
        _block(document, block)
    _foot(document, paper)
    _properties(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer)


def _without_clock(saved: io.BytesIO) -> bytes:
    """The same paper is the same file, whenever it is made: parts carry no time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(buffer, "w") as settled:
        for part in parts.infolist():
            named = zipfile.ZipInfo(part.filename)
            settled.writestr(named, parts.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _properties(document: WordDocument, paper: Paper) -> None:
    known = document.core_properties
    known.title, known.comments = "".join(lines_of(paper.title))[:200], ""
    known.author = "、".join(map(one_line, paper.signed_by))[:200]
    if paper.dated is not None:
        known.created = known.modified = datetime.combine(paper.dated, time.min)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="579"/>'
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(grid))
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], LEFT)
    style = document.styles["Normal"]
    style.font.size = SIZE
    _name_font(style.element.get_or_add_rPr(), FANGSONG)


def _page_number(paragraph: WordParagraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, by a field that Word counts."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = SIZE
    _run(paragraph, "— ", "宋体", PAGE_SIZE)
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    _run(paragraph, " —", "宋体", PAGE_SIZE)


def _head(document: WordDocument, paper: Paper) -> None:
    """发文机关标志 and 发文字号, with the red rule below them."""
    if paper.organ:
        organ = one_line(paper.organ)
        size = Pt(max(16, min(42, 436 // len(organ))))
        mark = _line(document, organ, CENTER, font=XIAOBIAOSONG, size=size, colour=RED, exact=False)
        mark.paragraph_format.space_before = Mm(27)
        mark.paragraph_format.space_after = PITCH
    if paper.number:
        _line(document, one_line(paper.number), CENTER)
    if paper.organ:
        _rule(_line(document, ""))
    if paper.organ or paper.number:
        _line(document, "")


def _rule(paragraph: WordParagraph) -> None:
    edge = (
        f"<w:pBdr {nsdecls('w')}>"
        '<w:top w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(edge), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _block(document: WordDocument, block: Block) -> None:
    if isinstance(block, Paragraph):
        for line in lines_of(block.text):
            _indented(document, line)
    elif isinstance(block, Heading):
        font = HEADING_FONTS.get(block.level, FANGSONG)
        heading = _indented(document, one_line(block.text), font=font)
        heading.paragraph_format.keep_with_next = True
        level = f'<w:outlineLvl {nsdecls("w")} w:val="{max(0, min(block.level, 9) - 1)}"/>'
        heading._p.get_or_add_pPr().append(parse_xml(level))
    else:
        _table(document, block)


def _table(document: WordDocument, block: Table) -> None:
    if not block.heads:
        return
    if block.caption:
        caption = _line(document, one_line(block.caption), CENTER, font=HEITI, size=Pt(14))
        caption.paragraph_format.keep_with_next = True
    count = len(block.heads)
    size = Pt(8) if count > 10 else Pt(10.5) if count > 6 else Pt(14)
    table = document.add_table(0, count, style="Table Grid")
    widths = _widths([block.heads, *block.rows])
    for row in (block.heads, *block.rows):
        for cell, words, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
            )
            paragraph.alignment = CENTER if row is block.heads or len(words) <= 12 else LEFT
            _run(paragraph, one_line(words), HEITI if row is block.heads else FANGSONG, size)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    _line(document, "", size=Pt(8), exact=False)


def _widths(rows: list[tuple[str, ...]]) -> list[Length]:
    """Of the columns, by their longest cells; no column takes all."""
    longest = [max(2, min(20, max(map(len, column)))) for column in zip(*rows, strict=True)]
    return [Mm(156 * one / sum(longest)) for one in longest]


def _foot(document: WordDocument, paper: Paper) -> None:
    """附件说明, 署名, 成文日期, 附注; the last three stay on one page with what precedes them."""
    for at, line in enumerate(attachment_lines(paper.attachments)):
        if at == 0:
            _line(document, "")
        _indented(document, line)
    signed = [one_line(name) for name in paper.signed_by]
    if paper.dated is not None:
        signed.append(date_words(paper.dated))
    if signed:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        for _blank in range(2 if paper.has_seal_place else 1):
            _line(document, "").paragraph_format.keep_with_next = True
    longest = max((len(line) for line in signed), default=0)
    for line in signed:
        _signed(document, line, longest, SIZE * (4 if paper.has_seal_place else 2))
    if paper.note:
        _indented(document, f"（{one_line(paper.note)}）")


def _signed(document: WordDocument, line: str, longest: int, margin: Length | int) -> None:
    """Set right, the shorter one in the middle of the longer one."""
    paragraph = _line(document, line, RIGHT)
    shorter = SIZE * (longest - len(line)) // 2
    paragraph.paragraph_format.right_indent = Length(margin + shorter)
    paragraph.paragraph_format.keep_with_next = True


def _indented(document: WordDocument, text: str, *, font: str = FANGSONG) -> WordParagraph:
    paragraph = _line(document, text, font=font)
    paragraph.paragraph_format.first_line_indent = Length(SIZE * 2)
    return paragraph


def _line(
    document: WordDocument,
    text: str,
    side: WD_ALIGN_PARAGRAPH | None = None,
    *,
    font: str = FANGSONG,
    size: Length = SIZE,
    colour: RGBColor | None = None,
    exact: bool = True,
) -> WordParagraph:
    paragraph = document.add_paragraph()
    if side is not None:
        paragraph.alignment = side
    layout = paragraph.paragraph_format
    layout.space_after = Pt(0)
    if exact:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    _run(paragraph, text, font, size, colour)
    return paragraph


def _run(
    paragraph: WordParagraph, text: str, font: str, size: Length, colour: RGBColor | None = None
) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size = size
    _name_font(run._r.get_or_add_rPr(), font)
    if colour is not None:
        run.font.color.rgb = colour


def _name_font(properties: object, font: str) -> None:
    """For Chinese and for letters alike."""
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(kind), font)
