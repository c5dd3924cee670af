"""The try-out box (试一试): a text, and what the checks say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.checks import policies, scanning, services
from zhanqun.core.checks.forms import TryForm
from zhanqun.core.checks.hits import Hit, Passage
from zhanqun.core.checks.kinds import Level
from zhanqun.core.checks.views import reading
from zhanqun.foundation import clock
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@dataclass(frozen=True)
class Piece:
    """Part of a text; number: of the hit that it is, from 1, or 0."""

    text: str
    number: int = 0
    level: str = ""


@desk_view("GET", "POST")
def attempt(request: HttpRequest) -> HttpResponse:
    """Check a text; with act=report, note one of its hits as a false positive."""
    policies.check_may_read(request.user)
    form = TryForm(request.POST if request.method == "POST" else None)
    hits: list[Hit] = []
    errors: list[str] = []
    text = ""
    if form.is_bound:
        if form.is_valid():
            text = form.cleaned_data["text"].replace("\r\n", "\n")
            hits = scanning.scan([Passage("body", _("试查文字"), text)], now=clock.now())
            _report(request, hits, text)
        else:
            errors = [_("请填写待查文字，最多10万字。")]
    context = reading.context(
        request,
        _("检查词库"),
        "try",
        form=form,
        errors=errors,
        text=text,
        pieces=list(_pieces(text, hits)),
        hits=[(number, hit, Level(hit.level).label) for number, hit in enumerate(hits, start=1)],
    )
    return render(request, "checks/try.html", context, status=400 if errors else 200)


def _report(request: HttpRequest, hits: list[Hit], text: str) -> None:
    number = request.POST.get("report", "")
    if number.isascii() and number.isdigit() and 0 < int(number) <= len(hits):
        hit = hits[int(number) - 1]
        services.register_false_positive(hit=hit, text=text, by=person_of(request), now=clock.now())
        messages.success(request, _("“{words}”已登记为误报。").format(words=hit.matched))


def _pieces(text: str, hits: list[Hit]) -> Iterator[Piece]:
    """The text cut at its hits; where two overlap the later one is marked behind the earlier."""
    at = 0
    for number, hit in enumerate(hits, start=1):
        if hit.end <= at:
            continue
        yield Piece(text[at : hit.start])
        yield Piece(text[max(at, hit.start) : hit.end], number, hit.level)
        at = hit.end
    yield Piece(text[at:])
