"""The permission matrix: every address of the desk, asked by who has no business there.

The addresses come from the resolver, so a new one that nobody classified fails here. Each is
asked with the identifiers of the bureau's real records, by a visitor without an account and by
an officer of another unit, by GET and by POST.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from zhanqun.affairs.letters.api import Letter, Mailbox, Publication
from zhanqun.affairs.letters.models import Question
from zhanqun.content.alerts import api as alerts
from zhanqun.content.library import api as library
from zhanqun.content.pages import api as pages
from zhanqun.content.review import api as review
from zhanqun.core.attachments import api as attachments
from zhanqun.core.casework import api as casework
from zhanqun.core.notices import api as notices
from zhanqun.core.units import api as units

# Open to anybody: they tell nothing of any record.
PUBLIC = {
    "static/<path:name>",
    "health/",
    "login/",
    "login/second-factor/",
    "login/provider/",
    "login/<slug:provider_id>/callback/",
    "logout/",
    "jsi18n/",
    "sprite/",
}
# Of everyone who may enter the desk: their own page, their own account; lists show what their
# own posts cover, and are searched here for the other unit's words.
OWN = {
    "",
    "account/",
    "dismissibles/",
    "desk/articles/",
    "desk/articles/new/",
    "desk/articles/new/autosave/",
    "desk/articles/import/",
    "desk/articles/tray/",
    "desk/articles/columns/",
    "desk/review/tasks/",
    "desk/review/publishing/",
    "desk/review/publishing/live/",
    "desk/review/publications/",
    "desk/review/plans/",
    "desk/units/appointments/",
    "desk/units/people/",
    "desk/units/password/",
    "desk/trail/",
    "desk/sites/",
    "desk/pages/",
    "desk/units/tree/",
    "desk/units/absences/",
    "desk/units/absences/new/",
    "desk/notices/",
    "desk/notices/settings/",
    "login/again/",
    "desk/account/",
    "desk/account/alive/",
    "desk/account/second-factor/",
    "desk/account/second-factor/totp/",
    "desk/account/second-factor/keys/",
    "desk/account/second-factor/codes/",
    "desk/account/sessions/end/",
    "desk/checks/",
    "desk/checks/leaders/",
    "desk/checks/reports/",
    "desk/checks/try/",
    "desk/files/uploads/",
    "desk/calendar/",
    "desk/calendar/count/",
    "desk/calendar/notices/",
    "desk/alerts/",
    "desk/alerts/new/",
    "desk/alerts/templates/",
    "desk/alerts/templates/new/",
}
# Of an office that the stranger does not hold.
OFFICE = {
    "desk/health/",
    "desk/files/quarantine/",
    "desk/trail/chain/",
    "desk/trail/export/",
    "desk/review/plans/new/",
    "desk/sites/new/",
    "desk/units/tree/new/",
    "desk/units/people/new/",
    "desk/units/appointments/new/",
    "desk/notices/mail/",
    "desk/accounts/",
    "desk/checks/lists/new/",
    "desk/checks/leaders/new/",
    "desk/search/",
    "desk/search/hot/",
    "desk/search/bets/",
    "desk/search/bets/new/",
    "desk/search/synonyms/",
    "desk/search/synonyms/new/",
    "desk/search/synonyms/import/",
    "desk/search/synonyms/export/",
    "desk/search/index/",
    "desk/integrity/",
    "desk/integrity/proofs/",
    "desk/mirrors/",
    "desk/marks/",
    "desk/mirrors/<slug:name>/send/",
    "desk/traditional/",
    "desk/traditional/new/",
    "desk/visits/",
    "desk/visits/export/",
    "desk/calendar/notices/new/",
    "desk/alerts/events/",
    "desk/alerts/events/new/",
    "desk/alerts/mourning/",
    "desk/alerts/mourning/new/",
    "desk/cases/",
    "desk/letters/",
    "desk/letters/questions/",
    "desk/letters/questions/new/",
    "desk/letters/mailboxes/",
    "desk/letters/mailboxes/new/",
    "desk/cases/export/",
    "desk/cases/bulk/",
    "desk/cases/figures/",
    "desk/cases/filters/",
    "desk/intake/",
    "desk/intake/held/",
    "desk/intake/enter/",
    "desk/intake/enter/<slug:code>/",
    "desk/intake/settings/",
    "desk/intake/settings/questions/new/",
    "desk/intake/settings/questions/<uuid:uid>/",
    "desk/intake/settings/kept/<slug:code>/",
}
# One record, which the stranger must not even learn to exist.
RECORD = {
    "desk/articles/<uuid:uid>/",
    "desk/articles/<uuid:uid>/autosave/",
    "desk/articles/<uuid:uid>/files/",
    "desk/articles/<uuid:uid>/paste/",
    "desk/articles/<uuid:uid>/place/",
    "desk/articles/<uuid:uid>/discard/",
    "desk/articles/<uuid:uid>/translation/",
    "desk/articles/<uuid:uid>/history/",
    "desk/articles/<uuid:uid>/compare/",
    "desk/articles/<uuid:uid>/preview/",
    "desk/articles/<uuid:uid>/preview/<int:column_id>/",
    "desk/articles/import/<uuid:uid>/",
    "desk/articles/tray/<uuid:uid>/",
    "desk/articles/columns/<uuid:uid>/",
    "desk/articles/placements/<uuid:uid>/recall/",
    "f/<str:key>/<str:name>",
    "f/<str:key>/<str:folder>/<str:name>",
    "desk/files/<str:key>/view/",
    "desk/files/quarantine/<uuid:uid>/",
    "desk/files/uploads/<uuid:uid>/",
    "desk/review/tasks/<uuid:uid>/",
    "desk/review/articles/<uuid:uid>/overrides/",
    "desk/review/decisions/<uuid:uid>/",
    "desk/review/publishing/articles/<uuid:uid>/",
    "desk/review/publishing/articles/<uuid:uid>/withdraw/",
    "desk/review/publishing/schedules/<uuid:uid>/cancel/",
    "desk/review/publications/<uuid:uid>/",
    "desk/sites/<uuid:uid>/",
    "desk/sites/<uuid:uid>/profile/",
    "desk/pages/<uuid:uid>/",
    "desk/pages/<uuid:uid>/topic/",
    "desk/pages/<uuid:uid>/preview/",
    "desk/pages/<uuid:uid>/preview/<int:number>/",
    "desk/pages/<uuid:uid>/history/",
    "desk/sites/<uuid:uid>/elder/",
    "desk/traditional/<uuid:uid>/",
    "desk/sites/<uuid:uid>/columns/new/",
    "desk/sites/columns/<uuid:uid>/",
    "desk/sites/columns/<uuid:uid>/duty/",
    "desk/sites/columns/<uuid:uid>/close/",
    "desk/units/tree/<uuid:uid>/close/",
    "desk/units/appointments/<uuid:uid>/end/",
    "desk/units/people/<uuid:uid>/password/",
    "desk/units/people/<uuid:uid>/email/",
    "desk/units/appointments/<uuid:uid>/deputy/",
    "desk/units/absences/<uuid:uid>/end/",
    "desk/notices/<uuid:uid>/",
    "desk/account/second-factor/<int:pk>/remove/",
    "desk/accounts/<uuid:uid>/",
    "desk/accounts/<uuid:uid>/<slug:act>/",
    "desk/checks/lists/<uuid:uid>/",
    "desk/checks/lists/<uuid:uid>/settings/",
    "desk/checks/lists/<uuid:uid>/export/",
    "desk/checks/lists/<uuid:uid>/import/",
    "desk/checks/lists/<uuid:uid>/versions/",
    "desk/checks/lists/<uuid:uid>/new/",
    "desk/checks/entries/<uuid:uid>/",
    "desk/checks/imports/<uuid:uid>/",
    "desk/checks/leaders/<uuid:uid>/",
    "desk/checks/reports/<uuid:uid>/",
    "desk/search/hot/<uuid:uid>/remove/",
    "desk/search/bets/<uuid:uid>/",
    "desk/search/synonyms/<uuid:uid>/",
    "desk/integrity/incidents/<uuid:uid>/",
    "desk/calendar/notices/<uuid:uid>/",
    "desk/calendar/notices/<uuid:uid>/withdraw/",
    "desk/alerts/<uuid:uid>/",
    "desk/alerts/<uuid:uid>/edit/",
    "desk/alerts/<uuid:uid>/<slug:act>/",
    "desk/alerts/templates/<uuid:uid>/",
    "desk/alerts/templates/<uuid:uid>/<slug:act>/",
    "desk/alerts/mourning/<uuid:uid>/",
    "desk/alerts/events/<uuid:uid>/",
    "desk/letters/mailboxes/<uuid:uid>/",
    "desk/cases/<uuid:uid>/",
    "desk/letters/<uuid:uid>/sort/",
    "desk/letters/<uuid:uid>/files/<str:key>/",
    "desk/letters/<uuid:uid>/merge/",
    "desk/letters/<uuid:uid>/separate/",
    "desk/letters/<uuid:uid>/refuse/",
    "desk/letters/<uuid:uid>/reply/",
    "desk/letters/<uuid:uid>/decide/",
    "desk/letters/<uuid:uid>/publication/",
    "desk/letters/<uuid:uid>/supervision/",
    "desk/cases/<uuid:uid>/writer/",
    "desk/cases/<uuid:uid>/acts/<slug:verb>/",
    "desk/cases/filters/<uuid:uid>/remove/",
    "desk/letters/questions/<uuid:uid>/",
    "desk/letters/questions/<uuid:uid>/<slug:act>/",
    "desk/intake/<uuid:uid>/",
    "desk/intake/<uuid:uid>/files/<str:key>/",
}
REFUSED = {302, 403, 404, 405}
SECRET = "未公开的桥梁检测稿"


@dataclass(frozen=True)
class Address:
    route: str
    name: str


def addresses() -> list[Address]:
    """Every address of the desk host, Wagtail's own included."""
    return list(_walk(get_resolver("zhanqun.config.urls"), "", ()))


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(route, ":".join([*spaces, entry.name or ""]))
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, route, inner)


def is_closed(route: str) -> bool:
    """Wagtail's areas that `web.closed` answers for, before any view of Wagtail's runs."""
    from zhanqun.web.closed import EVERYTHING_ELSE

    return bool(re.match(EVERYTHING_ELSE, filled(route, {}))) or route.startswith("^")


def filled(route: str, values: dict[str, Any]) -> str:
    """A concrete path: known identifiers where given, plausible ones elsewhere."""

    def fill(match: re.Match[str]) -> str:
        kind, _colon, name = match[1].rpartition(":")
        usual = {"int": 1, "uuid": uuid4(), "slug": "x", "path": "x", "str": "x"}
        return str(values.get(name, usual.get(kind, "x")))

    path = re.sub(r"<([^>]+)>", fill, route)
    return re.sub(r"[\^$]|\\|\((?!\?)[^)]*\)", lambda m: "1" if m[0].startswith("(") else "", path)


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
    letter = bureau_letter(town)
    by_prefix = {
        "desk/letters/questions/": question.uid,
        "desk/letters/mailboxes/": letter.mailbox.uid,
        "desk/letters/": letter.case.uid,
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
            "column_id": column.pk,
            "number": 1,
            "key": file.key,
            "name": file.name,
            "folder": "r",
        }
        return "/" + filled(route, values)

    return path


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
        assert SECRET not in answer.content.decode(), route


def test_given_the_bureaus_own_people_then_the_same_addresses_open(town, records):
    """The other half: a refusal above cannot pass because the address is broken."""
    posts = {
        "desk/articles/<uuid:uid>/": "officer",
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
