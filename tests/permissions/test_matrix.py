"""The permission matrix: every address of the desk, asked by who has no business there.

The addresses come from the resolver, so a new one that nobody classified fails here. Each is
asked with the identifiers of the bureau's real records, by a visitor without an account and by
an officer of another unit, by GET and by POST.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from permissions.addresses import (
    OFFICE,
    OWN,
    PUBLIC,
    RECORD,
    addresses,
    filled,
    is_closed,
)
from zhanqun.affairs.annualreports.api import Report
from zhanqun.affairs.disclosure.api import Filing, Publisher, file_article
from zhanqun.affairs.letters.api import Letter, Mailbox, Publication
from zhanqun.affairs.letters.models import Question
from zhanqun.affairs.requests.api import Request
from zhanqun.content.alerts import api as alerts
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.casework import api as casework
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units

REFUSED = {302, 403, 404, 405}
SECRET = "未公开的桥梁检测稿"


@pytest.fixture
def records(town):
    """The bureau's records behind every kind of address, none of them the stranger's."""
    file = attachments.store_attachment(
        name="桥梁检测.txt",
        content=b"x",
        unit=town.bureau,
        by=town.people["officer"],
        now=town.now,
    )
    article = town.draft(SECRET, files=[file.uid])
    library.place(
        article=article,
        column=town.column("bmdt", town.portal),
        by=town.people["officer"],
        now=town.now,
    )
    submission = town.submit(article)
    town.clear(submission)
    row = review.schedule(
        uid=article.uid,
        due_at=town.now + timedelta(days=1),
        by=town.people["signer"],
        now=town.now,
    )
    published = town.published(SECRET + "（已发布）")
    column = town.column("gzdt")
    ends = town.people["officer"].appointments.get()
    away = units.set_absence(
        person=town.people["officer"],
        starts_on=town.now.date(),
        ends_on=town.now.date(),
        note=SECRET,
        by=town.people["officer"],
        now=town.now,
    )
    notice = notices.notices_visible_to(town.people["reviewer"]).first()
    warning = alerts.compose(
        content={
            "kind": "11A01",
            "level": 4,
            "issuer": "市交通运输局",
            "area": SECRET,
            "reach": "all",
        },
        by=town.people["officer"],
        now=town.now,
    )
    facts = casework.CaseFacts(
        "example", SECRET, SECRET, town.bureau, stamps={"submitted": town.now}
    )
    case = casework.open_case(facts, by=None, now=town.now)
    question = Question.objects.create(
        question=SECRET,
        answer=SECRET,
        unit=town.bureau,
        review_on=town.now.date(),
        written_at=town.now,
    )
    document = town.published(SECRET, kind="document", column=town.column("zcwj"))
    letter = bureau_letter(town)
    publisher = bureau_catalogue(town, article)
    request = bureau_request(town, publisher)
    report = Report.objects.create(
        publisher=publisher,
        year=2025,
        state="draft",
        texts={"proactive": SECRET},
        begun_at=town.now,
    )
    by_prefix = {
        "desk/disclosure/articles/": article.uid,
        "desk/disclosure/": publisher.uid,
        "desk/policies/": document.uid,
        "desk/letters/questions/": question.uid,
        "desk/letters/mailboxes/": letter.mailbox.uid,
        "desk/letters/": letter.case.uid,
        "desk/requests/": request.case.uid,
        "desk/annual-reports/": report.uid,
        "desk/cases/": case.uid,
        "desk/units/absences/": away.uid,
        "desk/notices/": notice.uid,
        "desk/articles/tray/": article.placements.get(state="offered").uid,
        "desk/articles/placements/": article.placements.get(state="offered").uid,
        "desk/articles/columns/": column.uid,
        "desk/articles/": article.uid,
        "desk/review/articles/": article.uid,
        "desk/review/tasks/": submission.tasks.filter(state="open").get().uid,
        "desk/review/decisions/": review.SecrecyDecision.objects.first().uid,
        "desk/review/publishing/schedules/": row.uid,
        "desk/review/publishing/articles/": article.uid,
        "desk/review/publications/": published.publications.get().uid,
        "desk/sites/columns/": column.uid,
        "desk/sites/": town.bureau_site.uid,
        "desk/pages/": pages.home_arrangement(town.bureau_site).uid,
        "desk/units/tree/": town.bureau.uid,
        "desk/units/appointments/": ends.uid,
        "desk/units/people/": town.people["officer"].uid,
        "desk/accounts/": town.people["officer"].uid,
        "desk/alerts/": warning.uid,
    }

    def path(route: str) -> str:
        uid = next((u for p, u in by_prefix.items() if route.startswith(p)), uuid4())
        values = {
            "uid": uid,
            "act": "suspend",
            "verb": "decline",
            "place": "t3.granted.natural_person",
            "form": "docx",
            "column_id": column.pk,
            "number": 1,
            "key": file.key,
            "name": file.name,
            "folder": "r",
        }
        return "/" + filled(route, values)

    return path


def bureau_catalogue(town, article):
    """The bureau discloses, and has filed an article."""
    publisher = Publisher.objects.create(
        unit=town.bureau, code="jtj", site=town.bureau_site, organ_code="MB0000001", level="city"
    )
    today = town.now.date()
    facts = {"uid": article.uid, "by": town.people["officer"], "now": town.now}
    file_article(filing=Filing(("p20_10",), "工业、交通", today), **facts)
    return publisher


def bureau_letter(town):
    """A letter in the bureau's own box."""
    box = Mailbox.objects.create(
        code="jtj", name="局长信箱", site=town.bureau_site, office=town.bureau, sorts=["help"]
    )
    facts = casework.CaseFacts(
        "letter", SECRET, SECRET, town.bureau, stamps={"submitted": town.now}
    )
    case = casework.open_case(facts, by=None, now=town.now)
    letter = Letter.objects.create(
        case=case, envelope_uid=uuid4(), mailbox=box, sort="help", received_at=town.now
    )
    Publication.objects.create(letter=letter)
    return letter


def bureau_request(town, publisher):
    """An application to the bureau."""
    facts = casework.CaseFacts(
        "disclosure", SECRET, SECRET, town.bureau, stamps={"confirmed": town.now}
    )
    case = casework.open_case(facts, by=None, now=town.now)
    return Request.objects.create(
        case=case,
        envelope_uid=uuid4(),
        publisher=publisher,
        applicant="natural_person",
        deliveries=["online"],
        received_on=case.start_on,
    )


def test_given_every_address_of_the_resolver_then_somebody_classified_it():
    known = PUBLIC | OWN | OFFICE | RECORD
    unknown = [a.route for a in addresses() if a.route not in known and not is_closed(a.route)]

    assert unknown == []
    assert {a.route for a in addresses()} >= known


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_given_wagtails_own_areas_then_nobody_finds_them(town, method):
    client = Client()
    client.force_login(town.people["manager"])
    routes = [a.route for a in addresses() if is_closed(a.route) and a.route not in PUBLIC]

    answers = {route: getattr(client, method)("/" + filled(route, {})) for route in routes}

    assert len(routes) > 100
    assert {r: a.status_code for r, a in answers.items() if a.status_code != 404} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_given_a_visitor_without_an_account_then_the_desk_asks_to_log_in(town, records, method):
    client = Client()

    for route in sorted(OWN | OFFICE | RECORD):
        answer = getattr(client, method)(records(route))
        assert answer.status_code in REFUSED, route
        if answer.status_code == 302:
            assert answer["Location"].startswith("/login/"), route
        assert SECRET not in answer.content.decode(), route


@pytest.mark.parametrize("method", ["get", "post"])
def test_given_an_officer_of_another_unit_then_records_do_not_exist(town, records, method):
    client = Client()
    client.force_login(town.people["stranger"])

    for route in sorted(RECORD):
        answer = getattr(client, method)(records(route))
        # A batch of files to import is the session's own: an unknown one leads back to the list.
        back = {302} if route == "desk/articles/import/<uuid:uid>/" else set()
        assert answer.status_code in {403, 404, 405} | back, (route, answer.status_code)
        assert SECRET not in answer.content.decode(), route


@pytest.mark.parametrize("method", ["get", "post"])
def test_given_an_officer_without_the_office_then_it_is_refused(town, records, method):
    client = Client()
    client.force_login(town.people["stranger"])

    for route in sorted(OFFICE):
        answer = getattr(client, method)(records(route))
        assert answer.status_code in {302, 403, 404, 405}, (route, answer.status_code)
        if answer.status_code == 302:
            assert answer["Location"] in ("/", "/login/"), route


def test_given_an_officer_of_another_unit_then_lists_are_silent_about_the_bureau(town, records):
    client = Client()
    client.force_login(town.people["stranger"])

    for route in sorted(OWN):
        answer = client.get(records(route), follow=True)
        assert answer.status_code in {200, 405}, route
        assert SECRET not in answer.getvalue().decode(errors="replace"), route


def test_given_the_bureaus_own_people_then_the_same_addresses_open(town, records):
    """The other half: a refusal above cannot pass because the address is broken."""
    posts = {
        "desk/articles/<uuid:uid>/": "officer",
        "desk/policies/<uuid:uid>/": "officer",
        "desk/articles/<uuid:uid>/history/": "officer",
        "desk/articles/<uuid:uid>/compare/": "officer",
        "desk/articles/<uuid:uid>/preview/": "officer",
        "desk/articles/<uuid:uid>/preview/<int:column_id>/": "officer",
        "desk/articles/tray/<uuid:uid>/": "editor",
        "desk/articles/columns/<uuid:uid>/": "bureau_manager",
        "f/<str:key>/<str:name>": "officer",
        "desk/review/tasks/<uuid:uid>/": "reviewer",
        "desk/review/articles/<uuid:uid>/overrides/": "reviewer",
        "desk/review/decisions/<uuid:uid>/": "secrecy",
        "desk/review/publishing/articles/<uuid:uid>/": "signer",
        "desk/review/publications/<uuid:uid>/": "officer",
        "desk/sites/<uuid:uid>/": "bureau_manager",
        "desk/sites/<uuid:uid>/profile/": "bureau_manager",
        "desk/pages/<uuid:uid>/": "bureau_manager",
        "desk/pages/<uuid:uid>/topic/": "bureau_manager",
        "desk/pages/<uuid:uid>/preview/": "signer",
        "desk/pages/<uuid:uid>/history/": "bureau_manager",
        "desk/sites/<uuid:uid>/columns/new/": "bureau_manager",
        "desk/sites/columns/<uuid:uid>/": "bureau_manager",
        "desk/sites/columns/<uuid:uid>/duty/": "bureau_manager",
        "desk/sites/columns/<uuid:uid>/close/": "bureau_manager",
        "desk/units/tree/<uuid:uid>/close/": "system",
        "desk/units/appointments/<uuid:uid>/end/": "security",
        "desk/units/people/<uuid:uid>/password/": "security",
        "desk/units/people/<uuid:uid>/email/": "system",
        "desk/units/appointments/<uuid:uid>/deputy/": "security",
        "desk/notices/mail/": "system",
        "desk/health/": "system",
        "desk/mirrors/": "system",
        "desk/marks/": "bureau_manager",
        "desk/calendar/notices/new/": "supervisor",
        "desk/review/plans/": "manager",
        "desk/sites/new/": "system",
        "desk/units/tree/new/": "system",
        "desk/units/people/new/": "system",
        "desk/units/appointments/new/": "security",
        "desk/accounts/": "security",
        "desk/accounts/<uuid:uid>/": "security",
        "desk/accounts/<uuid:uid>/<slug:act>/": "security",
        "desk/alerts/<uuid:uid>/": "officer",
        "desk/alerts/<uuid:uid>/edit/": "officer",
        "desk/alerts/mourning/": "manager",
        "desk/alerts/events/": "editor",
    }
    for route, who in posts.items():
        client = Client()
        client.force_login(town.people[who])
        assert client.get(records(route)).status_code == 200, (route, who)
