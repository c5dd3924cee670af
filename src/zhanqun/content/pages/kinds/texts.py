"""Targets of texts: one page per article and site (正文)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Heading, Place, Withdrawal
from zhanqun.content.pages import document_sources
from zhanqun.content.pages.builders import directory, metadata
from zhanqun.content.pages.builders.articles import article_page
from zhanqun.content.pages.builders.frame import Frame, Tags, frame_of, frames, in_its_language
from zhanqun.content.pages.builders.items import (
    address_from,
    files,
    named_in,
    picture_of,
    places_elsewhere,
)
from zhanqun.content.pages.drawing import draw, draw_gone, head_of, template_of
from zhanqun.content.pages.shapes import Link, Picture
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class ArticleText(TargetKind):
    """正文页, key is the article's uid. Gone and moved texts answer at their old address."""

    def prepare(self, targets: Sequence[Target]) -> None:
        frames({target.site_id for target in targets})
        uids = [UUID(target.key) for target in targets]
        articles = [row for row in library.texts(uids).values() if row is not None]
        documents = [row for row in articles if row.is_document]
        readings = library.interpretations(row.uid for row in documents)
        others = library.numbered(row.number for row in documents if row.number)
        shown = [
            uid for rows in library.places(uids).values() for row in rows for uid in row.related
        ]
        shown += [uid for row in articles for uid in row.interprets]
        library.headings(list(dict.fromkeys(shown)))
        found = [*readings.values(), *others.values()]
        shown += [heading.uid for rows in found for heading in rows or []]
        leaders = {str(row.uid): row.title for row in articles if row.kind == ArticleKind.LEADER}
        named = [(t.site_id, leaders[t.key]) for t in targets if t.key in leaders]
        told = library.tagged(named).values()
        shown += [heading.uid for rows in told for heading in rows or []]
        counterparts = library.translations_of(uids).values()
        shown += [row.uid for rows in counterparts for row in rows or []]
        document_sources.prepare(documents)
        library.places(shown)
        covers = [row.cover for row in articles if row.cover]
        named_in(key for row in articles for key in library.pictures_in_body(row.body).values())
        files([*covers, *(uid for row in articles for uid in row.files)])

    @in_its_language
    def render(self, target: Target) -> Rendered | None:
        uid = UUID(target.key)
        article = library.text_of(uid)
        if article is None or article.kind == ArticleKind.LINK or not article.address:
            return None
        depends_on(library.placed_key(uid, target.site_id))
        placed = [row for row in library.places([uid])[uid] if row.site_id == target.site_id]
        live = [row for row in placed if row.is_live]
        if live:
            return self._page(target, article, live[0])
        return self._what_is_left(target, article, placed[0]) if placed else None

    def _page(self, target: Target, article: Article, place: Place) -> Rendered:
        frame, column = _frame_and_column(target, place)
        is_listed = article.kind in directory.KINDS  # whose page gathers texts of its own
        related = [] if is_listed else library.headings(place.related)
        canonical = _canonical(article, frame)
        return Rendered(article.address, draw_article(frame, article, column, related, canonical))

    def _what_is_left(self, target: Target, article: Article, place: Place) -> Rendered | None:
        """Not live here any more: with a notice, elsewhere, or gone."""
        if article.withdrawal == Withdrawal.NOTICE:
            frame, column = _frame_and_column(target, place)
            canonical = frame.base_url + article.address
            return Rendered(article.address, draw_article(frame, article, column, [], canonical))
        depends_on(sites.folder_key(target.site_id))
        home = address_from(article.uid, article.address, target.site_id)
        if location := article.moved_to if article.withdrawal == Withdrawal.MOVED else home:
            return Rendered(article.address, b"", status=301, location=location)
        frame, _column = _frame_and_column(target, place)
        return Rendered(article.address, _draw_gone(frame, article), status=410)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        """Coming to stand on a site opens the page there; nothing else does."""
        parts = key.split(":")
        if (
            len(parts) == 4
            and parts[0] == "article"
            and key == library.placed_key(parts[1], site_id)
        ):
            return [Target(site_id, "article", parts[1])]
        return []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        for uid in library.uids_ever_on(site_id):
            yield Target(site_id, "article", str(uid))


def draw_article(
    frame: Frame, article: Article, column: Column, related: list[Heading], canonical: str
) -> bytes:
    """One article on a site; the desk previews drafts with the same function."""
    page = article_page(frame, article, column, related, clock.now())
    picture, said = picture_of(article, canonical), metadata.description_of(article)
    head = head_of(
        frame,
        article.address,
        article.title,
        column.title,
        column=column,
        canonical=canonical,
        tags=_article_tags(frame, article, canonical, said, picture),
        card=metadata.card(frame, "article", article.title, canonical, said, picture),
        data=metadata.data_of_text(frame, article, column, canonical, picture),
        alternates=_in_other_languages(frame, article, canonical),
    )
    return draw(template_of(page), frame, head, page)


def _in_other_languages(frame: Frame, article: Article, canonical: str) -> tuple[Link, ...]:
    """The same matter on the editions in other languages, and this page itself (hreflang)."""
    own = frame.chrome.lang
    others = [
        Link("", url, lang=lang)
        for row in library.counterparts_of(article.uid)
        for lang, url in places_elsewhere(row.uid, row.address)
        if lang != own
    ]
    return (Link("", canonical, lang=own), *others) if others else ()


def _draw_gone(frame: Frame, article: Article) -> bytes:
    english = frame.chrome.lang == "en"
    title = "This page has been withdrawn" if english else "这篇稿件已经撤下"
    text = "" if english else f"撤下说明：{article.withdrawal_note}"
    return draw_gone(frame, article.address, title, text, article.withdrawn_at)


def _article_tags(
    frame: Frame, article: Article, canonical: str, said: str, picture: Picture | None
) -> Tags:
    """Article tags. Source: 国办发〔2017〕47号, 网页标签, group article."""
    published = clock.beijing(article.first_published_at or clock.now())
    tags = (
        ("ArticleTitle", article.title),
        ("PubDate", f"{published:%Y-%m-%d %H:%M}"),
        ("ContentSource", article.source or frame.profile.name),
        ("Keywords", article.keywords),
        ("Author", article.byline),
        ("Description", said),
        ("Image", frame.base_url + picture.src if picture else ""),
        ("Url", canonical),
    )
    return tuple((name, value) for name, value in tags if value)


def _frame_and_column(target: Target, place: Place) -> tuple[Frame, Column]:
    """The column gives a page its breadcrumb: the home one, else the first (places' order)."""
    column = frames([target.site_id])[target.site_id].tree.ever_at(place.column_id)
    assert column is not None  # a placement stands on its column's site
    return frame_of(target.site_id, branch=column), column


def _canonical(article: Article, frame: Frame) -> str:
    """The home placement's site gives the canonical address (规范地址)."""
    depends_on(library.home_key(article.uid))
    homes = (row for row in library.places([article.uid])[article.uid] if row.is_home)
    home = next((row.site_id for row in homes if row.is_live), frame.profile.site_id)
    return sites.base_url_of(home) + article.address
