"""What upper rooms add to articles at the desk (稿件工作面): buttons, panels, states, preview.

The library knows no review and draws no public page; rooms above it register here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from wagtail.admin.ui.components import Component

from zhanqun.content.library.models import Article
from zhanqun.content.sites.api import Column
from zhanqun.core.units.api import User
from zhanqun.foundation.registries import Registry

# A draft as the public would see it on a column's site.
previewers: Registry[Callable[[Article, Column], bytes]] = Registry("previewers")


@dataclass(frozen=True)
class Act:
    """One thing that can be done now: the name that is sent, the word on the button.

    is_primary: the one button that stands out. url: a page to go to instead of sending.
    """

    name: str
    label: str
    is_primary: bool = False
    url: str = ""


@dataclass(frozen=True)
class Status:
    """A state as a word, and its tone ("", "quiet", "good", "bad", "wait")."""

    label: str
    tone: str = ""


@dataclass(frozen=True)
class Stage:
    """A part of the list of articles: draft, under review, returned … (稿件阶段)."""

    name: str
    label: Any
    narrow: Callable[[QuerySet[Article]], QuerySet[Article]]


class Panel(Component):
    """A block beside the form: a template of the room that adds it, and its context."""

    def __init__(self, template: str, context: dict[str, Any]) -> None:
        self.template_name = template
        self.context = context

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return self.context


class ArticleDesk(Protocol):
    """What one room adds."""

    @property
    def stages(self) -> Iterable[Stage]: ...

    @property
    def action_names(self) -> Mapping[str, Any]:
        """Audit action -> its word in the timeline."""

    def acts_of(self, article: Article, user: User, now: datetime) -> list[Act]:
        """What `user` may do with the article now."""

    def panels_of(self, article: Article, draft: Article, now: datetime) -> list[Panel]:
        """What is to be known about the article before the next step."""

    def statuses_of(self, articles: Iterable[Article]) -> dict[int, Status]:
        """Article id -> its state, where this room has one to tell; few queries for many."""

    def perform(self, name: str, uid: UUID, by: User, now: datetime, reason: str) -> str | None:
        """Carry out an act of this room; the sentence that says what was done, or None where
        the act is not this room's. Raises what its service raises."""


article_desks: Registry[ArticleDesk] = Registry("article desks")


def acts_of(article: Article, user: User, now: datetime) -> list[Act]:
    return [act for _name, desk in article_desks for act in desk.acts_of(article, user, now)]


def panels_of(article: Article, draft: Article, now: datetime) -> list[Panel]:
    return [row for _name, desk in article_desks for row in desk.panels_of(article, draft, now)]


def statuses_of(articles: Iterable[Article]) -> dict[int, Status]:
    rows = list(articles)
    found: dict[int, Status] = {}
    for _name, desk in article_desks:
        found |= desk.statuses_of(rows)
    return found


def stages() -> list[Stage]:
    return [stage for _name, desk in article_desks for stage in desk.stages]


def action_names() -> dict[str, str]:
    return {
        action: str(word)
        for _name, desk in article_desks
        for action, word in desk.action_names.items()
    }


# (audit action, its facts) -> what is worth telling of it in the timeline, or "".
moment_details: Registry[Callable[[str, Mapping[str, Any]], str]] = Registry("moment details")


def detail_of(action: str, facts: Mapping[str, Any]) -> str:
    """What upper rooms have to tell of an act (环节、结论)."""
    return "，".join(filter(None, (tell(action, facts) for _name, tell in moment_details)))


def perform(name: str, uid: UUID, by: User, now: datetime, reason: str = "") -> str | None:
    """Carry out an act of an upper room; None where no room knows it."""
    for _name, desk in article_desks:
        done = desk.perform(name, uid, by, now, reason)
        if done is not None:
            return done
    return None
