"""Word files in the layout of official documents (GB/T 9704-2012), set by python-docx."""

import io
from dataclasses import dataclass, field

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor

CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
RED = RGBColor(0xFF, 0, 0)


@dataclass
class Official:
    """The parts of one document, in the order in which they are set; empty ones are left out."""

    marks: list[str] = field(default_factory=list)  # 份号, 密级, 紧急程度
    head: list[str] = field(default_factory=list)  # 发文机关标志
    number: str = ""
    signer: str = ""
    title: list[str] = field(default_factory=list)
    recipients: str = ""
    body: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    date: str = ""
    note: str = ""
    copied_to: str = ""
    printed: tuple[str, str] | None = None
    attached: list[str] = field(default_factory=list)
    foot_in_table: bool = False

    def document(self):
        document = Document()
        section = document.sections[0]
        section.top_margin, section.left_margin = Mm(37), Mm(28)
        for mark in self.marks:
            _line(document, mark, font="黑体")
        for line in self.head:
            _line(document, line, CENTER, colour=RED, size=30, font="小标宋体")
        number = f"{self.number}　　　　签发人：{self.signer}" if self.signer else self.number
        if number:
            _line(document, number, CENTER)
            _red_rule(document)
        for line in self.title:
            _line(document, line, CENTER, size=22, font="小标宋体")
        if self.recipients:
            _line(document, self.recipients + "：")
        for line in self.body:
            _line(document, f"　　{line}")
        self._attachments(document)
        for line in self.signature:
            _line(document, line, RIGHT)
        for line in filter(None, [self.date]):
            _line(document, line, RIGHT)
        if self.note:
            _line(document, f"　　（{self.note}）")
        for line in self.attached:
            _line(document, line)
        self._foot(document)
        return document

    def bytes(self):
        buffer = io.BytesIO()
        self.document().save(buffer)
        return buffer.getvalue()

    def _attachments(self, document):
        if len(self.attachments) == 1:
            _line(document, f"　　附件：{self.attachments[0]}")
        elif self.attachments:
            for at, name in enumerate(self.attachments, start=1):
                _line(document, f"　　{'附件：' if at == 1 else '　　　'}{at}．{name}")

    def _foot(self, document):
        copied = f"抄送：{self.copied_to}。" if self.copied_to else ""
        if self.foot_in_table:
            table = document.add_table(0, 2)
            if copied:
                cells = table.add_row().cells
                cells[0].merge(cells[1]).text = copied
            if self.printed:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = self.printed[0], f"{self.printed[1]}印发"
            return
        if copied:
            _line(document, copied)
        if self.printed:
            _line(document, f"{self.printed[0]}　　　　{self.printed[1]}印发")


def _line(document, text, align=None, *, colour=None, size=16, font="仿宋_GB2312"):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _red_rule(document):
    """The red line under the number, as Word draws it: the lower border of an empty line."""
    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            '<w:pBdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
        )
    )
