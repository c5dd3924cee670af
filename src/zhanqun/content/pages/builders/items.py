"""Rows, pictures and files (列表行、图片、附件)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Heading, Row
from zhanqun.content.pages.shapes import FileLink, Item, Media, Picture
from zhanqun.content.sites import api as sites
from zhanqun.core.attachments import api as attachments
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, once, once_each
from zhanqun.ui.pictures import ShownPicture, Source

ENDED = (library.Validity.REPEALED, library.Validity.EXPIRED)
# Still in force, and yet a reader must know.
MARKED = (
    library.Validity.NOT_YET,
    library.Validity.AMENDED,
    library.Validity.PARTLY_REPEALED,
)
VALIDITIES = dict(library.Validity.choices)
FORMS = dict(library.InterpretationForm.choices)
# What a list says of a text that is more than words.
LABELS = {ArticleKind.PICTURE_STORY: gettext_lazy("图片"), ArticleKind.VIDEO: gettext_lazy("视频")}


def items_of(
    rows: Iterable[Row], *, today: date, pins_on: datetime | None = None
) -> tuple[Item, ...]:
    """Rows of a list on their own site. pins_on: the moment for which pins are marked."""
    return tuple(
        item_of(row.heading, url_of(row.heading), today=today, pinned=_is_pinned(row, pins_on))
        for row in rows
    )


def _is_pinned(row: Row, moment: datetime | None) -> bool:
    return bool(moment and row.pinned_until and row.pinned_until > moment)


def url_of(heading: Heading) -> str:
    """Where a heading leads on the article's own site: its page, or what a link names."""
    return heading.link_url or heading.address


def item_of(heading: Heading, url: str, *, today: date, pinned: bool = False) -> Item:
    validity = library.validity_on(heading, today) if heading.is_document else ""
    return Item(
        title=heading.title,
        url=url,
        published_at=clock.beijing(heading.first_published_at),
        kind=str(FORMS.get(heading.form) or LABELS.get(ArticleKind(heading.kind)) or ""),
        source=heading.source,
        summary=heading.summary,
        number=heading.number,
        validity=str(VALIDITIES[validity]) if validity else "",
        in_force=validity not in ENDED,
        pinned=pinned,
        external=heading.kind == ArticleKind.LINK,
        note=str(VALIDITIES[validity]) if validity in MARKED else "",
    )


def items_elsewhere(rows: Sequence[Heading], site_id: int, *, today: date) -> tuple[Item, ...]:
    """Rows for articles that may stand on other sites: this site's page, else their home's; one
    that was taken down is named and marked.

    Many texts of a column show the same ones beside them, so that each is made once.
    """
    made = (
        once(("item", row.pk, site_id), partial(_item_elsewhere, row, site_id, today))
        for row in rows
    )
    return tuple(item for item in made if item is not None)


def _item_elsewhere(heading: Heading, site_id: int, today: date) -> Item | None:
    if not heading.live:
        return replace(item_of(heading, "", today=today), note=_("已撤下"))
    url = address_from(heading.uid, heading.address, site_id)
    return item_of(heading, heading.link_url or url, today=today) if url else None


def address_from(uid: UUID, address: str, site_id: int) -> str:
    """An article's address seen from a site; "" where no live page of it is left."""
    depends_on(library.placed_key(uid, site_id))
    live = [place for place in library.places([uid])[uid] if place.is_live]
    if any(place.site_id == site_id for place in live):
        return address
    depends_on(library.home_key(uid))
    return sites.base_url_of(live[0].site_id) + address if live else ""


def places_elsewhere(uid: UUID, address: str) -> list[tuple[str, str]]:
    """Language and full address of an article where its home is live; nothing where it is not."""
    depends_on(library.home_key(uid))
    live = [place for place in library.places([uid])[uid] if place.is_live]
    if not live:
        return []
    profile = sites.profiles_by_id([live[0].site_id])[live[0].site_id]
    assert profile is not None  # a placement stands on a site
    lang = "en" if profile.language == "en" else "zh-CN"
    return [(lang, sites.base_url_of(live[0].site_id) + address)]


def file_url(attachment: attachments.Attachment) -> str:
    """The public address of a file: /f/key/name, with its original name."""
    return f"/f/{attachment.key}/{quote(attachment.name)}"


def files(uids: Iterable[UUID]) -> dict[UUID, attachments.Attachment | None]:
    return once_each("attachment", uids, attachments.shown_attachments)


def file_links(uids: list[UUID]) -> tuple[FileLink, ...]:
    """Files to download; captions belong to their film."""
    shown = (row for row in attached(uids) if row.content_type != library.CAPTIONS)
    return tuple(_file_link(row) for row in shown)


def attached(uids: list[UUID]) -> list[attachments.Attachment]:
    """The files that may be shown, in the order named."""
    named = [row for row in files(uids).values() if row is not None]
    depends_on(*(attachments.file_key(row.key) for row in named))
    return [row for row in named if not row.is_infected]


def media_of(article: Article) -> Media | None:
    """The film or sound of a text whose kind or form plays one."""
    medium = library.medium_of(article.kind, article.form)
    file, captions = library.played(medium, attached(article.files))
    if file is None:
        return None
    poster = picture_of(article, "")
    stream = next((row.name for row in file.derivatives if row.name.endswith(".m3u8")), "")
    return Media(
        kind=medium,
        file=_file_link(file),
        content_type=file.content_type,
        poster=poster.src if poster else "",
        stream=f"/f/{file.key}/{stream}" if stream else "",
        captions=file_url(captions) if captions else "",
    )


def _file_link(attachment: attachments.Attachment) -> FileLink:
    stem, _dot, extension = attachment.name.rpartition(".")
    return FileLink(
        name=stem or attachment.name,
        url=file_url(attachment),
        kind=extension.upper(),
        size=size_text(attachment.size_bytes),
    )


def stamp(moment: datetime) -> str:
    """For machines: Beijing time with +08:00 (P036)."""
    return clock.beijing(moment).isoformat(timespec="seconds")


def size_text(size_bytes: int) -> str:
    """860 KB, 1.2 MB: decimal units, as file managers show them."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} KB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def picture_of(article: Article | Heading, url: str) -> Picture | None:
    """The cover of an article, or None."""
    if article.cover is None:
        return None
    facts = {"title": article.title, "url": url, "caption": article.summary}
    return picture_from(article.cover, alt=article.cover_alt or article.title, **facts)


def picture_from(uid: UUID, **facts: str) -> Picture | None:
    """A picture ready to show, or None where the file is no picture or may not be shown."""
    attachment = files([uid])[uid]
    if attachment is None:
        return None
    depends_on(attachments.file_key(attachment.key))
    if attachment.is_infected or not attachment.width or not attachment.height:
        return None
    return Picture(
        src=file_url(attachment),
        width=attachment.width,
        height=attachment.height,
        sources=sources_of(attachment),
        **facts,
    )


def sources_of(attachment: attachments.Attachment) -> tuple[Source, ...]:
    """The picture's other formats, the smallest first, each with its sizes."""
    by_type: dict[str, list[str]] = {}
    for row in attachment.derivatives:
        if row.width:
            address = f"/f/{attachment.key}/{row.name} {row.width}w"
            by_type.setdefault(row.content_type, []).append(address)
    return tuple(Source(kind, ", ".join(rows)) for kind, rows in by_type.items())


def named_in(keys: Iterable[str]) -> dict[str, attachments.Attachment | None]:
    """Files by the keys in their addresses."""
    return once_each("attachment by key", keys, attachments.shown_by_key)


def pictures_in(body: str) -> dict[str, ShownPicture]:
    """The pictures of a body that are files of ours, by the address in it."""
    found = {}
    keys = library.pictures_in_body(body)
    for address, key in keys.items():
        depends_on(attachments.file_key(key))
        row = named_in(keys.values())[key]
        if row is not None and row.width and row.height and not row.is_infected:
            found[address] = ShownPicture(address, row.width, row.height, sources_of(row))
    return found
