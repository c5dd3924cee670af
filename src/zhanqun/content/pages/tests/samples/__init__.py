"""Pages of an invented city: one rich and one empty value of every shape."""

from django.utils.safestring import mark_safe

from zhanqun.content.pages.shapes import MapPage, PlainPage
from zhanqun.content.pages.tests.samples.frame import (
    CHROME,
    CHROME_BARE,
    CHROME_ENGLISH,
    CHROME_SEARCH,
    CHROME_SUBSITE,
    HEAD,
    HEAD_BARE,
    NOW,
    items,
    links,
)
from zhanqun.content.pages.tests.samples.homes import (
    ARRANGED_TOPIC,
    ENGLISH_HOME,
    HOME,
    HOME_EMPTY,
    SUBSITE,
    row,
    shown,
)
from zhanqun.content.pages.tests.samples.others import (
    DIRECTORY,
    DIRECTORY_EMPTY,
    DOWN,
    GONE,
    LEADER,
    LEADER_EMPTY,
    MAP,
    NOT_FOUND,
    ORGAN,
    ORGAN_EMPTY,
    PLAIN,
    TOPIC,
    TOPIC_EMPTY,
)
from zhanqun.content.pages.tests.samples.texts import (
    ARTICLE,
    ARTICLE_EMPTY,
    ARTICLE_FULL,
    COLUMN,
    COLUMN_EMPTY,
    COLUMN_NUMBERED,
    DOCUMENT,
    DOCUMENT_EMPTY,
)

__all__ = [
    "ARTICLE",
    "ARTICLE_FULL",
    "BARE",
    "CHROME",
    "CHROME_BARE",
    "CHROME_ENGLISH",
    "CHROME_SEARCH",
    "CHROME_SUBSITE",
    "COLUMN",
    "DOCUMENT",
    "ENGLISH_HOME",
    "HEAD",
    "HEAD_BARE",
    "NOT_FOUND",
    "NOW",
    "RICH",
    "items",
    "links",
    "row",
    "shown",
]

# template, chrome, page
RICH = {
    "home": ("pages/arranged.html", CHROME, HOME),
    "home_search": ("pages/arranged.html", CHROME_SEARCH, HOME),
    "subsite": ("pages/arranged.html", CHROME_SUBSITE, SUBSITE),
    "arranged_topic": ("pages/arranged.html", CHROME, ARRANGED_TOPIC),
    "english": ("pages/arranged.html", CHROME_ENGLISH, ENGLISH_HOME),
    "column": ("pages/column.html", CHROME, COLUMN),
    "column_numbered": ("pages/column.html", CHROME, COLUMN_NUMBERED),
    "article": ("pages/article.html", CHROME, ARTICLE),
    "article_full": ("pages/article.html", CHROME, ARTICLE_FULL),
    "document": ("pages/document.html", CHROME, DOCUMENT),
    "leader": ("pages/leader.html", CHROME, LEADER),
    "organ": ("pages/organ.html", CHROME, ORGAN),
    "directory": ("pages/directory.html", CHROME, DIRECTORY),
    "plain": ("pages/plain.html", CHROME, PLAIN),
    "topic": ("pages/topic.html", CHROME, TOPIC),
    "map": ("pages/map.html", CHROME, MAP),
    "not_found": ("pages/message.html", CHROME, NOT_FOUND),
    "gone": ("pages/message.html", CHROME, GONE),
}

BARE = {
    "home": ("pages/arranged.html", CHROME_BARE, HOME_EMPTY),
    "subsite": ("pages/arranged.html", CHROME_BARE, HOME_EMPTY),
    "column": ("pages/column.html", CHROME_BARE, COLUMN_EMPTY),
    "article": ("pages/article.html", CHROME_BARE, ARTICLE_EMPTY),
    "document": ("pages/document.html", CHROME_BARE, DOCUMENT_EMPTY),
    "leader": ("pages/leader.html", CHROME_BARE, LEADER_EMPTY),
    "organ": ("pages/organ.html", CHROME_BARE, ORGAN_EMPTY),
    "directory": ("pages/directory.html", CHROME_BARE, DIRECTORY_EMPTY),
    "plain": ("pages/plain.html", CHROME_BARE, PlainPage("联系我们", (), mark_safe(""), None)),
    "topic": ("pages/topic.html", CHROME_BARE, TOPIC_EMPTY),
    "map": ("pages/map.html", CHROME_BARE, MapPage((), ())),
    "message": ("pages/message.html", CHROME_BARE, DOWN),
}
