"""Articles and official documents (正文页、公文页)."""

from datetime import date, datetime

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Heading, Withdrawal
from zhanqun.content.pages import document_sources
from zhanqun.content.pages.builders.directory import leader_page, organ_page
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.builders.items import (
    ENDED,
    FORMS,
    VALIDITIES,
    file_links,
    items_elsewhere,
    media_of,
    pictures_in,
)
from zhanqun.content.pages.shapes import (
    ArticlePage,
    DocumentPage,
    Item,
    LeaderPage,
    Link,
    OrganPage,
)
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.ui import face, prose

KINDS = dict(ArticleKind.choices)

TextPage = ArticlePage | DocumentPage | LeaderPage | OrganPage


def article_page(
    frame: Frame, article: Article, column: Column, related: list[Heading], now: datetime
) -> TextPage:
    """The page of one article on one site; `related` was chosen when it went live."""
    if article.is_document:
        return _document(frame, article, column, now)
    if article.kind == ArticleKind.LEADER:
        return leader_page(frame, article, column, _notice(article), now)
    if article.kind == ArticleKind.ORGAN:
        return organ_page(frame, article, column, _notice(article), now)
    site_id, today = frame.profile.site_id, clock.day_of(now)
    explained = library.headings(article.interprets, withdrawn_too=True)
    is_interpretation = article.kind == ArticleKind.INTERPRETATION
    return ArticlePage(
        title=article.title,
        subtitle=article.subtitle,
        kind=str(KINDS[article.kind]),
        breadcrumb=frame.breadcrumb(column),
        published_at=clock.beijing(article.first_published_at or now),
        source=article.source,
        author=article.byline,
        editor=article.editor,
        body=mark_safe(article.body),  # noqa: S308 - cleaned when it was saved
        notice=_notice(article),
        files=file_links(article.files),
        related=items_elsewhere(related, site_id, today=today),
        interprets=items_elsewhere(explained, site_id, today=today),
        media=media_of(article),
        original=_original(article),
        updated_at=clock.beijing(article.last_published_at or now),
        form=str(FORMS.get(article.form, "")) if is_interpretation else "",
        is_story=library.medium_of(article.kind, article.form) == library.PICTURES,
        pictures=pictures_in(article.body),
    )


def _document(frame: Frame, article: Article, column: Column, now: datetime) -> DocumentPage:
    site_id, today = frame.profile.site_id, clock.day_of(now)
    validity = library.validity_on(article, today)
    readings = library.interpretations_of(article.uid, withdrawn_too=True)
    told = document_sources.told_of(article, site_id, today)
    body, parts = prose.mark_parts(article.body)
    return DocumentPage(
        title=article.title,
        breadcrumb=frame.breadcrumb(column),
        organ=" ".join(article.issuing_organs),
        number=article.number,
        record=_record(article, now),
        validity=str(VALIDITIES[validity]) if validity else "",
        in_force=validity not in ENDED,
        published_at=clock.beijing(article.first_published_at or now),
        source=article.source,
        body=mark_safe(body),  # noqa: S308 - cleaned when it was saved
        notice=_notice(article),
        files=(*told.files, *file_links(article.files)),
        interpretations=items_elsewhere(readings, site_id, today=today),
        contents=tuple(Link(heading, f"#{anchor}") for anchor, heading in parts),
        history=_same_number(article, site_id, now),
        updated_at=clock.beijing(article.last_published_at or now),
        pictures=pictures_in(article.body),
        traces=told.traces,
        links=told.links,
    )


def _record(article: Article, now: datetime) -> tuple[tuple[str, str], ...]:
    """The metadata table. Source: norms disclosure, display_fields state_council."""
    published = clock.beijing(article.first_published_at or now)
    rows = [
        (_("索引号"), article.index_no),
        (_("主题分类"), article.topic_class),
        (_("发文机关"), _("、").join(article.issuing_organs)),
        (_("发文字号"), article.number),
        (_("成文日期"), _date(article.written_on)),
        (_("发布日期"), _date(published)),
        (_("施行日期"), _date(article.effective_from)),
        (_("失效日期"), _date(article.expires_on)),
        (_("体裁分类"), article.genre),
        (_("公开方式"), str(article.get_openness_display())),
    ]
    return tuple((label, value) for label, value in rows if value)


def _date(day: date | None) -> str:
    return face.long_day(day) if day else ""


def _same_number(article: Article, site_id: int, now: datetime) -> tuple[Item, ...]:
    """Other live texts under the same number, such as a corrected edition (文件沿革)."""
    others = library.others_numbered(article.number, article.uid)
    return items_elsewhere(others, site_id, today=clock.day_of(now))


def _notice(article: Article) -> str:
    if article.withdrawal != Withdrawal.NOTICE or article.withdrawn_at is None:
        return ""
    day = _date(clock.beijing(article.withdrawn_at))
    return _("本文已于{day}撤回：{note}").format(day=day, note=article.withdrawal_note)


def _original(article: Article) -> str:
    """Imported material keeps where and when it first appeared beside the system's time."""
    if article.original_published_at is None:
        return ""
    moment = clock.beijing(article.original_published_at)
    return _("原发布时间：{moment}").format(moment=f"{moment:%Y-%m-%d %H:%M}")
