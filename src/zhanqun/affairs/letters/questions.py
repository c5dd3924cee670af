"""Reading the question library (问答库查询): at the desk with the user, in public without."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from zhanqun.affairs.letters import policies
from zhanqun.affairs.letters.announcing import sites_showing as showing
from zhanqun.affairs.letters.models import Mailbox, Question
from zhanqun.affairs.letters.states import QuestionState
from zhanqun.content.sites.api import SiteKind, SiteProfile
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit

# So many days before its date a question stands in the review queue, and is told of.
REVIEW_SOON_DAYS = 14


def questions_visible_to(user: Any) -> QuerySet[Question]:
    """The gate at the desk: what is public all who answer letters, the rest who keeps it."""
    rows = Question.objects.select_related("unit", "source__case")
    if not units.rights_of(user).holds_anywhere(policies.KEEPERS):
        return rows.none()
    kept = units.units_covered(user, policies.KEEPERS)
    return rows.filter(Q(state=QuestionState.PUBLISHED) | Q(unit__in=kept))


def narrowed(rows: QuerySet[Question], asked: dict[str, Any], today: date) -> QuerySet[Question]:
    """What the list asks for: state, unit, words, those to be reviewed."""
    for name in ("state", "unit"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if asked.get("review"):
        rows = rows.filter(to_review(today))
    words = (asked.get("q") or "").strip()
    if words:
        rows = rows.filter(Q(question__icontains=words) | Q(topics__contains=[words]))
    return rows


def to_review(today: date) -> Q:
    """Published, and its review date near or past (待复核)."""
    until = today + timedelta(days=REVIEW_SOON_DAYS)
    return Q(state=QuestionState.PUBLISHED, review_on__lte=until)


def questions_on(profile: SiteProfile) -> QuerySet[Question]:
    """Published ones of a site (公开问答): of its unit and those below; on a portal, of all
    units of its government."""
    rows = Question.objects.filter(state=QuestionState.PUBLISHED).select_related("unit__successor")
    return rows.filter(unit__path__startswith=reach(profile)).order_by("question", "id")


def sites_with(unit: Unit) -> list[int]:
    """Site ids on which questions of a unit show: of sites that show mailboxes."""
    keys = {key for row in Mailbox.objects.select_related("site__parent") for key in showing(row)}
    rows = SiteProfile.objects.filter(site_id__in=keys).select_related("host_unit")
    return [row.site_id for row in rows.order_by("site_id") if unit.path.startswith(reach(row))]


def reach(profile: SiteProfile) -> str:
    """Path of the unit whose questions a site shows, with those below it."""
    path = profile.host_unit.path
    is_office = profile.kind == SiteKind.PORTAL and len(path) > Unit.steplen
    return path[: -Unit.steplen] if is_office else path
