from functools import cache
from typing import Any

from django.db import models
from django.utils.safestring import mark_safe
from wagtail.models import Page

from zhanqun.content.pages.builders.frame import Frame, frame_of
from zhanqun.content.pages.drawing import head_of
from zhanqun.content.pages.shapes import ArticlePage, Item, Link
from zhanqun.foundation import clock

RELATED = 5


class Baked(Page):
    """One text, with its content in its own row."""

    body = models.TextField()
    published_at = models.DateTimeField()
    site_of_text = models.BigIntegerField()
    template = "pages/article.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        frame, published = _frame(self.site_of_text), clock.beijing(self.published_at)
        path = f"/{self.slug}/"
        newest = Baked.objects.live().sibling_of(self, inclusive=False).order_by("-published_at")
        related = tuple(
            Item(row.title, f"/{row.slug}/", clock.beijing(row.published_at))
            for row in newest[:RELATED]
        )
        page = ArticlePage(
            title=self.title,
            subtitle="",
            kind="",
            breadcrumb=(Link("首页", "/"), Link("工作动态", "/gzdt/"), Link("正文", "")),
            published_at=published,
            source="",
            author="",
            editor="",
            body=mark_safe(self.body),
            notice="",
            files=(),
            related=related,
            interprets=(),
            media=None,
            original="",
            updated_at=published,
        )
        head = head_of(frame, path, self.title, tags=(("ArticleTitle", self.title),))
        return {"chrome": frame.chrome, "head": head, "page": page}


@cache
def _frame(site_id: int) -> Frame:
    return frame_of(site_id)
