"""Kinds by content: what fits which ending, what is refused, and with which words."""

import io
import struct

import pytest
from docx import Document
from openpyxl import Workbook

from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.api import FileRefused
from zhanqun.core.attachments.kinds import KINDS, Unfit
from zhanqun.core.attachments.tests.files import (
    FILES,
    OFFICE_OLD,
    SHEET_HEAD,
    WORD_HEAD,
    compound,
    film,
    office,
    package,
    picture,
)


def fits(ending, content):
    try:
        KINDS[ending].check(io.BytesIO(content))
    except Unfit:
        return False
    return True


def test_given_every_allowed_kind_then_there_is_a_sample_of_it():
    assert set(FILES) == set(KINDS)


@pytest.mark.parametrize("ending", FILES)
def test_given_a_file_of_an_allowed_kind_then_its_content_fits(ending):
    assert fits(ending, FILES[ending])


PROGRAM = b"MZ\x90\0" + bytes(60)
PAGE = b"  <html><script>alert(1)</script></html>"
PACKAGES = {"docx", "xlsx", "pptx", "ofd", "zip"}
OTHERS = {
    "a program": (PROGRAM, set(KINDS)),
    "a web page": (PAGE, set(KINDS)),
    "a script": (b"#!/bin/sh\nrm -rf /\n", set(KINDS)),
    "zero bytes": (bytes(64), set(KINDS)),
    "a sheet": (FILES["xlsx"], {"docx", "pptx", "ofd", "pdf", "doc", "txt", "jpg"}),
    "a Word file": (FILES["docx"], {"xlsx", "pptx", "ofd", "xls", "csv", "png"}),
    "slides": (FILES["pptx"], {"docx", "xlsx", "ofd", "ppt"}),
    "an OFD": (FILES["ofd"], {"docx", "xlsx", "pptx"}),
    "a plain package": (package("evil/word.xml"), PACKAGES - {"zip"}),
    "a broken package": (FILES["docx"][:40], PACKAGES),
    "an old Word file": (FILES["doc"], {"xls", "ppt", "docx", "pdf"}),
    "an old sheet": (FILES["xls"], {"doc", "ppt", "xlsx", "wps"}),
    "a sound file": (b"RIFF\x24\0\0\0WAVEfmt ", {"webp", "mp4"}),
    "a picture": (FILES["png"], {"jpg", "gif", "webp", "pdf", "txt"}),
    "a program that is a package too": (PROGRAM + FILES["zip"], PACKAGES),
}


@pytest.mark.parametrize("what", OTHERS)
def test_given_content_of_another_kind_then_it_does_not_fit_the_ending(what):
    content, endings = OTHERS[what]

    assert [ending for ending in sorted(endings) if fits(ending, content)] == []


HEIC = b"\0\0\0\x18ftypheic" + bytes(40)
ENCRYPTED_XLS = SHEET_HEAD + struct.pack("<HH", 0x002F, 4) + bytes(4)
ENCRYPTED_DOC = WORD_HEAD + b"\x00\x01"
SLIDES_WITH_MACROS = b"\x02\x00\x00\x04\x0c\x00\x00\x00" + struct.pack("<II", 1, 1)
REFUSED = {
    "an unknown ending": ("通知.exe", PROGRAM, "不支持"),
    "a page": ("通知.html", PAGE, "打成zip包"),
    "a drawing with scripts": ("图.svg", b"<svg/>", "打成zip包"),
    "no ending": ("通知", b"%PDF-", "扩展名"),
    "only an ending": (".pdf", b"%PDF-", "扩展名"),
    "nothing in it": ("空.txt", b"", "空的"),
    "another content": ("通知.pdf", PROGRAM, "内容与扩展名不符，内容像是程序"),
    "a page by another name": ("通知.txt", PAGE, "内容像是网页"),
    "a new Word file by an old name": ("通知.doc", FILES["docx"], "docx"),
    "an RTF by another name": ("通知.doc", b"{\\rtf1 }", "RTF"),
    "a broken picture": ("图.png", FILES["png"][:60], "损坏"),
    "a phone's picture": ("现场.heic", HEIC, "兼容性最佳"),
    "a phone's picture by another name": ("现场.jpg", HEIC, "兼容性最佳"),
    "a phone's picture as a film": ("现场.mp4", HEIC, "兼容性最佳"),
    "another packer's archive": ("资料.rar", b"Rar!\x1a\x07\x00", "zip"),
    "a new Word file with a password": (
        "通知.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "有密码",
    ),
    "an old Word file with a password": (
        "通知.doc", compound({"WordDocument": ENCRYPTED_DOC}), "有密码",
    ),
    "an old sheet with a password": ("表.xls", compound({"Workbook": ENCRYPTED_XLS}), "有密码"),
    "slides with a password": (
        "报告.ppt",
        compound({"PowerPoint Document": b"x", "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"}),
        "有密码",
    ),
    "a file for macros": ("表.xlsm", FILES["xlsx"], "含有宏"),
    "a new Word file with macros": (
        "通知.docx", office("word/document.xml", **{"word/vbaProject.bin": "x"}), "含有宏",
    ),
    "a sheet with old macros": (
        "表.xlsx", office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "x"}), "含有宏",
    ),
    "an old Word file with macros": (
        "通知.doc", compound({"WordDocument": WORD_HEAD, "Macros/VBA/dir": b"x"}), "含有宏",
    ),
    "an old sheet with macros": (
        "表.xls", compound({"Workbook": SHEET_HEAD, "_VBA_PROJECT_CUR/VBA/dir": b"x"}), "含有宏",
    ),
    "slides with macros": (
        "报告.ppt", compound({"PowerPoint Document": SLIDES_WITH_MACROS}), "含有宏",
    ),
    "a broken old file": ("通知.doc", OFFICE_OLD[:700], "损坏"),
    "a picture that is a script": ("图.gif", FILES["gif"] + b"<script>alert(1)</script>", "夹带"),
    "a picture that is a program": ("图.jpg", FILES["jpg"] + b"<?php system($_GET[0]);", "夹带"),
    "a picture that begins as a script": ("图.gif", b"GIF89a=1;//<script >x</script>", "夹带"),
    "a picture with a package": ("图.png", FILES["png"] + package("a.class"), "压缩包"),
    "a film of a new phone": ("现场.mp4", film(("vide", "hvc1"), ("soun", "mp4a")), "H.264"),
    "a film without pictures": ("讲话.mp4", film(("soun", "mp4a")), "没有画面"),
    "half a film": ("现场.mp4", film()[:-60], "损坏"),
    "sound of another kind": ("讲话.m4a", film(("soun", "alac")), "AAC"),
    "captions without times": ("字幕.vtt", "WEBVTT\n\n大家好".encode(), "没有一条"),
    "captions that run back": (
        "字幕.srt", b"1\n00:00:09,0 --> 00:00:10,0\na\n\n2\n00:00:01,0 --> 00:00:02,0\nb", "早于",
    ),
    "captions that end before they begin": (
        "字幕.vtt", b"WEBVTT\n\n00:09.000 --> 00:02.000\na", "第3行",
    ),
    "a picture that is a PDF": (
        "图.jpg", picture(comment=b"%PDF-1.7 1 0 obj"), "夹带",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_given_a_bad_file_then_it_is_refused_with_its_name_and_nothing_is_kept(store, what):
    name, content, why = REFUSED[what]

    with pytest.raises(FileRefused, match=why) as refusal:
        store(name, content)

    assert refusal.value.facts["name"] in str(refusal.value)
    assert not attachments.Attachment.objects.exists()


@pytest.mark.parametrize(
    ("ending", "megabytes"), [("jpg", 20), ("pdf", 50), ("txt", 50), ("zip", 100), ("mp4", 300)]
)
def test_given_a_file_above_the_limit_of_its_kind_then_it_is_refused(
    store, tmp_path, ending, megabytes
):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024 + 1)

    with large.open("rb") as file, pytest.raises(FileRefused, match=f"超过{megabytes} MB"):
        store(f"大.{ending}", file)


def _by_word_library(out):
    document = Document()
    document.add_paragraph("关于放假的通知")
    document.save(out)


def _by_sheet_library(out):
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.save(out)


@pytest.mark.parametrize(
    ("name", "write"), [("通知.docx", _by_word_library), ("名单.xlsx", _by_sheet_library)]
)
def test_given_a_file_of_an_ordinary_program_then_it_is_kept_as_it_came(store, name, write):
    out = io.BytesIO()
    write(out)

    attachment = store(name, out.getvalue())

    assert attachment.sha256 == attachment.received_sha256
    assert attachment.content_type == KINDS[name.rpartition(".")[2]].content_type
