"""What readers looked for: hot words and what was not found (热词、零结果)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import SiteProfile
from zhanqun.core.units import api as units
from zhanqun.delivery.search.desk import reading
from zhanqun.delivery.search.desk.forms import HotWordForm
from zhanqun.delivery.search.editing import policies, queries, services
from zhanqun.delivery.search.editing.models import BestBet, SynonymGroup
from zhanqun.delivery.search.editing.queries import Counted
from zhanqun.delivery.search.editing.services.hot_words import ACT
from zhanqun.delivery.search.public.spool import folded
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.desk.attempts import attempt
from zhanqun.ui.people import person_of


@dataclass(frozen=True)
class Vain:
    """A query that found nothing, and whether editors have answered it since."""

    counted: Counted
    has_synonyms: bool
    has_bet: bool


@desk_view("GET")
def zero_results(request: HttpRequest) -> HttpResponse:
    """Queries of the last thirty days without a result, ?site= of one site."""
    policies.check_may_read(request.user)
    readable = _readable_sites(request.user)
    site = _chosen(request, readable)
    counts = queries.counts_visible_to(request.user)
    if site is not None:
        counts = counts.filter(site=site.site_id)
    rows = queries.asked_in_vain(counts, clock.day_of(clock.now()))
    context = reading.context(
        request,
        "zero",
        rows=_answered(rows),
        sites=readable,
        site=site,
        try_on=site or _first(readable),
        days=queries.HOT_DAYS,
        may_keep=policies.may_keep_cluster(request.user),
        may_bet=bool(reading.sites_for(request.user)),
    )
    return render(request, "search/desk/zero_results.html", context)


@desk_view("GET", "POST")
def hot_words(request: HttpRequest) -> HttpResponse:
    """What many look for, what editors pinned and blocked; pin or block a word."""
    policies.check_may_read(request.user)
    choices = reading.sites_for(request.user)
    if request.method == "POST" and not choices:
        raise units.NotAllowed(act=ACT)
    form = HotWordForm(request.POST if request.method == "POST" else None, sites=choices)
    done, errors, status = attempt(
        form,
        lambda: services.add_hot_word(by=person_of(request), now=clock.now(), **form.facts()),
    )
    if done:
        messages.success(request, _("已保存，两秒内生效。"))
        return redirect("search:hot_words")
    readable = _readable_sites(request.user)
    site = _chosen(request, readable)
    counts = queries.counts_visible_to(request.user)
    if site is not None:
        counts = counts.filter(site=site.site_id)
    context = reading.context(
        request,
        "hot",
        form=form,
        errors=errors,
        asked=queries.most_asked(counts, clock.day_of(clock.now()), limit=50),
        words=_words(request.user, dict(choices)),
        sites=readable,
        site=site,
        days=queries.HOT_DAYS,
        least=queries.HOT_COUNT_MIN,
        may_keep=bool(choices),
    )
    return render(request, "search/desk/hot_words.html", context, status=status)


@desk_view("POST")
def remove_hot_word(request: HttpRequest, uid: UUID) -> HttpResponse:
    row = get_object_or_404(queries.hot_words_visible_to(request.user), uid=uid)
    services.remove_hot_word(uid=row.uid, by=person_of(request), now=clock.now())
    messages.success(request, _("“{word}”不再置顶或屏蔽。").format(word=row))
    return redirect("search:hot_words")


def _words(user: Any, kept: dict[str, Any]) -> list[tuple[Any, bool]]:
    """Pinned and blocked words, each with whether the person may take it back."""
    rows = queries.hot_words_visible_to(user)
    return [(row, str(row.site_id or "") in kept) for row in rows]


def _answered(rows: list[Counted]) -> list[Vain]:
    known = _folded(SynonymGroup.objects.values_list("words", flat=True))
    bets = _folded(BestBet.objects.values_list("queries", flat=True))
    return [Vain(row, row.words in known, row.words in bets) for row in rows]


def _folded(lists: Iterable[list[str]]) -> set[str]:
    return {folded(word) for words in lists for word in words}


def _readable_sites(user: Any) -> list[SiteProfile]:
    return list(sites.profiles().filter(site__in=policies.sites_read_by(user)))


def _chosen(request: HttpRequest, readable: list[SiteProfile]) -> SiteProfile | None:
    wanted = request.GET.get("site", "")
    return next((site for site in readable if str(site.site_id) == wanted), None)


def _first(readable: list[SiteProfile]) -> SiteProfile | None:
    return readable[0] if readable else None
