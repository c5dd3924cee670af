"""Rows, pictures and files (列表行、图片、附件)."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Placement
from zhanqun.content.pages.shapes import FileLink, Item, Picture
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import clock

ENDED = (library.Validity.REPEALED, library.Validity.EXPIRED)


def items_of(placements: Iterable[Placement], *, today: date) -> tuple[Item, ...]:
    """Rows of a list on the placements' own site."""
    now = clock.now()
    return tuple(
        item_of(
            row.article,
            row.article.link_url or row.article.address,
            today=today,
            pinned=bool(row.pinned_until and row.pinned_until > now),
        )
        for row in placements
    )


def item_of(article: Article, url: str, *, today: date, pinned: bool = False) -> Item:
    validity = library.validity_on(article, today) if article.is_document else ""
    return Item(
        title=article.title,
        url=url,
        published_at=clock.beijing(article.first_published_at),
        kind=article.get_form_display() or "",
        source=article.source,
        summary=article.summary,
        number=article.number,
        validity=str(library.Validity(validity).label) if validity else "",
        in_force=validity not in ENDED,
        pinned=pinned,
        external=article.kind == ArticleKind.LINK,
    )


def items_elsewhere(articles: list[Article], site_id: int, *, today: date) -> tuple[Item, ...]:
    """Rows for articles that may stand on other sites: this site's page, else their home's."""
    addresses = addresses_from(articles, site_id)
    return tuple(
        item_of(row, addresses[row.pk], today=today) for row in articles if row.pk in addresses
    )


def addresses_from(articles: Iterable[Article], site_id: int) -> dict[int, str]:
    """Article id -> address seen from a site; an article without a live page is left out."""
    rows = list(articles)
    if not rows:
        return {}
    placed = library.live_placements().filter(article__in=[row.pk for row in rows])
    by_article: dict[int, Placement] = {}
    for placement in placed.order_by("is_home"):
        kept = by_article.get(placement.article_id)
        if kept is None or kept.site_id != site_id:
            by_article[placement.article_id] = placement
    others = {row.site_id for row in by_article.values()} - {site_id}
    bases = {site_id: ""}
    if others:
        there = sites.profiles().filter(site_id__in=others)
        bases |= {row.site_id: sites.linked(row).base_url for row in there}
    return {key: bases[row.site_id] + row.article.address for key, row in by_article.items()}


def file_url(attachment: attachments.Attachment) -> str:
    """The public address of a file: /f/key/name, with its original name."""
    return f"/f/{attachment.key}/{quote(attachment.name)}"


def file_links(uids: list[UUID]) -> tuple[FileLink, ...]:
    by_uid = attachments.attachments_by_uid(uids)
    shown = (by_uid[uid] for uid in uids if uid in by_uid)
    return tuple(_file_link(row) for row in shown if not row.is_infected)


def _file_link(attachment: attachments.Attachment) -> FileLink:
    stem, _dot, extension = attachment.name.rpartition(".")
    return FileLink(
        name=stem or attachment.name,
        url=file_url(attachment),
        kind=extension.upper(),
        size=size_text(attachment.size_bytes),
    )


def size_text(size_bytes: int) -> str:
    """860 KB, 1.2 MB: decimal units, as file managers show them."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} KB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def picture_of(article: Article, url: str) -> Picture | None:
    """The cover of an article, or None."""
    if article.cover is None:
        return None
    attachment = attachments.attachments_by_uid([article.cover]).get(article.cover)
    if attachment is None or attachment.is_infected:
        return None
    if not attachment.width or not attachment.height:
        return None
    return Picture(
        src=file_url(attachment),
        alt=article.cover_alt or article.title,
        width=attachment.width,
        height=attachment.height,
        title=article.title,
        url=url,
        caption=article.summary,
    )
