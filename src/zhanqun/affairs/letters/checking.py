"""The reply check of a letter, with those that the same reply answers (答复检查)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.models import Letter
from zhanqun.affairs.letters.queries import merged_open
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import BLOCK, WARN, Finding


def findings_of(letter: Letter, text: str, now: datetime) -> list[Finding]:
    """What to look at before this text answers the letter, the gravest first."""
    found = casework.findings_for(letter.case, text, now)
    if found and found[0].code == "empty":
        return found
    return [*_of_shared(letter, text), *found]


def _of_shared(letter: Letter, text: str) -> Iterator[Finding]:
    """What answers several letters is read by several writers: it names none of them."""
    merged = merged_open(letter)
    if not merged:
        return
    for one in [letter, *merged]:
        words = casework.words_of_writer(one.case, text)
        if words:
            message = _("并案的来信共用这份答复，不能写出其中一位来信人的姓名或者联系方式。")
            yield Finding("shared", BLOCK, message, words[0])
            return


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.level == BLOCK]


def standing(findings: Iterable[Finding], accepted: Iterable[str]) -> list[Finding]:
    """Those that need a reason and were not let stand."""
    known = set(accepted)
    return [one for one in findings if one.level == WARN and one.code not in known]
