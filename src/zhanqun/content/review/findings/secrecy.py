"""Marks of secrecy in a text (涉密标志)."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from zhanqun.content.library.api import is_never_public, never_public_numbers_in
from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding
from zhanqun.core.checks.api import Passage

# A mark stands alone: at the start of a line, with ★ and a period, or in a known phrase. Words
# in ordinary use (保密工作培训) are no mark. Source: 《国家秘密定密管理规定》, marking.
_MARKED = re.compile(
    r"(?:^|(?<=[\s　]))(?P<mark>绝密|机密|秘密)(?=\s*(?:★|☆|$|[\s　]))"
    r"|(?P<level>绝密|机密|秘密)\s*[★☆]\s*\S{0,8}",
    re.MULTILINE,
)
_INTERNAL = re.compile(r"内部资料[\s　，,]*注意保存|内部文件[\s　，,]*(?:注意|妥善)保管")
# A mark on a file, and an ordinary clause of laws; a person tells the one from the other.
_NOT_TO_OPEN = re.compile(r"不得公开")
_TALKS_OF_SECRETS = re.compile(r"保密|涉密|泄密|秘密")


def secrecy_findings(passages: Iterable[Passage], number: str = "") -> list[Finding]:
    """Marks of secrecy in the words of a version, and a number of a kind that is never public."""
    found = []
    if number and is_never_public(number):
        text = _("文号“{number}”属于不公开的文种，不能发布。").format(number=number)
        found.append(
            Finding("secrecy.number", BLOCK, _("发文字号"), text, "number", 0, len(number), number)
        )
    for passage in passages:
        if passage.field == "number":
            continue
        marks = list(_marks_in(passage))
        found += marks
        if not marks and (talk := _TALKS_OF_SECRETS.search(passage.text)):
            text = _("{where}提到保密事项，请保密审查员留意。").format(where=passage.where)
            found.append(_at(passage, "secrecy.hint", WARN, talk.start(), talk[0], text))
    return found


def _marks_in(passage: Passage) -> Iterator[Finding]:
    found = [
        (match.start(), match[0].strip(), "secrecy.mark")
        for pattern in (_MARKED, _INTERNAL)
        for match in pattern.finditer(passage.text)
    ]
    for number in never_public_numbers_in(passage.text):
        found.append((max(passage.text.find(number), 0), number, "secrecy.mark"))
    for match in _NOT_TO_OPEN.finditer(passage.text):
        found.append((match.start(), match[0], "secrecy.not_to_open"))
    told = {
        "secrecy.mark": _("{where}中有“{mark}”，带此标志的内容不能发布。"),
        "secrecy.not_to_open": _("{where}中有“{mark}”。是文件标注的不能发布，是条文的请申请放行。"),
    }
    for start, mark, code in sorted(found):
        text = told[code].format(where=passage.where, mark=mark)
        yield _at(passage, code, BLOCK, start, mark, text)


def _at(passage: Passage, code: str, level: str, start: int, words: str, text: str) -> Finding:
    return Finding(
        code, level, passage.where, text, passage.field, start, start + len(words), words
    )
