"""Files in the browser: appearance, words, and files that cannot be shown."""

import pytest

from zhanqun.content.library.tests.test_views import at_the_desk
from zhanqun.core.attachments import api as attachments
from zhanqun.core.attachments.tests.readable_files import ofd_file, packed, pdf_file


def kept(town, name, content):
    return attachments.store_attachment(
        name=name, content=content, unit=town.bureau, by=town.people["officer"], now=town.now
    )


def view(town, file, username="officer", page=""):
    return at_the_desk(town, username).get(f"/desk/files/{file.key}/view/{page}")


def test_given_a_pdf_then_the_page_has_its_words_for_those_without_scripts(town):
    page = view(town, kept(town, "通知.pdf", pdf_file(["青交〔2026〕18 号"]))).content.decode()

    assert "仅显示外观，未验证印章和签名" in page
    assert "青交〔2026〕18号" in page


def test_given_an_ofd_then_its_pages_are_drawn_and_the_next_ones_are_asked_for(town):
    file = kept(town, "通知.ofd", ofd_file())

    assert "d-page__svg" in view(town, file).content.decode()
    assert "d-page__svg" not in view(town, file, page="?page=99999").content.decode()
    assert view(town, file, page="?page=x").status_code == 200


def test_given_a_broken_ofd_then_the_page_says_what_to_do(town):
    answer = view(town, kept(town, "坏的.ofd", packed({"OFD.xml": "<OFD/>"})))

    assert "请下载后用 OFD 阅读器打开" in answer.content.decode()


def test_given_bytes_that_are_gone_then_the_person_learns_whom_to_ask(town):
    file = kept(town, "通知.pdf", pdf_file(["x"]))
    file.file.delete(save=False)

    answer = view(town, file)

    assert answer.status_code == 404
    assert "请联系系统管理员从备份恢复" in answer.content.decode()


@pytest.mark.parametrize("username", ["stranger", "system", "auditor"])
def test_p066_given_a_person_of_elsewhere_then_the_file_does_not_exist_for_them(town, username):
    file = kept(town, "内部.pdf", pdf_file(["内部"]))

    assert view(town, file, username).status_code == 404
