"""Names are kept as people gave them, without paths and tricks."""

import pytest

from zhanqun.core.attachments.names import clean_name
from zhanqun.core.attachments.tests.files import FILES

NAMES = {
    "示政发〔2021〕3号  附件“一”.pdf": "示政发〔2021〕3号  附件“一”.pdf",
    "C:\\Users\\王\\桌面\\名单.pdf": "名单.pdf",
    "../../etc/名单.pdf": "名单.pdf",
    "名单\u202efdp.pdf": "名单fdp.pdf",
    "名\u200b\u2066单.pdf": "名单.pdf",
    "名\x00单\n.pdf": "名单.pdf",
    "名\r\nSet-Cookie: a=b\u2028单.pdf": "名Set-Cookie: a=b单.pdf",
    " 名单.pdf. ": "名单.pdf",
    "䶮㙍𬭚.pdf": "䶮㙍𬭚.pdf",
    # Of Unicode 15.1 and of the private area of GBK: newer, or older, than this Python's tables.
    "\U0002ebf0\ue863.pdf": "\U0002ebf0\ue863.pdf",
    "关于　放假.pdf": "关于　放假.pdf",
    "con.pdf": "_con.pdf",
    "COM1.2026.pdf": "_COM1.2026.pdf",
    "console.pdf": "console.pdf",
    # 73 characters of three bytes fit into 220 bytes; a file system takes 255, endings included.
    "长" * 400 + ".pdf": "长" * 73 + ".pdf",
    "l" * 300 + ".pdf": "l" * 180 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_given_a_name_from_outside_then_it_is_kept_without_path_and_tricks(name):
    assert clean_name(name) == NAMES[name]


def test_given_a_file_then_its_name_is_no_part_of_where_it_lies(store):
    attachment = store("../../etc/passwd.pdf", FILES["pdf"])

    assert attachment.name == "passwd.pdf"
    assert attachment.file.name == f"files/{attachment.key[:2]}/{attachment.key}"


def test_given_a_name_of_400_characters_then_the_ending_stays_and_the_person_is_told(store):
    attachment = store("长" * 400 + ".pdf", FILES["pdf"])

    assert attachment.name == "长" * 73 + ".pdf"
    assert "文件名太长，已缩短" in attachment.treated
    assert not store("名\n单.pdf", FILES["pdf"]).treated
