"""Two documents of one number (同号公文)."""

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.review.findings.finding import BLOCK, Finding


def number_findings(article: library.Article, other: library.Article | None) -> list[Finding]:
    """other: a document of the same unit that has the number already.

    A reviewer may let it through: the same document may stand twice for a reason.
    Source: GB/T 9704-2012 7.2.5, a serial is given once a year.
    """
    if other is None:
        return []
    said = _("发文字号“{number}”已经用在《{title}》上，请核对；重复的稿件请删除一份。")
    text = said.format(number=article.number, title=other.title)
    return [
        Finding(
            "number.taken",
            BLOCK,
            library.label_of("number"),
            text,
            "number",
            end=len(article.number),
            matched=article.number,
        )
    ]
