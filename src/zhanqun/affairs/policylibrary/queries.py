"""Reading the policy library: at the desk through the units that a person works for."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zhanqun.affairs.policylibrary import policies, rules
from zhanqun.affairs.policylibrary.models import Decision, Duty, Relation, Rules, Standing
from zhanqun.affairs.policylibrary.states import EFFECTS, DutyState, RelationKind
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Validity, Withdrawal
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit
from zhanqun.core.workcalendar.api import same_day_later

# Withdrawn from the site, which takes nothing from its legal effect.
STILL_COUNTS = (Withdrawal.NOTICE, Withdrawal.MOVED)
ENDED = (Validity.REPEALED, Validity.EXPIRED)
# What ends the older document.
ENDING = (RelationKind.REPEALS, RelationKind.REPLACES)


def documents_visible_to(user: Any) -> QuerySet[Article]:
    """Documents of the units whose documents a person looks after or oversees, and those that
    they may open as articles."""
    covered = units.units_covered(user, policies.READERS)
    opened = library.articles_visible_to(user).values("pk")
    rows = Article.objects.filter(Q(unit__in=covered) | Q(pk__in=opened), is_discarded=False)
    return rows.filter(kind=ArticleKind.DOCUMENT).select_related("unit")


def standings_visible_to(user: Any) -> QuerySet[Standing]:
    """Those among them that are in the library."""
    covered = units.units_covered(user, policies.READERS)
    rows = Standing.objects.filter(article__unit__in=covered, article__is_discarded=False)
    return rows.select_related("article__unit")


def duties_visible_to(user: Any) -> QuerySet[Duty]:
    covered = units.units_covered(user, policies.READERS)
    rows = Duty.objects.filter(unit__in=covered, document__is_discarded=False)
    return rows.select_related("document", "unit", "fulfilled_by")


def duties_open() -> QuerySet[Duty]:
    """Of documents that are public; a document that was taken down waits for nothing."""
    return Duty.objects.filter(state=DutyState.OPEN, document__live=True)


def relations_of(article: Article) -> QuerySet[Relation]:
    """Both ways; the caller has checked the article."""
    rows = Relation.objects.filter(Q(newer=article) | Q(older=article))
    return rows.select_related("newer", "older").order_by("-effective_on", "-id")


def decisions_of(article: Article) -> QuerySet[Decision]:
    """Newest first; the caller has checked the article."""
    return Decision.objects.filter(article=article).select_related("decided_by").order_by("-id")


def counting(rows: QuerySet[Relation]) -> QuerySet[Relation]:
    """Relations that have their effect: what is named alone, and what was published.

    A document that went out by mistake (发布有误) has no effect while it is down.
    """
    public = Q(newer__live=True) | Q(newer__withdrawal__in=STILL_COUNTS)
    return rows.filter(Q(is_newer_cited=True) | public)


def rules_in_force() -> Rules:
    """What the installation has set, else what is shipped."""
    return Rules.objects.first() or Rules()


def with_validity(rows: QuerySet[Standing], day: date) -> QuerySet[Any]:
    """Each with what it is on a day as `validity`."""
    return rows.annotate(validity=library.validity_case(day, "article__"))


def document_of(uid: UUID) -> Article | None:
    return Article.objects.filter(uid=uid, kind=ArticleKind.DOCUMENT, is_discarded=False).first()


def document_cited(number: str, title: str, unit: Unit, day: date | None = None) -> Article | None:
    """The document that a citation means, by its number in normal form, else by its whole title.

    day: of its text, where a citation without a number tells it: many decisions bear one title.
    The public one first. Of what was never public, those of `unit` alone, whose citation it is.
    """
    known = Q(first_published_at__isnull=False) | Q(unit=unit)
    same = Q(number__in=library.forms_of_number(number)) if number else Q(title=title)
    if not (number or title):
        return None
    if day and not number:
        same &= Q(written_on=day)
    rows = Article.objects.filter(known, same, kind=ArticleKind.DOCUMENT, is_discarded=False)
    return rows.select_related("unit").order_by("-live", "id").first()


def narrowed(rows: QuerySet[Any], asked: dict[str, Any], today: date) -> QuerySet[Any]:
    """What the list asks for: validity, unit, words, those to be reviewed.

    rows: of `with_validity`.
    """
    if asked.get("validity"):
        rows = rows.filter(validity=asked["validity"])
    if asked.get("unit"):
        rows = rows.filter(article__unit=asked["unit"])
    if asked.get("review"):
        rows = rows.filter(to_review(today)).exclude(validity__in=ENDED)
    words = (asked.get("q") or "").strip()
    if words:
        rows = rows.filter(Q(article__title__icontains=words) | Q(article__number=_number(words)))
    return rows


def _number(words: str) -> str:
    """As it stands in the library; other words match no number."""
    try:
        return library.normal_number(words)[0].text
    except library.NotADocumentNumber:
        return words


def to_review(today: date) -> Q:
    """Its term ends within the first reminder, or has ended (待评估)."""
    beyond = same_day_later(today + timedelta(days=1), rules.REMINDED_BEFORE[0])
    return Q(term_ends_on__lt=beyond, article__live=True)


def citations_of_enders(article_ids: list[int]) -> dict[int, list[str]]:
    """Article id -> what repeals, replaces or amends it, with its number, the latest first."""
    rows = counting(Relation.objects.filter(older__in=article_ids, kind__in=[*EFFECTS]))
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("newer").order_by("-effective_on", "-id"):
        newer = row.newer
        title = newer.title if newer else row.cited_title
        number = newer.number if newer else row.cited_number
        cited = (f"《{title}》" if title else "") + (f"（{number}）" if number else "")
        words = f"{row.effective_on}起被{cited}{row.get_kind_display()}"
        found[row.older_id or 0].append(words)
    return found
