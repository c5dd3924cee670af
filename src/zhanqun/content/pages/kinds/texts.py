"""Targets of texts: one page per article and site (正文)."""

from collections.abc import Iterable
from uuid import UUID

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article, ArticleKind, Placement, PlacementState, Withdrawal
from zhanqun.content.pages.builders.articles import article_page, column_shown_on
from zhanqun.content.pages.builders.frame import Frame, frame_of
from zhanqun.content.pages.builders.items import addresses_from, picture_of
from zhanqun.content.pages.drawing import article_template, draw, head_of
from zhanqun.content.pages.shapes import MessagePage
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column
from zhanqun.foundation import clock
from zhanqun.foundation.dependencies import depends_on, depends_on_all
from zhanqun.foundation.targets import Rendered, Target, TargetKind


class ArticleText(TargetKind):
    """正文页, key is the article's uid. Gone and moved texts answer at their old address."""

    def render(self, target: Target) -> Rendered | None:
        article = Article.objects.filter(uid=UUID(target.key)).first()
        if article is None or article.kind == ArticleKind.LINK or not article.address:
            return None
        depends_on(library.article_key(article.uid))
        placed = _placements_on(article, target.site_id)
        live = [row for row in placed if row.state == PlacementState.LIVE]
        if live:
            return self._page(target, article, live)
        return self._what_is_left(target, article, placed) if placed else None

    def _page(self, target: Target, article: Article, live: list[Placement]) -> Rendered:
        placement = column_shown_on(live)
        frame = frame_of(target.site_id, branch=placement.column)
        related = _articles_in_order(placement.related)
        canonical = _canonical(article, frame, placement)
        body = draw_article(frame, article, placement.column, related, canonical)
        return Rendered(article.address, body)

    def _what_is_left(
        self, target: Target, article: Article, placed: list[Placement]
    ) -> Rendered | None:
        """Not live here any more: with a notice, elsewhere, or gone."""
        frame = frame_of(target.site_id, branch=placed[0].column)
        if article.withdrawal == Withdrawal.NOTICE:
            column = column_shown_on(placed).column
            canonical = frame.base_url + article.address
            return Rendered(article.address, draw_article(frame, article, column, [], canonical))
        if article.withdrawal == Withdrawal.MOVED:
            return Rendered(article.address, b"", status=301, location=article.moved_to)
        home = addresses_from([article], target.site_id).get(article.pk)
        if home:
            return Rendered(article.address, b"", status=301, location=home)
        return Rendered(article.address, draw_gone(frame, article), status=410)

    def opened_by(self, key: str, site_id: int) -> Iterable[Target]:
        kind, _colon, uid = key.partition(":")
        if kind != "article":
            return []
        here = Placement.objects.filter(
            article__uid=UUID(uid), site_id=site_id, number__isnull=False
        )
        return [Target(site_id, "article", uid)] if here.exists() else []

    def all_for_site(self, site_id: int) -> Iterable[Target]:
        rows = Placement.objects.filter(site_id=site_id, number__isnull=False)
        uids = rows.order_by("article_id").values_list("article__uid", flat=True).distinct()
        for uid in uids.iterator():
            yield Target(site_id, "article", str(uid))


def draw_article(
    frame: Frame, article: Article, column: Column, related: list[Article], canonical: str
) -> bytes:
    """One article on a site; the desk previews drafts with the same function."""
    page = article_page(frame, article, column, related, clock.now())
    head = head_of(
        frame,
        article.address,
        article.title,
        column.title,
        column=column,
        canonical=canonical,
        tags=_article_tags(frame, article, canonical),
    )
    return draw(article_template(page), frame, head, page)


def draw_gone(frame: Frame, article: Article) -> bytes:
    english = frame.chrome.lang == "en"
    page = MessagePage(
        code=410,
        title="This page has been withdrawn" if english else "这篇稿件已经撤下",
        text="" if english else f"撤下说明：{article.withdrawal_note}",
        updated_at=clock.beijing(article.withdrawn_at) if article.withdrawn_at else None,
    )
    return draw("message.html", frame, head_of(frame, article.address, page.title), page)


def _article_tags(frame: Frame, article: Article, canonical: str) -> tuple[tuple[str, str], ...]:
    """Article tags. Source: 国办发〔2017〕47号, 网页标签, group article."""
    published = clock.beijing(article.first_published_at or clock.now())
    picture = picture_of(article, canonical)
    tags = [
        ("ArticleTitle", article.title),
        ("PubDate", f"{published:%Y-%m-%d %H:%M}"),
        ("ContentSource", article.source or frame.profile.name),
        ("Keywords", article.keywords),
        ("Author", article.byline),
        ("Description", article.summary),
        ("Image", frame.base_url + picture.src if picture else ""),
        ("Url", canonical),
    ]
    return tuple((name, value) for name, value in tags if value)


def _placements_on(article: Article, site_id: int) -> list[Placement]:
    rows = Placement.objects.filter(article=article, site_id=site_id, number__isnull=False)
    return list(rows.select_related("column").order_by("-is_home", "id"))


def _canonical(article: Article, frame: Frame, shown: Placement) -> str:
    """The home placement's site gives the canonical address (规范地址)."""
    home: Placement | None = shown
    if not shown.is_home:
        home = library.live_placements().filter(article=article, is_home=True).first()
    if home is None or home.site_id == frame.profile.site_id:
        return frame.base_url + article.address
    elsewhere = sites.linked(sites.profiles().get(site_id=home.site_id))
    return elsewhere.base_url + article.address


def _articles_in_order(uids: list[UUID]) -> list[Article]:
    """Related items: chosen when the text went live; a newer text does not change the choice,
    but one that is renamed or withdrawn is renamed or withdrawn here too (P048)."""
    depends_on_all(library.article_key(uid) for uid in uids)
    rows = {row.uid: row for row in Article.objects.filter(uid__in=uids, live=True)}
    return [rows[uid] for uid in uids if uid in rows]
