"""Tables of documents."""

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from zhanqun.content.library.dates import BEIJING, parse_date
from zhanqun.content.library.importing.packages import OLE, BrokenFile, OldOfficeFile
from zhanqun.content.library.importing.sheets import HeaderNotRecognised, read_csv, read_xlsx
from zhanqun.content.library.tests.shared import shared
from zhanqun.content.library.tests.word_files import packed

HEADER = "标题,发文字号,发文机关,成文日期,发布日期,备注"
GOOD = "关于放假的通知,青政办发〔2026〕3号,青云市人民政府办公室,2026年3月1日,2026-03-02 09:30,x"


def sheet(*rows, base_1904=False):
    book = Workbook()
    if base_1904:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_given_sixty_real_documents_then_metadata_comes_from_the_page_columns():
    data = shared("real/policy/govcn_60_full_fields.csv").read_bytes()
    source = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    rows = read_csv(data)

    assert len(rows) == len(source) == 60
    for row, given in zip(rows, source, strict=True):
        text = row.text
        assert row.errors == []
        assert (text.title, text.url, text.topic) == (given["title"], given["url"], given["topic"])
        assert str(text.number or "") == given["doc_no"]
        assert "、".join(text.issuing_organs) == given["issuer"].replace(" ", "、")
        assert text.written_on == parse_date(given["written_on"])
        assert text.published_on == parse_date(given["published_on"])
        assert set(row.ignored) == {"legacy_db_written", "legacy_db_published"}


def test_given_an_old_database_that_disagrees_then_its_dates_are_ignored_and_told():
    rows = read_csv(shared("real/policy/govcn_60_full_fields.csv").read_bytes())

    # First row: written on 27 January 2019 by the page, 27 February by the old database.
    assert rows[0].text.written_on == date(2019, 1, 27)
    assert "2019-02-27" in rows[0].text.warnings[0]
    assert "2019-01-27" in rows[0].text.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_given_any_usual_encoding_and_delimiter_then_a_row_reads_the_same(encoding, delimiter):
    text = f"{HEADER}\r\n{GOOD.replace('放假', '䶮山放假')}\r\n".replace(",", delimiter)

    (row,) = read_csv(text.encode(encoding))

    assert row.line == 2
    assert row.text.title == "关于䶮山放假的通知"
    assert str(row.text.number) == "青政办发〔2026〕3号"
    assert row.text.written_on == date(2026, 3, 1)
    assert row.text.published_at == datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING)
    assert row.ignored == {"备注": "x"}


def test_given_a_gb18030_file_with_a_wrong_header_then_missing_and_found_columns_are_named():
    data = "文件,文号,日期\n甲,乙,丙\n".encode("gb18030")

    with pytest.raises(HeaderNotRecognised) as refusal:
        read_csv(data)

    assert refusal.value.facts == {"missing": "标题", "found": "文件、文号、日期"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_given_an_empty_file_then_the_header_is_missing(data):
    with pytest.raises(HeaderNotRecognised):
        read_csv(data)


def test_given_bad_rows_then_each_keeps_its_own_errors_and_no_other_row_is_lost():
    lines = [
        HEADER,
        ",青政办发〔2026〕3号,,2026年3月1日,,",
        "甲,国发〔2026〕第5号,,2026年3月,6-15,",
        '乙,"青政发,,,,',
        "丙,无号,,,,",
        "丁,,,,,,多,余",
        '"戊\n续行",,,2026-02-30,,',
        GOOD,
    ]

    rows = read_csv("\n".join(lines).encode())

    assert [row.line for row in rows] == [2, 3, 4, 5, 6, 7, 9]
    assert [len(row.errors) for row in rows] == [1, 2, 1, 0, 1, 1, 0]
    assert str(rows[1].text.number) == "国发〔2026〕5号"
    assert rows[1].text.written_on is None
    assert (rows[3].text.number, rows[3].text.number_text) == (None, "无号")
    assert rows[3].text.warnings
    assert rows[5].text.title == "戊\n续行"
    assert rows[6].text.title == "关于放假的通知"


def test_given_bodies_as_markup_or_plain_lines_then_both_are_clean_paragraphs():
    text = '标题,正文,链接\n甲,"一\n二<三",\n乙,<p onclick=x()>段<a href=1.htm>链</a></p>,http://x.cn/a/\n'

    plain, markup = read_csv(text.encode())

    assert plain.text.body_html == "<p>一</p>\n<p>二&lt;三</p>"
    assert markup.text.body_html == '<p>段<a href="http://x.cn/a/1.htm">链</a></p>'


@pytest.mark.parametrize(("base_1904", "serial"), [(False, 43831), (True, 42369)])
def test_p073_given_a_workbook_then_its_own_base_of_dates_is_honoured(base_1904, serial):
    data = sheet(
        ["标题（必填）", "成文日期"],
        ["数", serial],
        ["日", datetime(2020, 1, 1)],
        ["文", "2020.1.1"],
        ["月", "2020年1月"],
        ["汉", "二〇二〇年一月一日"],
        ["段", "6-15"],
        [2020.0, None],
        base_1904=base_1904,
    )

    rows = read_xlsx(data)

    new_year = date(2020, 1, 1)
    dates = [row.text.written_on for row in rows]
    assert dates == [new_year, new_year, new_year, None, new_year, None, None]
    assert [bool(row.errors) for row in rows] == [False, False, False, True, False, True, False]
    assert rows[6].text.title == "2020"


def test_given_a_book_whose_first_sheet_is_empty_then_the_next_one_is_read():
    book = Workbook()
    book.create_sheet().append(["title"])
    book.worksheets[1].append(["甲"])
    buffer = io.BytesIO()
    book.save(buffer)

    assert [row.text.title for row in read_xlsx(buffer.getvalue())] == ["甲"]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"PK\x03\x04", BrokenFile),
        (sheet(["标题"])[:300], BrokenFile),
        (
            packed({"[Content_Types].xml": "<x", "xl/workbook.xml": "<x"}),
            BrokenFile,
        ),
        (packed({"word/document.xml": "<x/>"}), BrokenFile),
        (OLE + "Workbook".encode("utf-16-le"), OldOfficeFile),
    ],
)
def test_given_a_book_that_cannot_be_opened_then_the_refusal_says_why(data, refusal):
    with pytest.raises(refusal):
        read_xlsx(data)
