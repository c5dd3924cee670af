"""Every address of the desk, by who may have business there (后台地址分类)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

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
    "desk/disclosure/",
    "desk/disclosure/export/",
    "desk/disclosure/entries/",
    "desk/disclosure/unfiled/",
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
    "desk/policies/",
    "desk/policies/duties/",
    "desk/policies/export/",
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
    "desk/policies/rules/",
    "desk/letters/",
    "desk/letters/questions/",
    "desk/letters/questions/new/",
    "desk/letters/mailboxes/",
    "desk/letters/mailboxes/new/",
    "desk/disclosure/cycles/",
    "desk/disclosure/publishers/",
    "desk/disclosure/publishers/new/",
    "desk/requests/",
    "desk/requests/figures/",
    "desk/requests/figures/export/",
    "desk/annual-reports/",
    "desk/annual-reports/begin/",
    "desk/requests/disputes/",
    "desk/requests/disputes/new/",
    "desk/requests/reply-settings/",
    "desk/disclosure/guides/",
    "desk/disclosure/gazette/",
    "desk/disclosure/gazette/new/",
    "desk/cases/export/",
    "desk/cases/bulk/",
    "desk/cases/figures/",
    "desk/cases/terms/",
    "desk/cases/terms/<slug:code>/",
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
    "desk/disclosure/publishers/<uuid:uid>/",
    "desk/disclosure/inventories/<uuid:uid>/",
    "desk/disclosure/articles/<uuid:uid>/",
    "desk/disclosure/articles/<uuid:uid>/remove/",
    "desk/disclosure/guides/<uuid:uid>/",
    "desk/disclosure/guides/<uuid:uid>/confirm/",
    "desk/disclosure/gazette/<uuid:uid>/",
    "desk/disclosure/gazette/<uuid:uid>/<slug:act>/",
    "desk/cases/<uuid:uid>/",
    "desk/requests/<uuid:uid>/",
    "desk/annual-reports/<uuid:uid>/",
    "desk/annual-reports/<uuid:uid>/texts/",
    "desk/annual-reports/<uuid:uid>/entered/",
    "desk/annual-reports/<uuid:uid>/figures/<str:place>/",
    "desk/annual-reports/<uuid:uid>/papers/<slug:form>/",
    "desk/annual-reports/<uuid:uid>/acts/<slug:act>/",
    "desk/requests/<uuid:uid>/acts/<slug:verb>/",
    "desk/requests/<uuid:uid>/files/<str:key>/",
    "desk/requests/<uuid:uid>/archive/",
    "desk/requests/<uuid:uid>/reply/",
    "desk/requests/<uuid:uid>/reply/<slug:verb>/",
    "desk/requests/<uuid:uid>/reply/files/<str:key>/",
    "desk/requests/disputes/<uuid:uid>/",
    "desk/requests/reply-settings/<slug:code>/",
    "desk/policies/<uuid:uid>/",
    "desk/policies/<uuid:uid>/<slug:act>/",
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
