"""Draw a shape with its template (页面渲染): one way for the publisher and the preview."""

from typing import Any

from zhanqun.content.pages.builders.frame import Frame, Tags
from zhanqun.content.pages.shapes import ArticlePage, DocumentPage, Head, Link
from zhanqun.content.sites.api import Column
from zhanqun.ui import face


def draw(template: str, frame: Frame, head: Head, page: Any) -> bytes:
    """The page's bytes, UTF-8."""
    context = {"chrome": frame.chrome, "head": head, "page": page}
    return face.printed(f"pages/{template}", context, lang=frame.chrome.lang).encode()


def head_of(
    frame: Frame,
    path: str,
    *names: str,
    column: Column | None = None,
    canonical: str = "",
    tags: Tags = (),
    feed: str = "",
) -> Head:
    """The document head: title from the inside out, tags of site, column and article."""
    return Head(
        title="_".join(dict.fromkeys(name for name in (*names, frame.page_name) if name)),
        canonical=canonical or frame.base_url + path,
        common=frame.tags(column),
        tags=tags,
        feeds=(Link(frame.chrome.name, feed),) if feed else (),
    )


def article_template(page: ArticlePage | DocumentPage) -> str:
    return "document.html" if isinstance(page, DocumentPage) else "article.html"
