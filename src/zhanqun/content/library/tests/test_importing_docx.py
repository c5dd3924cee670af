"""Word files."""

import io
import re
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from zhanqun.content.library.importing.docx_files import TablesLost, read_docx
from zhanqun.content.library.importing.docx_numbering import format_number
from zhanqun.content.library.importing.packages import (
    OLE,
    BrokenFile,
    EncryptedFile,
    OldOfficeFile,
    TooLarge,
    WrongKindOfFile,
)
from zhanqun.content.library.tests.shared import shared
from zhanqun.content.library.tests.test_rich_text import PIXEL
from zhanqun.content.library.tests.word_files import (
    level,
    numbered,
    p,
    packed,
    relations,
    tbl,
    tc,
    with_file,
    word_file,
)

OFFICIAL_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4", "<w:suff w:val='nothing'/>")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
ONE_TICK_CELL = tc(
    "<w:p><w:r><w:t>12345</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>"
    '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def guobanfa_2014_57():
    """国办发〔2014〕57号 set as a Word file, from the text kept beside the repository."""
    source = shared("source/5-国办发2014-57号.txt").read_text(encoding="utf-8-sig")
    # The collection's own heading is the first line; page numbers stand as —1—.
    lines = [re.sub("—[0-9]—$", "", line.strip()) for line in source.splitlines()[1:]]
    document = Document()
    for at, line in enumerate(filter(None, lines)):
        paragraph = document.add_paragraph(line)
        if at < 3:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return saved(document)


def test_given_a_real_document_then_number_title_organ_and_date_are_recognised():
    imported = read_docx(guobanfa_2014_57())

    assert imported.title == "国务院办公厅关于加强政府网站信息内容建设的意见"
    assert str(imported.number) == "国办发〔2014〕57号"
    assert imported.issuing_organs == ["国务院办公厅"]
    assert imported.written_on == date(2014, 11, 17)
    assert imported.text.startswith("各省、自治区、直辖市人民政府")
    assert imported.text.endswith("国务院办公厅 2014年11月17日")
    assert "建好管好政府网站是各级政府及其部门的重要职责" in imported.text
    assert imported.warnings == []


def test_p072_given_special_characters_in_a_numbered_table_then_all_of_it_arrives():
    body = (
        numbered(1, 0, "总体要求")
        + numbered(1, 1, "指导思想")
        + tbl(tc("编号") + tc(numbered(1, 2, "条目")), ONE_TICK_CELL + tc("值"))
        + numbered(1, 2, "目标")
        + numbered(1, 3, "小目标")
        + numbered(1, 0, "保障")
        + numbered(1, 1, "组织")
    )

    imported = read_docx(word_file(body, numbering=OFFICIAL_NUMBERS))

    assert imported.title == "一、总体要求"
    assert imported.text.split("\n") == [
        "（一）指导思想",
        "编号\t1. 条目",
        "12345\u20116✓\t值",
        "2. 目标",
        "①小目标",
        "二、保障",
        "（一）组织",
    ]
    assert imported.body_html.count("<table>") == 1


def test_p072_given_a_table_that_cannot_be_read_then_the_import_is_refused():
    broken = "<w:tbl><w:tr><w:trPr/></w:tr></w:tbl>"

    with pytest.raises(TablesLost) as refusal:
        read_docx(word_file(p("标题") + tbl(tc("一")) + broken))

    assert refusal.value.facts == {"before": 2, "after": 1}


def test_given_tables_in_text_boxes_controls_and_cells_then_each_is_counted_once():
    inner = tbl(tc(tbl(tc("内")) + p("后")))
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{tbl(tc('框'))}{p('框内')}</w:txbxContent></wps:txbx></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{tbl(tc('框'))}{p('框内')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>段落</w:t></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{tbl(tc('控件'))}</w:sdtContent></w:sdt>"
    deleted = tbl("<w:trPr><w:del/></w:trPr>" + tc(tbl(tc("删去"))), tc("留"))

    imported = read_docx(word_file(p("标题") + inner + box + control + deleted))

    assert imported.body_html.count("<table>") == 5
    assert imported.text.split("\n") == ["内 后", "段落", "框", "框内", "控件", "留"]


def test_given_merged_cells_and_repeated_header_rows_then_the_grid_is_kept():
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    right = "<w:p><w:pPr><w:jc w:val='right'/></w:pPr><w:r><w:t>1,204.50</w:t></w:r></w:p>"
    table = tbl(
        head + tc("科目", "<w:vMerge w:val='restart'/>") + tc("金额", "<w:gridSpan w:val='2'/>"),
        head + tc("", "<w:vMerge/>") + tc("上年") + tc("本年"),
        tc("教育") + tc(right) + tc("2"),
    )

    html = read_docx(word_file(p("预算") + table)).body_html

    assert html == (
        '<table>\n<thead>\n<tr><th rowspan="2" scope="col">科目</th>'
        '<th colspan="2" scope="col">金额</th></tr>\n'
        '<tr><th scope="col">上年</th><th scope="col">本年</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td>教育</td><td class="align-right">1,204.50</td><td>2</td></tr>\n'
        "</tbody>\n</table>"
    )


def test_given_headings_looks_links_and_notes_then_they_are_kept():
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p("标题", '<w:jc w:val="center"/>')
        + p("第一章", '<w:pStyle w:val="1"/>')
        + '<w:p><w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t>粗</w:t></w:r>'
        '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>线</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:hyperlink r:id="r9"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
        '<w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:id="3">{p("注文")}</w:footnote>'

    html = read_docx(
        word_file(body, {"r9": "hyperlink:http://www.example.cn/"}, styles=styles, footnotes=notes)
    ).body_html

    assert html == (
        "<h2>第一章</h2>\n"
        '<p><strong>粗</strong><u>线</u><sup>2</sup><a href="http://www.example.cn/">链接</a>'
        '<a href="#note-1"><sup id="ref-1">[1]</sup></a></p>\n'
        '<hr>\n<ol>\n<li id="note-1">注文</li>\n</ol>'
    )


def test_given_pictures_then_they_keep_description_size_and_bytes():
    def drawing(key, alt):
        return (
            '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="95250" cy="190500"/>'
            f'<wp:docPr id="1" name="n" descr="{alt}"/><a:blip r:embed="{key}"/></wp:inline>'
            "</w:drawing></w:r></w:p>"
        )

    links = {"r7": "image:media/image1.gif", "r8": "image:media/image2.emf"}
    data = word_file(p("标题") + drawing("r7", "会场") + drawing("r8", "图表"), links)
    data = with_file(data, "word/media/image1.gif", PIXEL)
    data = with_file(data, "word/media/image2.emf", b"\x01\x00\x00\x00")

    imported = read_docx(data)

    first, second = imported.images
    assert (first.kind, first.data, first.alt) == ("inline", PIXEL, "会场")
    assert (second.kind, second.name) == ("missing", "image2.emf")
    assert f'<img src="{first.src}" alt="会场" width="10" height="20">' in imported.body_html
    assert any("image2.emf" in note for note in imported.dropped)


def test_given_revisions_formulas_and_unknown_symbols_then_a_person_is_told():
    body = (
        p("标题")
        + "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r>"
        "</w:del><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        '<w:r><w:sym w:font="NoSuchFont" w:char="F041"/></w:r></w:p>'
    )

    imported = read_docx(word_file(body))

    assert imported.text == "新x=1〓"
    assert len(imported.warnings) == 3


def test_given_a_second_list_that_restarts_then_it_counts_from_one():
    body = p("标题") + "".join(
        numbered(list_id, 0, text)
        for list_id, text in ((1, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (9, "戊"))
    )

    assert read_docx(word_file(body, numbering=OFFICIAL_NUMBERS)).text.split("\n") == [
        "一、甲", "二、乙", "一、丙", "二、丁", "戊",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (3, "ideographZodiac", "寅"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedParen", "⑶"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalFullWidth", "３"),
        (7, "decimalZero", "07"),
        (7, "no-such-format", "7"),
    ],
)
def test_given_a_number_format_of_word_then_it_is_written_as_word_shows_it(number, kind, text):
    assert format_number(number, kind) == text


OLD_WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
LOCKED = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
EXCEL = packed({"_rels/.rels": relations(r1="officeDocument:xl/workbook.xml")})
BOMB = packed({f"word/media/{n}.bin": b"\0" * (50 << 20) for n in range(9)})
DOCTYPE = packed(
    {
        "_rels/.rels": relations(r1="officeDocument:word/document.xml"),
        "word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
    }
)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", BrokenFile),
        (b"not a file at all", BrokenFile),
        (b"PK\x03\x04 cut", BrokenFile),
        (packed({"a.txt": "x"}), BrokenFile),
        (word_file("<w:p>")[:-40], BrokenFile),
        (word_file("<w:p>"), BrokenFile),
        (DOCTYPE, BrokenFile),
        (OLD_WORD, OldOfficeFile),
        (LOCKED, EncryptedFile),
        (EXCEL, WrongKindOfFile),
        (b"%PDF-1.7", WrongKindOfFile),
        (b"<html><body>x</body></html>", WrongKindOfFile),
        (packed({f"{n}": "" for n in range(5001)}), TooLarge),
        (BOMB, TooLarge),
        (word_file("<w:sdt>" * 3000 + "</w:sdt>" * 3000), BrokenFile),
    ],
    ids=[
        "empty", "noise", "cut-head", "no-document", "cut-tail", "bad-xml", "doctype", "old-word",
        "locked", "excel", "pdf", "html", "entries", "bomb", "nesting",
    ],
)  # fmt: skip
def test_given_a_file_that_cannot_be_imported_then_the_refusal_says_why(data, refusal):
    with pytest.raises(refusal) as refused:
        read_docx(data)

    assert refused.value.code.startswith("library.")
    assert "{" not in str(refused.value)


def test_given_damage_inside_a_picture_then_the_file_is_refused_as_broken():
    links = {"r7": "image:media/image1.gif"}
    body = '<w:p><w:r><w:drawing><a:blip r:embed="r7"/></w:drawing></w:r></w:p>'
    data = with_file(word_file(body, links), "word/media/image1.gif", PIXEL)
    damaged = data.replace(PIXEL[:20], bytes(20))

    with pytest.raises(BrokenFile):
        read_docx(damaged)


def drawn(key, alt=""):
    """A paragraph that shows one picture."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="95250" cy="95250"/>'
        f'<wp:docPr id="1" name="n" descr="{alt}"/><a:blip r:embed="{key}"/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def test_given_pictures_without_description_then_they_are_named_by_their_place():
    links = {"r7": "image:media/image1.gif"}
    data = word_file(p("标题") + drawn("r7") + drawn("r7", "会场") + drawn("r7", " "), links)
    data = with_file(data, "word/media/image1.gif", PIXEL)

    imported = read_docx(data)

    assert "第1、3张图片没有说明文字，请在正文里补上。" in imported.warnings
    assert imported.body_html.count('alt="会场"') == 1


def test_given_a_first_row_in_bold_then_it_is_the_head_and_other_first_rows_are_not():
    def bold(text):
        return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"

    headed = tbl(tc(bold("单位")) + tc(bold("数量")), tc("甲") + tc("1"))
    plain = tbl(tc("承办人") + tc(bold("王某")), tc("电话") + tc("1"))

    html = read_docx(word_file(p("标题") + headed + plain)).body_html

    assert '<thead>\n<tr><th scope="col"><strong>单位</strong></th>' in html
    assert html.count("<thead>") == 1


def test_given_a_file_as_wps_writes_it_then_all_of_it_arrives():
    """WPS numbers its styles, sets levels by outline, and draws text boxes of its own kind."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="character" w:styleId="9"><w:name w:val="Strong"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{p('框里的联系电话')}</w:txbxContent></wps:txbx>"
        "</wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{p('框里的联系电话')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    body = (
        p("关于开展渡口检查的通知", '<w:jc w:val="center"/>')
        + p("各单位：")
        + p("一、检查范围", '<w:pStyle w:val="2"/>')
        + p("（一）渡口", '<w:outlineLvl w:val="1"/>')
        + numbered(1, 0, "候船设施")
        + numbered(1, 1, "座椅")
        + '<w:p><w:r><w:rPr><w:rStyle w:val="9"/></w:rPr><w:t>务必</w:t></w:r>'
        "<w:r><w:t>落实。</w:t></w:r><w:r><w:endnoteReference w:id='2'/></w:r></w:p>"
        + box
        + p("青云市交通运输局（盖章）", '<w:jc w:val="right"/>')
        + p("2026年6月15日", '<w:jc w:val="right"/>')
    )
    notes = f'<w:endnote w:id="2">{p("见附表")}</w:endnote>'
    data = word_file(body, numbering=OFFICIAL_NUMBERS, styles=styles, endnotes=notes)
    about = "<Properties><Application>WPS Office_12.1.0</Application></Properties>"

    imported = read_docx(with_file(data, "docProps/app.xml", about))

    assert imported.title == "关于开展渡口检查的通知"
    assert imported.issuing_organs == ["青云市交通运输局"]
    assert imported.written_on == date(2026, 6, 15)
    assert imported.official.recipients == "各单位"
    assert imported.official.signed_by == ["青云市交通运输局"]
    assert imported.body_html == (
        "<p>各单位：</p>\n<h2>一、检查范围</h2>\n<h3>（一）渡口</h3>\n"
        "<p>一、候船设施</p>\n<p>（一）座椅</p>\n"
        '<p><strong>务必</strong>落实。<a href="#note-1"><sup id="ref-1">[1]</sup></a></p>\n'
        "<p>框里的联系电话</p>\n"
        '<p class="align-right">青云市交通运输局（盖章）</p>\n'
        '<p class="align-right">2026年6月15日</p>\n'
        '<hr>\n<ol>\n<li id="note-1">见附表</li>\n</ol>'
    )
