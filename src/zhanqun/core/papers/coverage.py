"""Characters that the fonts at hand do not have (生僻字), named before a paper goes out."""

import pypdfium2

from zhanqun.core.papers.paper import Paper
from zhanqun.core.papers.pdf_files import pdf_of
from zhanqun.core.papers.plain import text_of


def unset_characters(paper: Paper) -> str:
    """Each once, in their order; "" where all are there. Raises FontsMissing."""
    set_ones = set(words_of(pdf_of(paper)))
    wanted = dict.fromkeys(text_of(paper))
    return "".join(one for one in wanted if not one.isspace() and one not in set_ones)


def words_of(pdf: bytes) -> str:
    """The text layer, as a reader would copy it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
