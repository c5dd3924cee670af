"""Draw a shape with its template (页面渲染): one way for the publisher and the preview."""

from typing import Any

from django.template.loader import get_template

from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.shapes import ArticlePage, DocumentPage, Head, Link
from zhanqun.content.sites.api import Column


def draw(template: str, frame: Frame, head: Head, page: Any) -> bytes:
    """The page's bytes, UTF-8."""
    context = {"chrome": frame.chrome, "head": head, "page": page}
    return get_template(f"pages/{template}").render(context).encode()


def head_of(
    frame: Frame,
    path: str,
    *names: str,
    column: Column | None = None,
    canonical: str = "",
    tags: tuple[tuple[str, str], ...] = (),
    feed: str = "",
) -> Head:
    """The document head: title from the inside out, tags of site, column and article."""
    titles = [*names, frame.profile.name_en if frame.chrome.lang == "en" else frame.profile.name]
    return Head(
        title="_".join(dict.fromkeys(name for name in titles if name)),
        canonical=canonical or frame.base_url + path,
        tags=(*frame.site_tags(), *frame.column_tags(column), *tags),
        feeds=(Link(frame.chrome.name, feed),) if feed else (),
    )


def article_template(page: ArticlePage | DocumentPage) -> str:
    return "document.html" if isinstance(page, DocumentPage) else "article.html"
