"""What an import hands over (导入结果): clean content with what a person must look at."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from zhanqun.content.library.document_numbers import DocumentNumber
from zhanqun.content.library.importing.histories import Step
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


@dataclass(frozen=True)
class OtherDate:
    """A date that an old database gives otherwise than the page (旧库日期不符).

    name: its column there. moment: as it stands there, with the time of day.
    """

    name: str
    ours: date
    moment: str
    days_apart: int


@dataclass
class OfficialParts:
    """Parts of an official document that have no field of their own (公文要素).

    secrecy: 密级, which no public text may carry. recipients: 主送机关. attachments: names in
    附件说明. signed_by: 落款, organs or the person who signs an order. note: 附注. The body keeps
    what of them stands in or below the text.
    Source: 《党政机关公文处理工作条例》 Art. 9; GB/T 9704-2012 7.2 to 7.4.
    """

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""
    recipients: str = ""
    attachments: list[str] = field(default_factory=list)
    signed_by: list[str] = field(default_factory=list)
    note: str = ""
    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None

    def facts(self) -> list[tuple[str, str]]:
        """Official term and words of every part that is there."""
        rows = (
            (_("份号"), self.copy_number),
            (_("密级"), self.secrecy),
            (_("紧急程度"), self.urgency),
            (_("签发人"), self.signer),
            (_("主送机关"), self.recipients),
            (_("附件说明"), "；".join(self.attachments)),
            (_("落款"), "、".join(self.signed_by)),
            (_("附注"), self.note),
            (_("抄送机关"), self.copied_to),
            (_("印发机关"), self.printed_by),
            (_("印发日期"), self.printed_on.isoformat() if self.printed_on else ""),
        )
        return [(label, text) for label, text in rows if text]


@dataclass
class ImportedText:
    """One text as read from a file, before anybody decided anything about it.

    number: parsed 发文字号; number_text: the number as received, also where it is irregular.
    written_on: 成文日期. published_on and published_at: original publication, the time only where
    the source gives one; published_text: as written there.
    validity: of Validity, "" where nothing says so. history: the steps of its life. other_dates:
    what an old database says otherwise.
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
    genre: str = ""
    effective_from: date | None = None
    expires_on: date | None = None
    validity: str = ""
    history: list[Step] = field(default_factory=list)
    other_dates: list[OtherDate] = field(default_factory=list)
    url: str = ""
    page_kind: str = "article"
    attachments: list[AttachmentRef] = field(default_factory=list)
    images: list[ImageRef] = field(default_factory=list)
    official: OfficialParts = field(default_factory=OfficialParts)
    warnings: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
