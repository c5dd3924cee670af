"""What is recognised in a document."""

from dataclasses import dataclass, field
from datetime import date

from zhanqun.content.library.document_numbers import DocumentNumber
from zhanqun.content.library.importing.imported import OfficialParts
from zhanqun.content.library.rich_text_blocks import Block


@dataclass
class Layout(OfficialParts):
    """What was recognised. `body` is the text without mark, number and title."""

    organs: list[str] = field(default_factory=list)
    number: DocumentNumber | None = None
    number_text: str = ""
    number_warnings: tuple[str, ...] = ()
    title: str = ""
    written_on: date | None = None
    body: list[Block] = field(default_factory=list)
