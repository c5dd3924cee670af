"""What the body consists of (正文形式)."""

import re

from django.utils.translation import gettext as _

from zhanqun.content.library.api import ArticleKind
from zhanqun.content.review.findings.finding import BLOCK, WARN, Finding
from zhanqun.content.review.findings.passages import Text

_ALT = re.compile(r'<img[^>]*\salt="[^"]+"')


def picture_only_finding(text: Text) -> list[Finding]:
    """A body that is pictures without words (整页为图片, P043).

    Readers need words, a described picture or a file with words: without any of them a document
    is stopped, the rest is warned; a document with one of the two is still warned.
    """
    kind, body = text.article.kind, text.places.html
    if kind == ArticleKind.LINK or text.body.strip() or "<img" not in body:
        return []
    can_be_read = bool(_ALT.search(body)) or text.has_file_with_words
    if can_be_read and kind != ArticleKind.DOCUMENT:
        return []
    level = BLOCK if kind == ArticleKind.DOCUMENT and not can_be_read else WARN
    said = _("正文只有图片。请补充文字，或写明图片说明并附上文字版附件。")
    return [Finding("body.picture_only", level, _("正文"), said, "body")]
