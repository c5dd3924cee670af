"""Folders, zips and single files of any kind."""

import io
import stat
import zipfile
from datetime import date

import pytest

from zhanqun.content.library.importing import list_folder, list_zip, read_document
from zhanqun.content.library.importing.packages import (
    OLE,
    BrokenFile,
    OldOfficeFile,
    WrongKindOfFile,
)
from zhanqun.content.library.tests.word_files import p, packed, word_file

NOTICE = """关于放假的通知
青政办发〔2026〕3号
各单位：
现将放假安排通知如下。
青云市人民政府办公室
2026年3月1日
"""


def zip_with_raw_names(*names):
    """A zip whose names are bytes without a word on their encoding, as Windows writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at, _name in enumerate(names):
            archive.writestr(f"placeholder{at:04}", b"x")
    data = buffer.getvalue()
    for at, name in enumerate(names):
        place = f"placeholder{at:04}".encode()
        assert len(name) <= len(place)
        data = data.replace(place, name + b"." * (len(place) - len(name)))
    return data


def test_given_names_as_chinese_windows_writes_them_then_they_are_repaired():
    # The second byte of 乗 in GBK is a backslash.
    names = ["文件/通知.txt".encode("gb18030"), "乗车.txt".encode("gb18030"), "公告".encode()]

    contents = list_zip(zip_with_raw_names(*names))

    found = sorted(entry.name.rstrip(".") for entry in contents.entries)
    assert found == sorted(["文件/通知.txt", "乗车.txt", "公告"])
    assert contents.entries[0].read() == b"x"


def test_given_names_that_leave_the_folder_then_they_are_skipped_and_told():
    names = ["../a", "a/../../b", "/etc/passwd", "C:\\x", "..\\..\\y", "好/a.txt", "./好/b.txt"]

    contents = list_zip(packed(dict.fromkeys(names, "x")))

    assert [entry.name for entry in contents.entries] == ["好/a.txt", "好/b.txt"]
    assert len(contents.skipped) == 5


def test_given_links_doubles_and_furniture_then_only_files_remain():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/a", "dir/.DS_Store", "~$a.docx", "Thumbs.db", "a.txt", "./a.txt"):
            archive.writestr(name, "x")
        archive.mkdir("empty")

    contents = list_zip(buffer.getvalue())

    assert [entry.name for entry in contents.entries] == ["a.txt"]
    assert set(contents.skipped) == {"link.txt", "./a.txt"}


def test_given_an_entry_that_is_damaged_then_only_that_file_is_refused():
    data = packed({"a.txt": "正文" * 50, "b.txt": "好"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("a.txt").header_offset + 30 + len("a.txt")
    damaged = data[:start] + b"\xff\xff" + data[start + 2 :]

    broken, whole = list_zip(damaged).entries

    assert whole.read() == "好".encode()
    with pytest.raises(BrokenFile):
        broken.read()


def test_given_a_folder_then_files_come_in_order_and_links_do_not(tmp_path):
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "二.txt").write_text("2")
    (tmp_path / "一.txt").write_text("1")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "out").symlink_to("/etc")

    contents = list_folder(tmp_path)

    assert [(entry.name, entry.read()) for entry in contents.entries] == [
        ("一.txt", b"1"),
        ("乙/二.txt", b"2"),
    ]
    assert set(contents.skipped) == {"out"}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_given_a_plain_text_then_it_is_read_as_a_document(encoding):
    imported = read_document("通知.TXT", NOTICE.encode(encoding))

    assert imported.title == "关于放假的通知"
    assert str(imported.number) == "青政办发〔2026〕3号"
    assert imported.written_on == date(2026, 3, 1)
    assert imported.issuing_organs == ["青云市人民政府办公室"]
    assert imported.text.startswith("各单位：")


def test_given_any_name_then_the_content_decides():
    word = word_file(p("标题") + p("正文。"))
    page = "<html><body><p>这一段文字足够长，所以它会被当作正文来读取。</p></body></html>".encode()

    assert read_document("a.doc", word).text == "正文。"
    assert "足够长" in read_document("a.txt", page).text
    assert "足够长" in read_document("a.shtml", b"\n" + page).text


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.docx", OLE + "Workbook".encode("utf-16-le"), OldOfficeFile),
        ("a.docx", b"%PDF-1.4", WrongKindOfFile),
        ("a.html", b"\x89PNG\r\n\x1a\n", WrongKindOfFile),
        ("a.exe", b"MZ", WrongKindOfFile),
        ("noname", b"", WrongKindOfFile),
    ],
)
def test_given_a_file_of_another_kind_then_it_is_refused_by_what_it_is(name, data, refusal):
    with pytest.raises(refusal) as refused:
        read_document(name, data)

    assert "{" not in str(refused.value)
