"""The checks of a version, with what they must look up (检查): once for all who ask."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from zhanqun.content.library import api as library
from zhanqun.content.review import findings
from zhanqun.content.review.findings import (
    FIXED_COLUMNS,
    LEVELS,
    MARKS_SHARED_MIN,
    TWIN_BYTES_MIN,
    Finding,
    KnownAddresses,
    Standing,
    Text,
    Twin,
)
from zhanqun.content.review.models import TextMark
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.core.checks import api as checks
from zhanqun.core.units import api as units
from zhanqun.foundation import clock
from zhanqun.foundation.registries import Registry

# The likest few are read whole.
TWIN_CANDIDATES = 3
# What upper rooms have to say of a version; nobody lets through what they block.
further_findings: Registry[Callable[[library.Article, datetime], Iterable[Finding]]] = Registry(
    "further findings"
)


@dataclass(frozen=True)
class Checked:
    """A version as the checks read it, and what they say, the gravest first."""

    text: Text
    findings: Sequence[Finding]

    @property
    def counts(self) -> dict[str, int]:
        """Level → how many, for the facts that people sign (检查结果统计)."""
        return {level: sum(row.level == level for row in self.findings) for level in LEVELS}


def check(article: library.Article, now: datetime) -> Checked:
    """Everything that is to be said about a version before it goes out (发布前检查)."""
    text = Text.of(article)
    found = [
        *stopping_findings(text, now),
        *findings.time_findings(text, now),
        *findings.metadata_findings(article),
        *findings.structure_findings(text),
        *findings.chart_findings(text),
        *findings.story_findings(text),
        *findings.place_findings(text, standing_of(article)),
        *findings.twin_findings(twin_of(text)),
    ]
    return Checked(text, sorted(found, key=lambda row: LEVELS.index(row.level)))


def stopping_findings(text: Text, now: datetime) -> Iterator[Finding]:
    """The checks of which one may stop the gate."""
    yield from findings.openness_findings(text.article)
    yield from findings.number_findings(text.article, _same_number(text.article))
    yield from findings.secrecy_findings(text.passages, text.article.number)
    yield from findings.of_hits(checks.scan(text.passages, now=now))
    yield from findings.picture_only_finding(text)
    yield from findings.media_findings(text)
    links = findings.links_in(text)
    yield from findings.link_findings(links, _known(links))
    for _name, find in further_findings:
        yield from find(text.article, now)


def standing_of(article: library.Article) -> Standing | None:
    """Where a version is at home, for the checks of place names; None without a home."""
    home = article.placements.filter(is_home=True).select_related("column").first()
    if home is None:
        return None
    profile = sites.profile_of(home.site_id)
    column_type = sites.duty_of(home.column).column_type
    names = [profile.name]
    if column_type in FIXED_COLUMNS:
        line = [key for _kind, key in units.unit_scopes(profile.host_unit)]
        own = Q(pk__in=line) | Q(path__startswith=profile.host_unit.path)
        names += units.Unit.objects.filter(own).values_list("name", flat=True)
    return Standing(column_type, profile.host_unit.division_code, profile.own_place_names, names)


def _same_number(article: library.Article) -> library.Article | None:
    """The unit's other document of the same number and language, not withdrawn (同号公文)."""
    if not article.is_document or not article.number:
        return None
    rows = library.documents_like(article.number, besides=article)
    rows = rows.filter(unit_id=article.unit_id, locale_id=article.locale_id)
    return rows.filter(withdrawal=library.Withdrawal.NONE).order_by("id").first()


def twin_of(text: Text) -> Twin | None:
    """The unit's text, of whatever year, that this one all but repeats (雷同稿件): old texts posted
    again with a new day are no update (P026)."""
    article = text.article
    if len(text.body.encode()) < TWIN_BYTES_MIN:
        return None
    alike = (
        TextMark.objects.filter(
            mark__in=findings.marks_of(text.body),
            article__unit_id=article.unit_id,
            article__is_discarded=False,
        )
        .exclude(article_id=article.pk)
        .values("article_id")
        .annotate(shared=Count("id"))
        .filter(shared__gte=MARKS_SHARED_MIN)
        .order_by("-shared", "-article_id")[:TWIN_CANDIDATES]
    )
    keys = [row["article_id"] for row in alike]
    others = library.Article.objects.filter(pk__in=keys).only("title", "body", "updated_at")
    return findings.closest_twin(
        text.body,
        [(row.title, library.plain_text(row.body), clock.day_of(row.updated_at)) for row in others],
    )


def note_marks(text: Text) -> None:
    """Remember what a text handed in is recognised by; short texts are alike by form alone."""
    article_id = text.article.pk
    TextMark.objects.filter(article_id=article_id).delete()
    if len(text.body.encode()) >= TWIN_BYTES_MIN:
        TextMark.objects.bulk_create(
            TextMark(article_id=article_id, mark=mark) for mark in findings.marks_of(text.body)
        )


def _known(links: Sequence[findings.Link]) -> KnownAddresses:
    """What the addresses lead to, in three queries at most, and none for a text without links."""
    if not links:
        return KnownAddresses()
    codes, keys = findings.codes_and_keys(links)
    articles = library.Article.objects.filter(code__in=codes) if codes else []
    return KnownAddresses(
        own_hosts=set(sites.profiles().values_list("domain", flat=True)),
        desk_host=settings.ZHANQUN_DESK_HOST,
        articles={row.code: row.address if row.live else "" for row in articles},
        files=set(attachments.attachments_by_key(sorted(keys))) if keys else set(),
    )
