"""Whether a document is in force on a day (有效性): in Python for one, in SQL for many.

What its own metadata says is the start. What newer documents and decisions made of it stands in
`amended_on`, `partly_repealed_on`, `repealed_on` and `kept_until`, kept by upper rooms (decision
0033), and holds from those days on: asked about a day before, the document was what it was.
Source: 国办发〔2017〕47号; norms documents.yaml, normative statuses.
"""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Q, Value, When

from zhanqun.content.library.states import Validity

# The day from which a document is so, by what it is then.
SINCE = {
    Validity.REPEALED: "repealed_on",
    Validity.PARTLY_REPEALED: "partly_repealed_on",
    Validity.AMENDED: "amended_on",
}
# The fields of an article that decide.
FIELDS = ("validity", "effective_from", "expires_on", *SINCE.values(), "kept_until")


def validity_on(article: Any, day: date) -> str:
    """The validity to show on `day`; "" where nobody said anything.

    article: anything with FIELDS. A document that says it is repealed, without a day from a newer
    document, always was; its last day in force is that of a decision before its own.
    """
    said = article.validity

    def has_become(state: Validity) -> bool:
        since = getattr(article, SINCE[state])
        return since <= day if since else said == state

    if has_become(Validity.REPEALED):
        return Validity.REPEALED
    end = article.kept_until or (article.expires_on if said else None)
    if said == Validity.EXPIRED or (end and end < day):
        return Validity.EXPIRED
    if said and _begins_later(article, day):
        return Validity.NOT_YET
    for state in (Validity.PARTLY_REPEALED, Validity.AMENDED):
        if has_become(state):
            return state
    return Validity.IN_FORCE if said else ""


def _begins_later(article: Any, day: date) -> bool:
    if article.effective_from is None:
        return bool(article.validity == Validity.NOT_YET)
    return bool(article.effective_from > day)


def validity_case(day: date, prefix: str = "") -> Case:
    """The same as an expression; prefix: way to the article, such as "article__"."""

    def q(**terms: Any) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in terms.items()})

    def has_become(state: Validity) -> Q:
        since = SINCE[state]
        return q(**{f"{since}__lte": day}) | q(**{f"{since}__isnull": True}, validity=state)

    says = ~q(validity="")
    ends = q(kept_until__lt=day) | says & q(kept_until__isnull=True, expires_on__lt=day)
    undated = q(effective_from__isnull=True, validity=Validity.NOT_YET)
    return Case(
        When(has_become(Validity.REPEALED), then=Value(str(Validity.REPEALED))),
        When(q(validity=Validity.EXPIRED) | ends, then=Value(str(Validity.EXPIRED))),
        When(says & q(effective_from__gt=day) | undated, then=Value(str(Validity.NOT_YET))),
        When(has_become(Validity.PARTLY_REPEALED), then=Value(str(Validity.PARTLY_REPEALED))),
        When(has_become(Validity.AMENDED), then=Value(str(Validity.AMENDED))),
        When(says, then=Value(str(Validity.IN_FORCE))),
        default=Value(""),
        output_field=CharField(),
    )


def turning_in(since: date, today: date) -> Q:
    """Documents that begin or change in (since, today], or whose last day is in [since, today)."""
    begins = ("effective_from", *SINCE.values())
    found = Q(kept_until__isnull=True, expires_on__gte=since, expires_on__lt=today)
    found |= Q(kept_until__gte=since, kept_until__lt=today)
    for name in begins:
        found |= Q(**{f"{name}__gt": since, f"{name}__lte": today})
    return found
