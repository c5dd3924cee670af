"""What the house sets as an official paper, it reads back as one."""

from dataclasses import replace

from zhanqun.content.library.importing import read_docx
from zhanqun.core.papers.api import Paper, docx_of
from zhanqun.core.papers.tests.papers import REPLY


def test_given_a_paper_set_here_then_it_is_read_back_part_by_part():
    read = read_docx(docx_of(REPLY))
    assert read.title == REPLY.title.replace("\n", "")
    assert read.number_text == REPLY.number or read.number.text == REPLY.number
    assert read.written_on == REPLY.dated
    assert read.official.recipients == REPLY.recipients
    assert tuple(read.official.attachments) == REPLY.attachments
    assert tuple(read.official.signed_by) == REPLY.signed_by
    assert read.official.note == REPLY.note
    assert "如对本答复不服" in read.body_html


def test_given_a_paper_without_a_head_then_its_title_is_found_all_the_same():
    bare = replace(REPLY, organ="", number="", attachments=(), note="")
    assert read_docx(docx_of(bare)).title == REPLY.title.replace("\n", "")
    assert read_docx(docx_of(Paper(title="关于开展检查的通知"))).title == "关于开展检查的通知"
