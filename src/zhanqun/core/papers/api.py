"""Official papers as Word file, PDF and plain text (公文版式)."""

from zhanqun.core.papers.coverage import unset_characters, words_of
from zhanqun.core.papers.docx_files import docx_of
from zhanqun.core.papers.fonts import FontsMissing
from zhanqun.core.papers.from_html import blocks_from_html
from zhanqun.core.papers.paper import Block, Heading, Paper, Paragraph, Table, clean
from zhanqun.core.papers.pdf_files import pdf_of
from zhanqun.core.papers.plain import text_of

__all__ = [
    "Block",
    "FontsMissing",
    "Heading",
    "Paper",
    "Paragraph",
    "Table",
    "blocks_from_html",
    "clean",
    "docx_of",
    "pdf_of",
    "text_of",
    "unset_characters",
    "words_of",
]
