"""Short ways to what tests of the catalogue begin with."""

from datetime import date
from typing import Any

from disclosing import Publishers
from zhanqun.affairs.disclosure.models import Entry
from zhanqun.affairs.disclosure.services import Filing, file_article
from zhanqun.content.library import api as library
from zhanqun.content.library.api import Article

TOPIC = "工业、交通\\公路"


def document(publishers: Publishers, number: str = "青交〔2026〕4号", **content: Any) -> Article:
    """A draft of an official document of the bureau, written on 2026-06-08."""
    town = publishers.town
    facts: dict[str, Any] = {
        "number": number,
        "issuing_organs": ["青云市交通运输局"],
        "written_on": date(2026, 6, 8),
        "topic_class": TOPIC,
        "kind": "document",
        "column": town.column("zcwj"),
    }
    title = content.pop("title", f"关于桥梁养护的通知（{number}）")
    return town.draft(title, **facts | content)


def filed(publishers: Publishers, article: Article, **facts: Any) -> Entry:
    """File it under rules and normative documents, as formed on 2026-06-08."""
    said: dict[str, Any] = {"items": ("p20_01",), "topic": TOPIC, "formed_on": date(2026, 6, 8)}
    by = facts.pop("by", publishers.town.people["officer"])
    filing = Filing(**said | facts)
    return file_article(uid=article.uid, filing=filing, by=by, now=publishers.town.now)


def anew(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def retyped(publishers: Publishers, article: Article, **content: Any) -> library.Saved:
    """The officer saves another version."""
    town = publishers.town
    return library.save_draft(
        uid=article.uid,
        base_revision_id=anew(article).latest_revision_id or 0,
        content=content,
        by=town.people["officer"],
        now=town.later(minutes=1),
    )
