"""Sheets that are brought: values as text, and nothing that unpacks beyond measure."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from zhanqun.foundation.sheets import TooLarge, Unreadable, xlsx_lines

MOST = 1_000_000


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            package.writestr(name, body)
    return target.getvalue()


def test_given_a_sheet_then_its_cells_are_texts_with_the_numbers_of_their_rows():
    book, target = Workbook(), io.BytesIO()
    book.active.append(["词", None, 12])
    book.active.append(["发改委"])
    book.save(target)

    lines = list(xlsx_lines(target.getvalue(), unpacked_most=MOST))

    assert [(number, [text for text in texts if text]) for number, texts in lines] == [
        (1, ["词", "12"]),
        (2, ["发改委"]),
    ]


def test_given_a_small_file_that_unpacks_to_more_than_allowed_then_it_is_not_opened():
    with pytest.raises(TooLarge):
        list(xlsx_lines(packed(bomb=b"0" * (MOST + 1)), unpacked_most=MOST))


@pytest.mark.parametrize("content", [b"", b"no archive", packed(other=b"1")])
def test_given_what_is_no_sheet_then_it_is_said_to_be_unreadable(content):
    with pytest.raises(Unreadable):
        list(xlsx_lines(content, unpacked_most=MOST))
