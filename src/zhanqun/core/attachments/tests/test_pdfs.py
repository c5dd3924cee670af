"""PDF: nothing in it acts by itself, signatures stay whole, broken and locked ones are refused."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from zhanqun.core.attachments.api import FileRefused
from zhanqun.core.attachments.tests.files import pdf


def script():
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _open_action(document):
    document.Root.OpenAction = script()


def _chained(document):
    document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array(), Next=Array([script()]))


def _by_itself(document):
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="cmd.exe"))


def _named_scripts(document):
    tree = Dictionary(Names=Array(["a", document.make_indirect(script())]))
    document.Root.Names = Dictionary(JavaScript=document.make_indirect(tree))


def _files_inside(document):
    held = document.make_stream(b"MZ")
    held.Type = Name.EmbeddedFile
    row = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=held))
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["a.exe", row])))


def _form_of_another_kind(document):
    held = document.make_stream(b"<xdp/>")
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array(["xdp", held]))


def _mark(**facts):
    def change(document):
        rect = Array([0, 0, 10, 10])
        mark = document.make_indirect(Dictionary(Type=Name.Annot, Rect=rect, **facts))
        document.pages[0].obj.Annots = Array([mark])

    return change


ACTIVE = {
    "a script when it opens": _open_action,
    "a script behind another action": _chained,
    "a program of a page": _by_itself,
    "scripts by name": _named_scripts,
    "files inside": _files_inside,
    "a form of another kind": _form_of_another_kind,
    "a film": _mark(Subtype=Name.RichMedia),
    "a file on a page": _mark(Subtype=Name.FileAttachment),
    "a link that sends the form": _mark(
        Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F="//x")
    ),
    "a link to another machine": _mark(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F="\\\\x\\a")),
    "a script as a link": _mark(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="javascript:alert(1)")
    ),
}
TRACES = (b"app.alert", b"cmd.exe", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA",
          b"/RichMedia", b"/FileAttachment", b"/SubmitForm", b"/GoToR", b"javascript:")  # fmt: skip


def kept(attachment):
    with attachment.file.open("rb") as file:
        return file.read()


def plainly(content):
    """The file's objects in the clear, without packing."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return out.getvalue()


@pytest.mark.parametrize("packing", ["disable", "generate"])
@pytest.mark.parametrize("what", ACTIVE)
def test_given_what_acts_by_itself_then_it_is_gone_and_the_information_stays(store, what, packing):
    mode = getattr(pikepdf.ObjectStreamMode, packing)
    content = pdf(ACTIVE[what], object_stream_mode=mode)
    assert any(trace in plainly(content) for trace in TRACES)

    attachment = store("名单.pdf", content)

    assert [trace for trace in TRACES if trace in plainly(kept(attachment))] == []
    with pikepdf.open(io.BytesIO(kept(attachment))) as document:
        assert str(document.docinfo["/Title"]) == "名单"
        assert len(document.pages) == 1
    assert attachment.treated == "已去除PDF中会自动执行的内容"
    assert attachment.received_sha256 != attachment.sha256


def _harmless(document):
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])
    fonts = Dictionary(AA=Dictionary(Type=Name.Font), JS=Dictionary(Type=Name.Font))
    document.pages[0].obj.Resources = Dictionary(Font=fonts)
    _mark(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://www.gov.cn/"))(document)


def test_given_a_pdf_that_does_nothing_then_it_is_kept_byte_for_byte(store):
    content = pdf(_harmless)

    attachment = store("名单.pdf", content)

    assert kept(attachment) == content
    assert attachment.received_sha256 == attachment.sha256
    assert attachment.treated == ""


def _signed(document):
    value = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=b"x"
    )
    field = Dictionary(FT=Name.Sig, T="签章", V=document.make_indirect(value))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]), SigFlags=3)


def test_given_a_signed_pdf_then_not_a_byte_of_it_changes(store):
    content = pdf(_signed)

    assert kept(store("签章件.pdf", content)) == content


def test_given_a_signed_pdf_with_a_script_then_it_is_refused_since_cleaning_breaks_the_seal(store):
    def both(document):
        _signed(document)
        _open_action(document)

    with pytest.raises(FileRefused, match="会使签名失效"):
        store("签章件.pdf", pdf(both))


BROKEN = {
    "cut in the middle": pdf()[:300],
    "cut at its end": pdf()[:-60],
    "only its mark": b"%PDF-1.7\n%%EOF\n",
    "no pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


@pytest.mark.parametrize("what", BROKEN)
def test_given_a_broken_pdf_then_it_is_refused_with_what_to_do(store, what):
    with pytest.raises(FileRefused, match="PDF损坏或不完整，打不开，请重新导出后再上传"):
        store("名单.pdf", BROKEN[what])


def test_given_a_pdf_whose_table_is_off_then_it_is_repaired(store):
    content = pdf().replace(b"startxref\n", b"startxref\n9")

    with pikepdf.open(io.BytesIO(kept(store("名单.pdf", content)))) as document:
        assert len(document.pages) == 1


def test_given_a_pdf_that_opens_with_a_password_only_then_it_is_refused(store):
    locked = pdf(encryption=pikepdf.Encryption(owner="甲", user="乙"))

    with pytest.raises(FileRefused, match="有密码，请去掉密码后再上传"):
        store("名单.pdf", locked)


def test_given_a_pdf_that_everybody_opens_but_few_may_print_then_it_is_kept(store):
    content = pdf(encryption=pikepdf.Encryption(owner="x", user=""))

    assert kept(store("名单.pdf", content)) == content
