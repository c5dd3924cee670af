"""Reconsiderations and lawsuits, for the annual report's fourth table."""

from datetime import date

import pytest

from zhanqun.affairs.requests.models import Dispute
from zhanqun.affairs.requests.services.disputes import (
    DisputeDatesWrong,
    DisputeFacts,
    DisputeHalfConcluded,
    DisputeKnown,
    change_dispute,
    record_dispute,
)
from zhanqun.affairs.requests.states import DisputeKind, DisputeResult
from zhanqun.core.units.api import NotAllowed

OPENED = DisputeFacts(
    DisputeKind.RECONSIDERATION, body="青云市人民政府", opened_on=date(2026, 6, 10)
)


def recorded(publishers, by="desk", **facts):
    return record_dispute(
        publisher=publishers.bureau,
        request=None,
        facts=DisputeFacts(**OPENED.__dict__ | facts),
        by=publishers.people[by],
        now=publishers.town.now,
    )


def test_given_a_reconsideration_when_it_ends_then_it_has_its_result_and_day(publishers):
    row = recorded(publishers)
    assert row.result == DisputeResult.PENDING
    facts = DisputeFacts(
        **OPENED.__dict__ | {"result": DisputeResult.CORRECTED, "concluded_on": date(2026, 6, 15)}
    )
    desk, now = publishers.people["desk"], publishers.town.now
    changed = change_dispute(uid=row.uid, facts=facts, by=desk, now=now)
    assert (changed.result, changed.concluded_on) == ("corrected", date(2026, 6, 15))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"result": DisputeResult.UPHELD}, DisputeHalfConcluded),
        ({"concluded_on": date(2026, 6, 12)}, DisputeHalfConcluded),
        (
            {"result": DisputeResult.UPHELD, "concluded_on": date(2026, 6, 1)},
            DisputeDatesWrong,
        ),
        ({"opened_on": date(2027, 1, 1)}, DisputeDatesWrong),
    ],
)
def test_given_half_a_result_or_impossible_days_then_it_is_refused(publishers, facts, refusal):
    with pytest.raises(refusal):
        recorded(publishers, **facts)
    assert not Dispute.objects.exists()


def test_given_somebody_else_then_no_dispute_is_noted(publishers):
    with pytest.raises(NotAllowed):
        recorded(publishers, by="handler")


def test_given_a_lawsuit_noted_by_one_then_a_colleague_does_not_note_it_again(publishers):
    first = recorded(publishers, number="青政复〔2026〕7号")
    with pytest.raises(DisputeKnown, match="青政复〔2026〕7号"):
        recorded(publishers, number="青政复〔2026〕7号 ")
    second = recorded(publishers)
    desk, now = publishers.people["desk"], publishers.town.now
    facts = DisputeFacts(**OPENED.__dict__ | {"number": first.number})
    with pytest.raises(DisputeKnown):
        change_dispute(uid=second.uid, facts=facts, by=desk, now=now)
    assert change_dispute(uid=first.uid, facts=facts, by=desk, now=now).number == first.number
