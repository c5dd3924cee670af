"""Styles of Word files (样式): what a paragraph or a run inherits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhanqun.content.library.importing.docx_markup import W, plain_value, value_of

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


@dataclass
class Styles:
    """Paragraph and character styles by id, with what they inherit."""

    elements: dict[str, etree._Element] = field(default_factory=dict)

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style_id in self.elements and style_id not in seen:
            seen.add(style_id)
            element = self.elements[style_id]
            yield element
            style_id = value_of(element, "basedOn")

    def find(self, style_id: str, path: str) -> etree._Element | None:
        """First hit of `path` in the style or those it is based on."""
        found = (element.find(path) for element in self.chain(style_id))
        return next((element for element in found if element is not None), None)

    def heading(self, style_id: str) -> int:
        """Level of a heading style from 1, or 0."""
        for element in self.chain(style_id):
            if match := _HEADING_NAME.fullmatch(value_of(element, "name").strip()):
                return int(match[1])
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and plain_value(outline) in set("012345678"):
                return int(plain_value(outline)) + 1
        return 0

    def is_title(self, style_id: str) -> bool:
        names = {value_of(element, "name").lower() for element in self.chain(style_id)}
        return bool(names & {"title", "标题"})
