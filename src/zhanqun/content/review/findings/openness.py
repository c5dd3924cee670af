"""How a text may be made public at all (公开方式)."""

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import Openness
from zhanqun.content.review.findings.finding import BLOCK, Finding


def openness_findings(article: library.Article) -> list[Finding]:
    """Only what is open on the organ's own initiative goes on a website.

    Source: 《政府信息公开条例》(2019), articles 13 (limits), 23 and 27 (on request).
    """
    if article.openness == Openness.PROACTIVE:
        return []
    text = _("公开方式为“{way}”，不能发布；确可公开的，请先改为“主动公开”。")
    way = article.get_openness_display()
    return [Finding("openness", BLOCK, _("公开方式"), text.format(way=way), "openness")]
