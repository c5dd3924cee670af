"""Files with known words, made part by part: PDF, OFD, Office with what is hidden in them."""

import base64
import io
import zipfile

import openpyxl
from docx import Document
from openpyxl.comments import Comment

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsARMQ"
    "ZbKqAAAAAElFTkSuQmCC"
)


def packed(files):
    """Bytes of a zip with these files, by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def big_member(files, name, start, size):
    """A zip with one member more that goes on with blanks to this size."""
    buffer, block = io.BytesIO(packed(files)), b" " * (1 << 24)
    archive = zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open(name, "w") as member:
        member.write(start)
        for _at in range(size // len(block)):
            member.write(block)
    return buffer.getvalue()


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(*pages, about=""):
    """A PDF of pages of lines, set in a Chinese font that readers have by name."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    kids = []
    for lines in pages:
        text = "".join(
            f"BT /F1 16 Tf 1 0 0 1 70 {760 - 24 * at} Tm <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for at, line in enumerate(lines)
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >>"
            " /Annots [<< /Type /Annot /Subtype /Text /Rect [10 10 30 30]"
            f" /Contents <feff{'页边批注'.encode('utf-16-be').hex()}> >>] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Author <feff{about.encode('utf-16-be').hex()}> >>")
    return _pdf_of(objects)


def _pdf_of(objects):
    out, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    start = len(out)
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n"
    return out + f"{trailer}startxref\n{start}\n%%EOF\n".encode()


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD_TEXT = (
    ("青云市交通运输局文件", 40, 40, 9, "255 0 0"),
    ("青交〔2026〕18 号", 80, 60, 5, "0 0 0"),
    ("关于做好渡口冬季安全检查工作的通知", 35, 80, 7, "0 0 0"),
    ("各县（区）交通运输局：", 28, 100, 5.6, "0 0 0"),
)


def ofd_file(texts=OFD_TEXT, seal=PIXEL, image=PIXEL):
    """An OFD of one page: text, a red line, a picture, and a seal laid over the page."""
    objects = "".join(
        f'<ofd:TextObject ID="{10 + at}" Boundary="{x} {y} 150 {size * 1.5}" Font="3"'
        f' Size="{size}"><ofd:FillColor Value="{colour}"/>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
        for at, (text, x, y, size, colour) in enumerate(texts)
    )
    objects += (
        '<ofd:PathObject ID="40" Boundary="28 70 154 1" LineWidth="0.7">'
        '<ofd:StrokeColor Value="255 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 154 0</ofd:AbbreviatedData></ofd:PathObject>"
        '<ofd:ImageObject ID="41" Boundary="28 120 40 30" CTM="40 0 0 30 0 0" ResourceID="5"/>'
    )
    files = {
        "OFD.xml": f'<ofd:OFD {OFD} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:Author>经办人甲</ofd:Author></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "</ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="3" FontName="仿宋_GB2312"/></ofd:Fonts><ofd:MultiMedias>'
        '<ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Res/a.png": image,
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {OFD}><ofd:Content>"
        f'<ofd:Layer ID="2" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/Signs/Signatures.xml": f"<ofd:Signatures {OFD}>"
        '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f"<ofd:Signature {OFD}><ofd:SignedInfo>"
        "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>"
        '<ofd:StampAnnot ID="1" PageRef="1" Boundary="120 160 40 40"/>'
        "</ofd:SignedInfo></ofd:Signature>",
        "Doc_0/Signs/Sign_0/Seal.esl": seal_of(seal),
    }
    return packed(files)


def seal_of(picture):
    """The part of an electronic seal (GB/T 38540) that matters here: its picture, in DER."""
    kind = _der(0x16, b"png")
    data = _der(0x04, picture)
    sizes = _der(0x02, b"\x28") * 2
    return _der(0x30, _der(0x30, _der(0x30, kind + data + sizes)))


def _der(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def book_with_hidden_parts():
    """A workbook with an ID number in every place where people forget one."""
    book = openpyxl.Workbook()
    shown = book.active
    shown.title = "名单"
    shown.append(["姓名", "备注", "证件号码"])
    shown.append(["甲某", "已发放", "11010519491231002X"])
    shown.append(["乙某", "未发放", "隐藏行"])
    shown.column_dimensions["C"].hidden = True
    shown.row_dimensions[3].hidden = True
    shown["A2"].comment = Comment("电话13800001234", "经办人")
    shown["D2"] = 13800005678
    for name, state in (("工资", "hidden"), ("底稿", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append([f"{name}里的数", 440524188001010014])
        sheet["A2"] = "440524188001010014"
        sheet.sheet_state = state
    book.defined_names["联系人"] = openpyxl.workbook.defined_name.DefinedName(
        "联系人", attr_text='"丙某 13900001111"'
    )
    book.properties.creator = "丁某"
    return saved(book)


def word_with_hidden_parts():
    """A Word file whose words stand in every part it has."""
    document = Document()
    document.add_paragraph("正文看得见。")
    run = document.add_paragraph("后面有").add_run("隐藏的电话13800001234")
    run.font.hidden = True
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "经办：戊某"
    document.core_properties.author = "己某"
    document.core_properties.title = "原标题"
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "表内甲", "表内乙"
    deleted = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:del w:id="9"><w:r><w:delText>删去的一句</w:delText></w:r></w:del></w:p>'
    )
    from docx.oxml import parse_xml

    document.element.body.insert(0, parse_xml(deleted))
    return saved(document)
