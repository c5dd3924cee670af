"""Old Word and WPS files, through LibreOffice; and files that are too big or mean harm."""

import hashlib
import os
import subprocess
import time

import pytest

from zhanqun.content.library import imports
from zhanqun.content.library.importing import read_document, read_docx
from zhanqun.content.library.importing.docx_body import DocumentTooLong, TooManyPictures
from zhanqun.content.library.importing.packages import OLE, BrokenFile, EncryptedFile, TooLarge
from zhanqun.content.library.tests.test_official_documents import DOCUMENTS, NOTHING, fields_of
from zhanqun.content.library.tests.word_files import p, packed, word_file
from zhanqun.core.attachments import api as attachments

NOTICE, FIELDS = DOCUMENTS["notice"]


@pytest.fixture(scope="module")
def old_files(tmp_path_factory):
    """The notice as each of the formats that offices still send, written by LibreOffice."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(NOTICE.bytes())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for ending in ("doc", "rtf", "odt"):
        subprocess.run(
            [os.environ["ZHANQUN_LIBREOFFICE"], profile, "--headless", "--convert-to", ending,
             "--outdir", folder, folder / "a.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    found = {ending: (folder / f"a.{ending}").read_bytes() for ending in ("doc", "rtf", "odt")}
    return found | {"wps": found["doc"]}


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["doc", "wps", "rtf", "odt"])
def test_given_an_old_file_then_its_parts_are_read_like_those_of_a_new_one(old_files, ending):
    imported = read_document(f"通知.{ending}", old_files[ending])

    assert fields_of(imported) == NOTHING | FIELDS
    assert '<p class="align-right">2026年6月15日</p>' in imported.body_html
    assert any("旧版格式转换" in note for note in imported.warnings)


@pytest.mark.libreoffice
def test_given_an_old_file_when_imported_then_it_is_attached_as_it_came(old_files, town):
    officer = town.people["officer"]
    source = imports.SourceFile("通知.doc", old_files["doc"])
    plans = imports.plan_import([source], unit=town.bureau, user=officer, now=town.now)

    [done] = imports.carry_out(plans, unit=town.bureau, by=officer, now=town.now)

    [kept] = attachments.attachments_by_uid(done.article.files).values()
    assert (kept.name, kept.sha256) == ("通知.doc", hashlib.sha256(old_files["doc"]).hexdigest())


def test_given_no_converter_then_the_plan_says_how_to_save_the_file(town, settings, monkeypatch):
    settings.ZHANQUN_LIBREOFFICE = ""
    monkeypatch.setenv("PATH", "/nowhere")
    data = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")

    [plan] = imports.plan_import(
        [imports.SourceFile("通知.wps", data)],
        unit=town.bureau,
        user=town.people["officer"],
        now=town.now,
    )

    assert plan.errors == [
        "服务器没有安装文档转换程序，不能读取.doc文件。"
        "请用 WPS 或 Word 打开，“另存为” .docx 后再上传。"
    ]


def test_given_a_secret_document_then_it_is_not_imported_and_the_reason_is_told(town):
    [plan] = imports.plan_import(
        [imports.SourceFile("演练.docx", DOCUMENTS["secret"][0].bytes())],
        unit=town.bureau,
        user=town.people["officer"],
        now=town.now,
    )

    assert plan.outcome == imports.ERROR
    assert plan.text.text == "" and plan.facts == []
    assert plan.errors == ["文档标有密级“机密★1年”。涉密文件不得录入本系统，请按保密规定处理。"]


def test_given_more_old_files_than_one_import_converts_then_the_rest_is_refused(town, monkeypatch):
    monkeypatch.setattr(imports, "CONVERTED_AT_ONCE", 0)

    [plan] = imports.plan_import(
        [imports.SourceFile("a.rtf", b"{\\rtf1 x}")],
        unit=town.bureau,
        user=town.people["officer"],
        now=town.now,
    )

    assert plan.errors == ["一次最多转换 0 个旧版文件（doc、wps 等），其余请分批导入。"]


PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="r7"/></w:drawing></w:r></w:p>'


def bomb():
    """A small file whose text inflates to 100 MB."""
    return word_file(p(" " * (100 << 20)))


def lying_bomb():
    data = bomb()
    at = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    return data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :]


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (bomb, TooLarge),
        (lying_bomb, BrokenFile),
        (lambda: packed(dict.fromkeys(map(str, range(100_000)), "")), TooLarge),
        (lambda: word_file(PICTURE * 10_000, {"r7": "image:media/image1.gif"}), TooManyPictures),
        (lambda: word_file(p("段") * 50_001), DocumentTooLong),
        (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
    ],
    ids=["bomb", "lying", "entries", "pictures", "paragraphs", "locked"],
)
def test_p067_given_a_word_file_beyond_reason_then_it_is_refused_within_a_moment(make, refusal):
    data = make()
    started = time.process_time()

    with pytest.raises(refusal) as refused:
        read_docx(data)

    assert time.process_time() - started < 1
    assert "{" not in str(refused.value)
