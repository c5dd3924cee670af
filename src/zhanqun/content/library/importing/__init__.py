"""Import of documents (内容导入): files of old systems and offices become clean content.

Pure functions of bytes; nothing here reads the clock or the database.
"""

from zhanqun.content.library.importing.archives import Contents, Entry, list_folder, list_zip
from zhanqun.content.library.importing.documents import is_converted, read_document, read_text
from zhanqun.content.library.importing.docx_files import read_docx
from zhanqun.content.library.importing.html_pages import read_html
from zhanqun.content.library.importing.imported import AttachmentRef, ImportedText
from zhanqun.content.library.importing.sheets import Row, read_csv, read_xlsx

__all__ = [
    "AttachmentRef",
    "Contents",
    "Entry",
    "ImportedText",
    "Row",
    "is_converted",
    "list_folder",
    "list_zip",
    "read_csv",
    "read_document",
    "read_docx",
    "read_html",
    "read_text",
    "read_xlsx",
]
