"""What must be said about a version besides its text (元数据完整性)."""

from typing import Any

from django.utils.translation import gettext as _

from zhanqun.content.library import api as library
from zhanqun.content.library.api import ArticleKind, Validity
from zhanqun.content.review.findings.finding import HINT, WARN, Finding

# Every article says where it comes from. Source: 《政府网站发展指引》(国办发〔2017〕47号),
# page tags, ContentSource; Keywords and Description are given where there are any.
OF_ALL = ("source",)
OF_ALL_IF_ANY = ("keywords", "summary")
# An official document in the catalogue. Source: norms/disclosure, record fields, required ones.
OF_DOCUMENTS = ("number", "issuing_organs", "written_on", "topic_class")
OF_DOCUMENTS_IF_ANY = ("index_no", "genre", "validity")
OF_INTERPRETATIONS = ("interprets",)


def metadata_findings(article: library.Article) -> list[Finding]:
    """Fields that the page tags and the catalogue ask for and that are empty."""
    wanted: tuple[str, ...] = OF_ALL
    useful: tuple[str, ...] = OF_ALL_IF_ANY
    if article.kind == ArticleKind.DOCUMENT:
        wanted, useful = wanted + OF_DOCUMENTS, useful + OF_DOCUMENTS_IF_ANY
    elif article.kind == ArticleKind.INTERPRETATION:
        wanted += OF_INTERPRETATIONS
    found = [_missing(name, WARN) for name in wanted if _is_empty(getattr(article, name))]
    found += [_missing(name, HINT) for name in useful if _is_empty(getattr(article, name))]
    if article.validity in (Validity.REPEALED, Validity.EXPIRED) and not article.expires_on:
        found.append(_missing("expires_on", WARN))
    if article.cover and not article.cover_alt.strip():
        found.append(_missing("cover_alt", WARN))
    return found


def _is_empty(value: Any) -> bool:
    return not value or (isinstance(value, str) and not value.strip())


def _missing(name: str, level: str) -> Finding:
    label = library.label_of(name)
    said = _("没有填写{field}。").format(field=label)
    return Finding("metadata.missing", level, label, said, name)
