"""Terms that a place sets for itself."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from zhanqun.core.casework import terms
from zhanqun.core.casework.services.terms import reset_term, set_term
from zhanqun.core.casework.terms import clock_of
from zhanqun.core.units.api import NotAllowed
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError

LOCAL = "《青云市来信办理办法》"


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    terms.forget()
    yield
    terms.forget()


def test_given_a_shorter_local_term_then_new_cases_run_on_it_and_running_ones_do_not(bureaus):
    before = bureaus.open()
    office = bureaus.people["office"]
    set_term(code="letter", amount=5, norm=LOCAL, by=office, now=bureaus.now)
    after = bureaus.open("井盖破损")
    assert after.due_on < before.due_on
    assert after.events.get(kind="opened").facts["norm"] == LOCAL
    before.refresh_from_db()
    assert clock_of("letter").amount == 5

    reset_term(code="letter", by=office, now=bureaus.now)
    assert bureaus.open("公交线路").due_on == before.due_on


@pytest.mark.parametrize(
    ("code", "amount", "norm", "refusal"),
    [
        ("letter", 8, LOCAL, "casework.term_too_long"),
        ("letter", 0, LOCAL, "casework.term_wrong"),
        ("letter", 5, " ", "casework.norm_missing"),
    ],
)
def test_given_a_term_longer_than_the_law_or_without_its_norm_then_it_is_refused(
    bureaus, code, amount, norm, refusal
):
    with pytest.raises(DomainError) as raised:
        set_term(code=code, amount=amount, norm=norm, by=bureaus.people["office"], now=bureaus.now)
    assert raised.value.code == refusal


def test_given_a_term_that_no_national_text_sets_then_it_may_be_longer(bureaus):
    set_term(code="find_errors", amount=5, norm=LOCAL, by=bureaus.people["office"], now=bureaus.now)
    assert clock_of("find_errors").amount == 5


def test_given_a_department_then_it_does_not_set_what_holds_for_all(bureaus):
    head = bureaus.people["roads_head"]
    with pytest.raises(NotAllowed):
        set_term(code="letter", amount=5, norm=LOCAL, by=head, now=bureaus.now)


def test_given_the_page_of_rules_then_the_office_sets_one_and_goes_back(bureaus):
    desk = Client()
    desk.force_login(bureaus.people["office"])
    page = reverse("casework:term", args=["letter"])
    with clock.fixed(bureaus.now):
        wrong = desk.post(page, {"amount": "9", "norm": LOCAL})
        assert wrong.status_code == 400 and "不能更长" in wrong.content.decode()
        desk.post(page, {"amount": "5", "norm": LOCAL})
        shown = desk.get(reverse("casework:terms")).content.decode()
        assert LOCAL in shown and "本地</span>" in shown
        desk.post(page, {"act": "reset"})
    assert clock_of("letter").amount == 7
