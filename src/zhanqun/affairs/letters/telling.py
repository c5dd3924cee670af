"""What letters tell people at the desk (来信的提醒): titles, never who wrote."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.models import Letter, ReplyDraft, Supervision
from zhanqun.core.casework import api as casework
from zhanqun.core.notices import api as notices
from zhanqun.core.notices.api import Kind
from zhanqun.core.units.api import User

KINDS = {
    "letters.to_approve": Kind(gettext_lazy("答复待审签"), is_urgent=True),
    "letters.returned": Kind(gettext_lazy("答复退回修改"), is_urgent=True),
    "letters.sent": Kind(gettext_lazy("答复已送出")),
    "letters.supervised": Kind(gettext_lazy("督办"), is_urgent=True),
    "letters.explained": Kind(gettext_lazy("督办已说明")),
}


def submitted(draft: ReplyDraft, now: datetime) -> None:
    text = _("《{title}》的答复等您审签")
    _tell(policies.approvers_of(draft, now), draft.letter, "to_approve", text, "reply", now)


def returned(draft: ReplyDraft, now: datetime) -> None:
    text = _("《{title}》的答复退回修改")
    _tell([draft.written_by], draft.letter, "returned", text, "reply", now, draft.remark)


def sent(draft: ReplyDraft, now: datetime) -> None:
    if draft.written_by_id != draft.decided_by_id:
        text = _("《{title}》的答复已审签并送出")
        _tell([draft.written_by], draft.letter, "sent", text, "reply", now, draft.remark)


def supervised(row: Supervision, now: datetime) -> None:
    text = _("督办：《{title}》，说明期限") + f"{row.due_on:%m-%d}"
    people = policies.explainers_of(row.letter.case, now)
    words = row.remark or row.instruction
    _tell(people, row.letter, "supervised", text, "supervision", now, words)


def explained(row: Supervision, now: datetime) -> None:
    text = _("《{title}》的督办已作书面说明")
    _tell([row.ordered_by], row.letter, "explained", text, "supervision", now)


def _tell(
    people: Iterable[User],
    letter: Letter,
    kind: str,
    text: str,
    page: str,
    now: datetime,
    detail: str = "",
) -> None:
    case = letter.case
    for some, title, cover in casework.audiences(people, case):
        notices.tell(
            some,
            kind=f"letters.{kind}",
            text=text.format(title=title),
            detail=cover(detail) or case.number,
            url=reverse(f"letters:{page}", args=[case.uid]),
            key=f"letter:{letter.uid}:{kind}:{now.isoformat()}",
            about_uid=case.uid,
            now=now,
        )
