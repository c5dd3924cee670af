"""Reading who discloses, what they filed and what they have not filed yet."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhanqun.affairs.disclosure import policies
from zhanqun.affairs.disclosure.models import Entry, IndexNumber, ListEntry, Publisher
from zhanqun.affairs.disclosure.states import EntryState
from zhanqun.affairs.disclosure.topics import paths
from zhanqun.content.library.api import Article, ArticleKind, Openness, Withdrawal
from zhanqun.core.units import api as units
from zhanqun.core.units.api import Unit

# Pages of their own stand for heads; a link is another's text.
NEVER_FILED = (ArticleKind.LEADER, ArticleKind.LINK)


def publishers() -> QuerySet[Publisher]:
    """Every one, in its order; who discloses is public."""
    return Publisher.objects.select_related("unit", "site")


def publisher_of(unit_id: int) -> Publisher | None:
    return publishers().filter(unit_id=unit_id).first()


def publishers_kept_by(user: Any) -> QuerySet[Publisher]:
    """Those whose office the person is (可设置的公开主体)."""
    return publishers().filter(unit_id__in=units.units_covered(user, policies.OFFICE))


def index_number_of(article: Article) -> IndexNumber | None:
    return IndexNumber.objects.filter(article_id=article.pk).first()


def numbered_elsewhere(draft: Article) -> Article | None:
    """The other article that has the index number that stands in a version."""
    rows = IndexNumber.objects.filter(text=draft.index_no).exclude(article_id=draft.pk)
    row = rows.select_related("article__unit").first()
    return row.article if row else None


def entry_of(article: Article) -> Entry | None:
    rows = Entry.objects.select_related("publisher__unit", "publisher__site", "index")
    return rows.filter(article_id=article.pk).first()


def listed(publisher: Publisher, code: str) -> QuerySet[ListEntry]:
    """What stands in a list of the public catalogue (`listing`), from the oldest."""
    rows = ListEntry.objects.filter(
        publisher=publisher, code=code, is_listed=True, entry__state=EntryState.LIVE
    )
    return rows.select_related("entry__article", "entry__index").order_by("position")


def waiting(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries that are not public yet (待公开)."""
    return rows.filter(state=EntryState.DRAFT)


def publishers_visible_to(user: Any) -> QuerySet[Publisher]:
    """Those of the units whose catalogue the person reads."""
    return publishers().filter(unit_id__in=units.units_covered(user, policies.READERS))


def entries_visible_to(user: Any) -> QuerySet[Entry]:
    """Entries of these publishers, and of articles of these units (可见条目)."""
    return _entries(units.units_covered(user, policies.READERS))


def entries_filed_by(user: Any) -> QuerySet[Entry]:
    """Entries that the person may file otherwise."""
    return _entries(units.units_covered(user, policies.FILERS))


def _entries(covered: Collection[int]) -> QuerySet[Entry]:
    """Two lists made beforehand, not two joins: the newest are found without reading them all."""
    publishers = Publisher.objects.filter(unit__in=covered).values("pk")
    articles = Article.objects.filter(unit__in=covered).values("pk")
    rows = Entry.objects.filter(Q(publisher__in=publishers) | Q(article__in=articles))
    return rows.select_related("article__unit", "publisher__unit", "index")


def articles_filed_by(user: Any) -> QuerySet[Article]:
    """Articles that the person may file: those of units they write for, and what is public of
    units below their office.
    """
    written_for = units.units_covered(user, units.WRITERS)
    below = units.units_covered(user, policies.OFFICE)
    rows = Article.objects.filter(is_discarded=False).select_related("unit", "author")
    return rows.filter(Q(unit__in=written_for) | Q(unit__in=below, live=True))


def articles_to_file(user: Any) -> QuerySet[Article]:
    """What is not filed yet and could be (未编目的稿件)."""
    rows = articles_filed_by(user).exclude(kind__in=NEVER_FILED)
    filed = Entry.objects.filter(article=OuterRef("pk"))
    return rows.filter(~Exists(filed), openness=Openness.PROACTIVE, withdrawal=Withdrawal.NONE)


def without_known_topic(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Whose class is none of the table (主题分类待补)."""
    return rows.exclude(topic_class__in=[*paths(), ""])


def publishers_above(user: Any, unit: Unit) -> list[Publisher]:
    """Which publish for a unit that is none, as far as the person is their office, the nearest
    first.
    """
    if publisher_of(unit.pk) is not None:
        return []
    paths_above = [unit.path[:end] for end in range(unit.steplen, len(unit.path), unit.steplen)]
    rows = publishers().filter(unit__path__in=paths_above).order_by("-unit__path")
    return [row for row in rows if policies.is_office(user, row.unit)]
