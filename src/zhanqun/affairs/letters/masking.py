"""What of a letter may be public: proposed, and checked once more before it is (公开稿).

Sources: 《政府信息公开条例》(2019) Art. 15; 《个人信息保护法》 Art. 28.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhanqun.affairs.letters.models import Letter
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import Case, Masked
from zhanqun.core.checks.api import Passage, privacy_hits


@dataclass(frozen=True)
class PublicText:
    """The three texts of a published letter (公开稿)."""

    title: str
    text: str
    reply: str


@dataclass(frozen=True)
class Proposal:
    """Texts with persons covered, and what was covered in each, for who decides."""

    title: str
    text: Masked
    reply: Masked

    @property
    def public(self) -> PublicText:
        return PublicText(self.title, self.text.text, self.reply.text)


def proposal_of(letter: Letter, text: str, reply: str) -> Proposal:
    """text, reply: as they were written; the title's password and number are gone (遮盖建议)."""
    case = letter.case
    return Proposal(
        casework.public_title_of(case),
        casework.masked_for_public(case, text),
        casework.masked_for_public(case, reply),
    )


def still_telling(case: Case, public: PublicText) -> list[str]:
    """What forbids publication: each a word that stands in the text and why (不得公开的内容)."""
    return list(dict.fromkeys([*_in_title(public.title), *_of_persons(case, public)]))


def _in_title(title: str) -> Iterator[str]:
    if casework.without_password(title)[1]:
        yield _("标题中的查询密码")
    if casework.without_number(title) != title:
        yield _("标题中的信件编号")


def _of_persons(case: Case, public: PublicText) -> Iterator[str]:
    for words in (public.title, public.text, public.reply):
        if casework.words_of_writer(case, words):
            yield _("来信人的姓名或者联系方式")
        for hit in privacy_hits(Passage("public", "", words)):
            if hit.level != "hint":
                yield hit.suggestion or hit.matched[:3] + "…"
