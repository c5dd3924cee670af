"""What the pages of one request share (申请页面)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhanqun.affairs.requests import applicants, queries, terms
from zhanqun.affairs.requests.models import FeeNotice, Request
from zhanqun.affairs.requests.outcomes import outcomes
from zhanqun.core.casework import api as casework
from zhanqun.core.casework.api import CaseState
from zhanqun.core.intake import api as intake
from zhanqun.core.units.api import User
from zhanqun.foundation import clock
from zhanqun.ui.people import person_of


def request_of(http: HttpRequest, uid: UUID) -> Request:
    """By the uid of its case; 404 for whoever may not open it."""
    return get_object_or_404(queries.requests_visible_to(http.user), case__uid=uid)


def context(http: HttpRequest, row: Request, title: str, **facts: Any) -> dict[str, Any]:
    """The request, its clock and its steps, as its pages show them."""
    person, case, now = person_of(http), row.case, clock.now()
    words, tone = casework.limit_of(case, clock.day_of(now))
    return {
        "title": title,
        "row": row,
        "case": case,
        "state": state_of(row),
        "purpose": _read(row, row.purpose, person),
        "remark": _read(row, row.remark, person),
        "text": casework.text_of(case, person),
        "writer": casework.writer_of(case, person, whole=False),
        "organisation": _organisation(row, person),
        "files": queries.application_files(row, person),
        "count": applicants.count_of(row),
        "similar": casework.similar_to(case, person)[:5],
        "correction_limit": terms.correction_limit(row),
        "corrections": _corrections(row, person),
        "consultations": _consultations(row, person),
        "extensions": _extensions(row, person),
        "fee": FeeNotice.objects.filter(request=row).first(),
        "outcome": outcomes().get(row.outcome),
        "limit": words,
        "limit_tone": tone,
        "crumbs": [{"url": reverse("requests:requests"), "label": _("依申请公开")}],
        **casework.reckoned(case, now),
        **facts,
    }


def state_of(row: Request) -> str:
    """What its state is called here: what nobody has yet is to be registered (待登记)."""
    if row.case.state == CaseState.RECEIVED:
        return _("待登记")
    return str(row.case.get_state_display())


def _organisation(row: Request, person: User) -> str:
    """Who stands for an organisation, for who may see who applied."""
    if not casework.may_see_writer(person, row.case):
        return ""
    payload = intake.payload_of(row.envelope_uid)
    names = [casework.masked_name(payload.get(name, "")) for name in ("agent", "contact")]
    return "、".join(name for name in names if name)


def _corrections(row: Request, person: User) -> list[dict[str, Any]]:
    files = queries.files_of(row, person)
    return [
        {
            "row": one,
            "what": _read(row, one.what, person),
            "why_late": _read(row, one.why_late, person),
            "text": _read(row, one.text, person),
            "decision": _read(row, one.decision, person),
            "files": [file for file in files if file.uid in one.files],
        }
        for one in row.corrections.select_related("asked_by")
    ]


def _consultations(row: Request, person: User) -> list[dict[str, Any]]:
    """Third parties are persons as well: covered for who may not see who applied."""
    sees = casework.may_see_writer(person, row.case)
    return [
        {
            "row": one,
            "name": one.name if sees or one.unit_id else casework.masked_name(one.name),
            "opinion": _read(row, one.opinion, person),
            "override": _read(row, one.override, person),
        }
        for one in row.consultations.all()
    ]


def _extensions(row: Request, person: User) -> list[dict[str, Any]]:
    return [
        {
            "row": one,
            "reason": _read(row, one.reason, person),
            "remark": _read(row, one.remark, person),
        }
        for one in row.extensions.select_related("asked_by", "decided_by")
    ]


def _read(row: Request, text: str, person: User) -> str:
    """A text in which people may stand, as the person may read it."""
    if not text or casework.may_see_writer(person, row.case):
        return text
    return casework.masked_for_public(row.case, text).text
