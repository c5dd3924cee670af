"""The heads of pages that stand at a place of the tree (首页与栏目的页面头部)."""

from zhanqun.content.pages.builders import metadata
from zhanqun.content.pages.builders.frame import Frame
from zhanqun.content.pages.drawing import head_of
from zhanqun.content.pages.shapes import Head, Link
from zhanqun.content.sites import api as sites
from zhanqun.content.sites.api import Column, ColumnForm
from zhanqun.foundation.dependencies import depends_on


def head_of_home(frame: Frame) -> Head:
    """首页."""
    address, title = f"{frame.base_url}/", frame.page_name
    return head_of(
        frame,
        "/",
        feeds="/",
        card=metadata.card(frame, "website", title, address, ""),
        data=metadata.data_of_home(frame),
        alternates=_editions(frame),
    )


def head_of_column(frame: Frame, column: Column) -> Head:
    """栏目首页、专题; a list has feeds."""
    path, said = column.address, column.description
    depends_on(sites.words_key(column.pk))
    return head_of(
        frame,
        path,
        column.title,
        column=column,
        feeds=path if column.form == ColumnForm.LIST else "",
        card=metadata.card(frame, "website", column.title, frame.base_url + path, said),
        data=metadata.data_of_column(frame, column),
    )


def _editions(frame: Frame) -> tuple[Link, ...]:
    """The home in the languages of the site's editions, itself among them."""
    others = frame.chrome.languages
    return (Link("", frame.base_url + "/", lang=frame.chrome.lang), *others) if others else ()
