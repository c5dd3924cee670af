"""The reply check with what is known of the case (办件答复检查)."""

from datetime import datetime

from zhanqun.core.casework import masking, queries
from zhanqun.core.casework.models import Case, Matter
from zhanqun.core.casework.replies import Finding, Reply, check_reply
from zhanqun.foundation.clock import day_of

SAME = 0.95
# A shorter telephone or address may stand in a text by chance.
TELLING = 5


def words_of_writer(case: Case, text: str) -> list[str]:
    """What in a text tells who wrote: for checks of what others will read (暴露来件人的内容)."""
    row = Matter.objects.get(pk=case.pk)
    named = masking.places_of_name(row.name.strip(), text)
    facts = (row.phone, row.email, row.id_number, row.address)
    return [*named, *(one for one in facts if len(one) >= TELLING and one in text)]


def is_same_writer(one: Case, other: Case) -> bool:
    """Whether both came from one telephone or mail address (同一来件人)."""
    first, second = Matter.objects.get(pk=one.pk), Matter.objects.get(pk=other.pk)
    pairs = ((first.phone, second.phone), (first.email, second.email))
    return any(mine and mine == theirs for mine, theirs in pairs)


def masked_for_public(case: Case, text: str) -> masking.Masked:
    """A text of this case with persons covered, its writer above all (公开稿的遮盖建议)."""
    row = Matter.objects.get(pk=case.pk)
    return masking.masked_text(text, names=[row.name] if row.name else [])


def public_title_of(case: Case) -> str:
    row = Matter.objects.get(pk=case.pk)
    return masking.masked_title(case.title, names=[row.name] if row.name else [])


def findings_for(case: Case, text: str, now: datetime) -> list[Finding]:
    """What to look at before this text answers the case."""
    matter = Matter.objects.get(pk=case.pk)
    others = queries.answers_like(text, besides=case)
    reply = Reply(
        text,
        letter=f"{case.title}\n{matter.text}",
        on=day_of(now),
        asked_on=day_of(case.opened_at),
        marks=[mark for mark in (matter.name, case.number) if mark],
        others=[(row.case.number, likeness >= SAME) for row, likeness in others[:3]],
    )
    return check_reply(reply)
