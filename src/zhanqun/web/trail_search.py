"""Narrowing the trail to what was asked (审计查询条件). Each condition has an index."""

from datetime import date, datetime, time, timedelta
from ipaddress import ip_address
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.core.audit import api as audit
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.web.forms import SUCCEEDED

# So many people of a name are looked for.
PEOPLE_MOST = 200
NEWEST_FIRST = ("-at", "-id")


def narrowed(rows: QuerySet[audit.Entry], asked: dict[str, Any]) -> QuerySet[audit.Entry]:
    """The entries that meet every condition given, newest first."""
    if asked["who"]:
        rows = rows.filter(_by(asked["who"]))
    if asked["unit"]:
        rows = rows.filter(unit_id=asked["unit"])
    if asked["what"]:
        rows = rows.filter(action=asked["what"])
    if asked["record"]:
        rows = rows.filter(object_label__icontains=asked["record"])
    if asked["text"]:
        rows = rows.filter(_saying(asked["text"]))
    if asked["result"]:
        rows = rows.filter(succeeded=asked["result"] == SUCCEEDED)
    if asked["since"]:
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked["until"]:
        rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return rows.order_by(*NEWEST_FIRST)


def _by(name: str) -> Q:
    """Acts of the people of that name today, and those noted under exactly that name then."""
    people = units.User.objects.filter(Q(name__icontains=name) | Q(username__icontains=name))
    known = list(people.values_list("pk", flat=True)[:PEOPLE_MOST])
    return Q(actor_id__in=known) | Q(actor=None, actor_name=name)


def _saying(text: str) -> Q:
    try:
        return Q(source_ip=str(ip_address(text.strip())))
    except ValueError:
        # The index holds what says anything at all.
        return ~Q(reason="") & Q(reason__icontains=text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.BEIJING)
