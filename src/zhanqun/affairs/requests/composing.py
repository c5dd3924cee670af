"""A reply as an official paper (答复书): template, what was filled in, remedies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhanqun.affairs.requests import reply_kinds
from zhanqun.affairs.requests.models import Reply, ReplyForm, Request
from zhanqun.affairs.requests.reply_kinds import ReplyKind
from zhanqun.affairs.requests.states import ApplicantKind
from zhanqun.core.casework import api as casework
from zhanqun.core.papers.api import Paper, Paragraph
from zhanqun.core.units.api import User

_PLACE = re.compile(r"\{(\w+)\}")
# A sentence up to its end, so that the one whose place is empty can be left out.
_SENTENCE = re.compile(r"[^。]*。")
_END = re.compile(r"[。．.；;，,\s]+\Z")


@dataclass(frozen=True)
class Known:
    """What every reply says of its request. form: None where nothing was set yet."""

    organ: str
    applicant: str
    values: Mapping[str, str]
    form: ReplyForm | None


def known_of(request: Request, person: User) -> Known:
    """person: who reads the paper; the applicant is covered for whoever may not see who applied."""
    case = request.case
    named = casework.writer_of(case, person, whole=True).name
    is_person = request.applicant == ApplicantKind.NATURAL_PERSON
    form = ReplyForm.objects.filter(publisher=request.publisher_id).first()
    values = {
        "you": _("你") if is_person else _("你单位"),
        "asked": case.title,
        "received": _day(request.received_on),
        "case": case.number,
        "deferred": _day(request.deferred_to) if request.deferred_to else "",
        "reconsideration_organ": form.reconsideration_organ if form else "",
        "court": form.court if form else "",
    }
    return Known(request.publisher.unit.name, named, values, form)


def paper_of(reply: Reply, known: Known, on: date) -> Paper:
    """The paper; on: its day where it is not issued yet."""
    kind = reply_kinds.reply_kinds()[reply.kind]
    form = known.form
    files = [row.attachment.name for row in reply.files.select_related("attachment")]
    return Paper(
        title=f"{known.organ}\n{kind.paper}",
        blocks=tuple(Paragraph(words) for words in body_of(kind, reply.parts, known, on)),
        organ=form.mark if form else "",
        number=reply.number or "",
        recipients=known.applicant,
        attachments=tuple(files),
        signed_by=(known.organ,),
        dated=reply.dated or on,
        has_seal_place=True,
    )


def body_of(kind: ReplyKind, parts: Mapping[str, str], known: Known, on: date) -> Iterator[str]:
    """Its paragraphs: what every reply says first, the template, what was added, remedies."""
    values = {name: _trimmed(parts.get(name, "")) for name in kind.places} | dict(known.values)
    yield filled(reply_kinds.opening(), values)
    for words in kind.text:
        yield filled(words, values)
    yield parts.get("more", "").strip()
    yield remedies_of(kind, known, on)


def remedies_of(kind: ReplyKind, known: Known, on: date) -> str:
    """Where who disagrees may turn (救济途径); "" where the publisher has not set it yet."""
    groups = tuple(known.form.first_groups) if known.form else ()
    remedy = reply_kinds.remedy_of(kind, on, groups)
    return filled(reply_kinds.remedy_words(remedy), known.values)


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with their places filled; a sentence with an empty place is left out.

    What was typed is put in last and never looked through for places.
    """
    kept = [
        sentence
        for sentence in _SENTENCE.findall(words)
        if all(values.get(name) for name in _PLACE.findall(sentence))
    ]
    return _PLACE.sub(lambda place: values[place[1]], "".join(kept))


def _trimmed(typed: str) -> str:
    """Without the stop at its end, since the template sets one; lines are joined as a list."""
    lines = [_END.sub("", line.strip()) for line in typed.splitlines()]
    return "；".join(line for line in lines if line)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
