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
# Source: 《政府网站发展指引》(国办发〔2017〕47号), 负责人信息 and 机构职能.
OF_LEADERS, OF_ORGANS = ("cover",), ("body",)
DETAILS = {
    ArticleKind.LEADER: ("offices", "duties", "career"),
    ArticleKind.ORGAN: ("head", "address", "hours", "telephone"),
}


def metadata_findings(article: library.Article) -> list[Finding]:
    """Fields that the page tags and the catalogue ask for and that are empty."""
    wanted: tuple[str, ...] = OF_ALL
    useful: tuple[str, ...] = OF_ALL_IF_ANY
    if article.kind == ArticleKind.DOCUMENT:
        wanted, useful = wanted + OF_DOCUMENTS, useful + OF_DOCUMENTS_IF_ANY
    elif article.kind == ArticleKind.INTERPRETATION:
        wanted += OF_INTERPRETATIONS
    elif article.kind == ArticleKind.LEADER:
        wanted, useful = OF_LEADERS, ()
    elif article.kind == ArticleKind.ORGAN:
        wanted, useful = OF_ORGANS, ()
    found = [_missing(name, WARN) for name in wanted if _is_empty(getattr(article, name))]
    found += [_missing(name, HINT) for name in useful if _is_empty(getattr(article, name))]
    if article.validity in (Validity.REPEALED, Validity.EXPIRED) and not article.expires_on:
        found.append(_missing("expires_on", WARN))
    if article.cover and not article.cover_alt.strip():
        found.append(_missing("cover_alt", WARN))
    return found + _missing_details(article)


def _is_empty(value: Any) -> bool:
    return not value or (isinstance(value, str) and not value.strip())


def _missing_details(article: library.Article) -> list[Finding]:
    """Facts that readers look for on the page of a leader or an organ."""
    wanted = DETAILS.get(ArticleKind(article.kind), ())
    return [
        _finding(f"details_{fact.name}", WARN, str(fact.label))
        for fact in library.facts_of(article.kind)
        if fact.name in wanted and not article.details.get(fact.name)
    ]


def _missing(name: str, level: str) -> Finding:
    return _finding(name, level, library.label_of(name))


def _finding(name: str, level: str, label: str) -> Finding:
    said = _("没有填写{field}。").format(field=label)
    return Finding("metadata.missing", level, label, said, name)
