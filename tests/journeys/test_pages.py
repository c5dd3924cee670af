"""Every page of the desk, as the person it is for: readable by machine, and by phone."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from journeys.conftest import WIDTHS, RunningTown
from journeys.records import one_of_each

pytestmark = pytest.mark.browser

# What reaches beyond the window, without what scrolls in a frame of its own.
TOO_WIDE = """() => {
    const all = [document.scrollingElement, document.querySelector("main")];
    if (all.every((element) => element.scrollWidth <= element.clientWidth)) return [];
    return [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => `${element.tagName}.${element.className}#${element.id}`)
}"""
# Labels and buttons are Chinese; those of the editor are signs without words.
LABELS = """() => [...document.querySelectorAll(
    "main label, main th, main legend, main button")].map((element) => element.innerText)"""
HAN = re.compile(r"[\u3400-\u9fff]")
SETTLED_SECONDS = 3
FAULTY = """<!doctype html><html lang="zh-CN"><title>航道</title><main><h1>航道</h1><img src="x">
<p style="color: #aaa; background: #fff">这一行太淡了，看不清楚</p></main></html>"""
PAGES = {
    "officer": (
        "",
        "desk/articles/",
        "desk/articles/new/",
        "desk/articles/import/",
        "desk/articles/{draft}/",
        "desk/articles/{policy_draft}/",
        "desk/articles/{draft}/history/",
        "desk/articles/{draft}/compare/",
        "desk/articles/{draft}/preview/",
        "desk/files/{pdf}/view/",
        "desk/files/{ofd}/view/",
        "desk/units/password/",
        "desk/notices/",
        "desk/notices/?show=all",
        "desk/notices/settings/",
        "desk/units/absences/",
        "desk/units/absences/new/",
        "desk/checks/",
        "desk/checks/lists/{word_list}/",
        "desk/checks/entries/{word}/",
        "desk/disclosure/",
        "desk/disclosure/unfiled/?kind=",
        "desk/disclosure/articles/{draft}/",
    ),
    "reviewer": (
        "",
        "desk/review/tasks/",
        "desk/review/publications/",
        "desk/review/articles/{draft}/overrides/",
        "desk/account/",
        "desk/account/second-factor/",
    ),
    "signer": (
        "",
        "desk/review/publishing/",
        "desk/review/publishing/live/",
        "desk/review/publishing/articles/{live}/",
        "desk/review/publishing/articles/{live}/withdraw/",
    ),
    "editor": (
        "",
        "desk/articles/tray/",
        "desk/articles/tray/{offer}/",
        "desk/articles/columns/",
        "desk/alerts/",
        "desk/alerts/new/",
        "desk/alerts/{alert_draft}/edit/",
        "desk/alerts/{alert_waiting}/",
        "desk/alerts/events/",
        "desk/alerts/events/new/",
    ),
    "manager": (
        "",
        "desk/sites/",
        "desk/marks/",
        "desk/sites/new/",
        "desk/sites/{portal}/",
        "desk/sites/{portal}/profile/",
        "desk/pages/",
        "desk/pages/{home}/",
        "desk/pages/{home}/preview/",
        "desk/pages/{home}/history/",
        "desk/sites/{portal}/elder/",
        "desk/traditional/?words=于洋局长",
        "desk/traditional/new/",
        "desk/sites/{portal}/columns/new/",
        "desk/sites/columns/{column}/",
        "desk/sites/columns/{column}/duty/",
        "desk/sites/columns/{column}/close/",
        "desk/review/plans/",
        "desk/review/plans/new/",
        "desk/health/",
        "desk/checks/",
        "desk/checks/lists/new/",
        "desk/checks/lists/{word_list}/",
        "desk/checks/lists/{word_list}/settings/",
        "desk/checks/lists/{word_list}/import/",
        "desk/checks/lists/{word_list}/versions/",
        "desk/checks/lists/{word_list}/new/",
        "desk/checks/entries/{word}/",
        "desk/checks/leaders/",
        "desk/checks/leaders/new/",
        "desk/checks/leaders/{leader}/",
        "desk/checks/reports/",
        "desk/checks/reports/{report}/",
        "desk/checks/try/",
        "desk/search/",
        "desk/search/hot/",
        "desk/search/bets/",
        "desk/search/bets/new/",
        "desk/search/bets/{bet}/",
        "desk/search/synonyms/",
        "desk/search/synonyms/new/",
        "desk/search/synonyms/{synonyms}/",
        "desk/search/synonyms/import/",
        "desk/search/index/",
        "desk/alerts/",
        "desk/alerts/{alert_waiting}/",
        "desk/alerts/templates/",
        "desk/alerts/templates/new/",
        "desk/alerts/templates/{alert_template}/",
        "desk/alerts/mourning/",
        "desk/alerts/mourning/new/",
        "desk/alerts/mourning/{mourning}/",
        "desk/visits/",
        "desk/intake/",
        "desk/intake/held/",
        "desk/intake/{envelope}/",
        "desk/intake/settings/",
        "desk/intake/settings/questions/new/",
        "desk/intake/settings/kept/error-report/",
    ),
    "liaison": ("", "desk/intake/enter/", "desk/intake/enter/error-report/"),
    "security": (
        "",
        "desk/units/appointments/",
        "desk/units/appointments/new/",
        "desk/units/appointments/{appointment}/deputy/",
        "desk/accounts/",
        "desk/accounts/{person}/",
        "desk/accounts/{person}/suspend/",
        "desk/integrity/",
        "desk/integrity/incidents/{incident}/",
        "desk/integrity/proofs/?state=",
    ),
    "system": (
        "",
        "desk/units/tree/",
        "desk/units/tree/new/",
        "desk/units/people/",
        "desk/units/people/new/",
        "desk/units/people/{person}/email/",
        "desk/notices/mail/",
        "desk/health/",
        "desk/files/quarantine/",
        "desk/mirrors/",
    ),
    "auditor": ("", "desk/trail/"),
    "supervisor": (
        "",
        "desk/sites/",
        "desk/calendar/",
        "desk/calendar/?year=2027",
        "desk/calendar/count/?start=2026-09-21&amount=20&unit=working_days",
        "desk/calendar/notices/",
        "desk/calendar/notices/new/",
        "desk/calendar/notices/{holiday_notice}/",
        "desk/cases/",
        "desk/cases/{case}/",
        "desk/cases/figures/",
        "desk/letters/",
    ),
    "case_head": (
        "",
        "desk/requests/",
        "desk/letters/",
        "desk/letters/questions/",
        "desk/letters/questions/new/",
    ),
    "disclosure_office": (
        "",
        "desk/disclosure/",
        "desk/disclosure/inventories/{publisher}/",
        "desk/disclosure/entries/",
        "desk/disclosure/unfiled/?kind=",
        "desk/disclosure/articles/{live}/",
        "desk/disclosure/cycles/",
        "desk/disclosure/publishers/",
        "desk/disclosure/publishers/new/",
        "desk/disclosure/publishers/{publisher}/",
        "desk/disclosure/guides/",
        "desk/disclosure/guides/{publisher}/",
        "desk/disclosure/gazette/",
        "desk/disclosure/gazette/{issue}/",
        "desk/policies/",
        "desk/policies/{policy}/",
        "desk/policies/duties/",
        "desk/policies/rules/",
        "desk/requests/figures/",
        "desk/annual-reports/?year=2025",
        "desk/annual-reports/{annual_report}/",
        "desk/annual-reports/{annual_report}/texts/",
        "desk/annual-reports/{annual_report}/entered/",
        "desk/annual-reports/{annual_report}/figures/t3.granted.natural_person/",
    ),
}


@pytest.fixture(scope="package")
def records(running_town: RunningTown) -> dict[str, Any]:
    """What stands in braces in the addresses."""
    return one_of_each(running_town)


def too_wide(page: Any) -> list[str]:
    """What reaches beyond the window once the shell's side bar has come to rest."""
    until = time.monotonic() + SETTLED_SECONDS
    while (over := page.evaluate(TOO_WIDE)) and time.monotonic() < until:
        page.wait_for_timeout(100)
    return list(over)


@pytest.mark.parametrize("person", PAGES)
def test_given_a_persons_pages_then_machine_and_phone_can_read_them(
    records: dict[str, Any],
    desk: Callable[..., Any],
    look: Callable[[Any, str], None],
    person: str,
):
    page = desk(person)
    wrong = []
    for address in PAGES[person]:
        answer = page.goto("/" + address.format(**records))
        if answer.status != 200:
            wrong.append((address, answer.status))
            continue
        name = address.format(**dict.fromkeys(records, "x")).strip("/").replace("/", "-")
        try:
            look(page, f"page-{person}-{name}")
        except AssertionError as fault:
            wrong.append((address, str(fault)[:600]))
        labels = page.evaluate(LABELS)
        wrong += [(address, text) for text in labels if text.strip() and not HAN.search(text)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if over := too_wide(page):
                wrong.append((address, width, over[:8]))

    assert wrong == []


def test_given_a_pale_line_and_a_picture_without_words_then_the_machine_names_both(
    browser: Any, accessibility_faults: Callable[[Any], list[str]]
):
    page = browser.new_page()
    page.route(
        "**/*", lambda route: route.fulfill(body=FAULTY, content_type="text/html; charset=utf-8")
    )
    page.goto("http://faulty.qingyun.localhost/")

    named = [fault.split(":")[0] for fault in accessibility_faults(page)]

    assert sorted(named) == ["color-contrast", "image-alt"]
    page.close()
