"""Paper, telephone, visits, entered by staff through the same door (登记)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhanqun.core.intake import keys, policies
from zhanqun.core.intake.desk.forms import EntryForm, suited_kind
from zhanqun.core.intake.desk.views import reading
from zhanqun.core.intake.errors import KeyExpired, KeyUnknown, PayloadRefused
from zhanqun.core.intake.kinds import kinds
from zhanqun.core.intake.receipts import Receipt
from zhanqun.core.intake.services.files import IncomingFile
from zhanqun.core.intake.services.receiving import receive
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.foundation import clock
from zhanqun.foundation.errors import DomainError
from zhanqun.ui.desk import desk_view
from zhanqun.ui.people import person_of


@desk_view("GET")
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind it is."""
    policies.check_may_enter_any(request.user)
    rows = [(code, entry.title, entry.heading) for code, entry in kinds]
    context = reading.context(request, _("登记来信、来电、来访"), "enter", kinds=rows)
    return render(request, "intake/choose.html", context)


@desk_view("GET", "POST")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """The kind's own questions, and the channel's own day; then the receipt to hand over."""
    policies.check_may_enter_any(request.user)
    kind, now = suited_kind(code, request.POST), clock.now()
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        units=_units(request),
        today=clock.day_of(now),
        initial={"received_on": clock.day_of(now), "unit": _own_unit(request)},
    )
    key = request.POST.get("key") or keys.new_key(code, now).token
    errors: list[str] = []
    if form.is_bound:
        taken, errors, key = _taken(request, form, key)
        if taken is not None:
            facts: dict[str, Any] = {"receipt": taken, "crumbs": _crumbs(), "code": code}
            context = reading.context(request, _("已登记"), **facts)
            return render(request, "intake/entered.html", context)
    context = reading.context(
        request,
        str(kind.title),
        form=form,
        key=key,
        files_most=kind.schema.files_most,
        errors=errors,
        crumbs=_crumbs(),
    )
    return render(request, "intake/enter.html", context, status=400 if errors else 200)


def _taken(
    request: HttpRequest, form: EntryForm, key: str
) -> tuple[Receipt | None, list[str], str]:
    """The receipt, or what to show above the form, and the key to go on with."""
    if not form.is_valid():
        form.take_errors(form.kind.schema.clean(form.payload())[1])
        form.take_fault_of_day()
        return None, [_("请修改标出的内容。")], key
    try:
        receipt = receive(
            kind=form.kind.code,
            payload=form.payload(),
            key=key,
            now=clock.now(),
            channel=form.cleaned_data["channel"],
            received_on=form.cleaned_data["received_on"],
            is_day_sure=form.says_sure,
            unit=form.cleaned_data["unit"],
            files=[IncomingFile(file.name or "", file) for file in request.FILES.getlist("files")],
            by=person_of(request),
        )
    except PayloadRefused as refusal:
        form.take_errors(dict(refusal.facts["errors"]))  # type: ignore[call-overload]
        return None, [str(refusal)], key
    except (KeyExpired, KeyUnknown) as refusal:
        return None, [str(refusal)], keys.new_key(form.kind.code, clock.now()).token
    except DomainError as refusal:
        return None, [str(refusal)], key
    return receipt, [], key


def _units(request: HttpRequest) -> QuerySet[Unit]:
    covered = units.units_covered(request.user, policies.KEEPERS)
    return units.units_open(on=clock.day_of(clock.now())).filter(pk__in=covered)


def _own_unit(request: HttpRequest) -> int | None:
    return getattr(request.user, "unit_id", None)


def _crumbs() -> list[dict[str, str]]:
    return reading.crumbs("intake:choose", _("登记"))
