"""What an import hands over (导入结果): clean content with what a person must look at."""

from dataclasses import dataclass, field
from datetime import date, datetime

from zhanqun.content.library.document_numbers import DocumentNumber
from zhanqun.content.library.rich_text import ImageRef

ATTACHMENT_TYPES = (
    "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "dps", "pdf", "ofd", "zip", "rar",
    "7z", "csv", "txt", "ceb", "mp3", "mp4",
)  # fmt: skip


@dataclass(frozen=True)
class AttachmentRef:
    """A file that the text links to, and its address there."""

    name: str
    url: str


@dataclass
class ImportedText:
    """One text as read from a file, before anybody decided anything about it.

    number: parsed 发文字号; number_text: the number as received, also where it is irregular.
    written_on: 成文日期. published_on and published_at: original publication, the time only where
    the source gives one; published_text: as written there.
    page_kind: "list" where the page was a list of links and no article.
    warnings: what may be wrong; dropped: what was left out. Both are Chinese sentences.
    """

    title: str = ""
    body_html: str = ""
    text: str = ""
    number: DocumentNumber | None = None
    number_text: str = ""
    issuing_organs: list[str] = field(default_factory=list)
    written_on: date | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    published_text: str = ""
    source: str = ""
    author: str = ""
    index_number: str = ""
    topic: str = ""
    url: str = ""
    page_kind: str = "article"
    attachments: list[AttachmentRef] = field(default_factory=list)
    images: list[ImageRef] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
