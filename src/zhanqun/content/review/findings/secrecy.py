"""Marks of secrecy in a text (涉密标志)."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhanqun.content.library.api import is_never_public, never_public_numbers_in
from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding

# A mark stands alone: at the start of a line, with ★ and a period, or in a known phrase. Words
# in ordinary use (保密工作培训) are no mark. Source: 《国家秘密定密管理规定》, marking.
_MARKED = re.compile(
    r"(?:^|[\s　])(?P<mark>绝密|机密|秘密)(?=\s*(?:★|☆|$|[\s　]))"
    r"|(?P<level>绝密|机密|秘密)\s*[★☆]\s*\S{0,8}",
    re.MULTILINE,
)
_INTERNAL = re.compile(r"内部资料[\s　，,]*注意保存|内部文件[\s　，,]*(?:注意|妥善)保管|不得公开")
_TALKS_OF_SECRETS = re.compile(r"保密|涉密|泄密|秘密")


def secrecy_findings(parts: Iterable[tuple[str, str]], number: str = "") -> list[Finding]:
    """Marks of secrecy in texts; parts: (where, plain text) of body, title and every file."""
    found = []
    if number and is_never_public(number):
        text = _("文号“{number}”属于不公开的文种，不能发布。").format(number=number)
        found.append(Finding("secrecy.number", BLOCK, _("发文字号"), text))
    for where, words in parts:
        marks = [m[0].strip() for m in (*_MARKED.finditer(words), *_INTERNAL.finditer(words))]
        marks += never_public_numbers_in(words)
        for mark in dict.fromkeys(marks):
            text = _("{where}中有“{mark}”，带此标志的内容不能发布。").format(where=where, mark=mark)
            found.append(Finding("secrecy.mark", BLOCK, where, text))
        if not marks and _TALKS_OF_SECRETS.search(words):
            text = _("{where}提到保密事项，请保密审查员留意。").format(where=where)
            found.append(Finding("secrecy.hint", WARN, where, text))
    return found
