"""What an entry must be (词条规则)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhanqun.core.checks.kinds import ListKind
from zhanqun.core.checks.models import WORD_LENGTH_MAX
from zhanqun.core.checks.normalising import squeezed
from zhanqun.core.checks.wording.near_misses import SHORTEST
from zhanqun.foundation.errors import DomainError

SHORTEST_WORD = 2
DEFAULTS: dict[str, Any] = {
    "right": "",
    "level": "",
    "contexts": [],
    "is_quotable": False,
    "ended_on": None,
    "source": "",
}


class BadEntry(DomainError):
    """An entry that would do harm."""

    code = "checks.bad_entry"
    message = "{why}"


def plain_words(text: str) -> str:
    """Words as lists hold them: usual forms, without blanks inside Chinese."""
    return squeezed(text.strip()).text.strip()


def checked_facts(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an entry, completed and made plain. Raises BadEntry, which says why not."""
    row = DEFAULTS | facts
    row["wrong"] = plain_words(row["wrong"])
    row["right"] = plain_words(row["right"])
    row["contexts"] = list(dict.fromkeys(filter(None, map(plain_words, row["contexts"]))))
    if why := why_not(kind, row["wrong"], row["right"]):
        raise BadEntry(why=why)
    for phrase in row["contexts"]:
        if kind != ListKind.PROTECTED and row["wrong"] not in phrase:
            text = _("允许语境“{phrase}”里没有“{wrong}”。")
            raise BadEntry(why=text.format(phrase=phrase, wrong=row["wrong"]))
    return row


def why_not(kind: str, wrong: str, right: str) -> str:
    """Why these words cannot be an entry, in Chinese; "" where they can."""
    if len(wrong) < SHORTEST_WORD:
        return str(_("“{wrong}”太短，单个字会误伤大量正文。").format(wrong=wrong))
    if kind == ListKind.PROTECTED and len(wrong) < SHORTEST:
        text = _("规范名称至少{count}个字，更短的名称请把错误写法列入错敏词。")
        return str(text.format(count=SHORTEST))
    if len(wrong) > WORD_LENGTH_MAX:
        return str(_("查找的词超过{limit}个字。").format(limit=WORD_LENGTH_MAX))
    if wrong == right:
        return str(_("“{wrong}”与建议相同。").format(wrong=wrong))
    return ""
