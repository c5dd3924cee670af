"""Tags and filters of the public pages (前台模板标签)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from html import escape

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhanqun.foundation.dependencies import once
from zhanqun.ui import icons, prose

register = template.Library()

# Values that are compared as they are; others by being the same object.
PLAIN = (str, bool, int, type(None))

# An organ's name rarely passes thirty characters; a later 关于 belongs to the matter itself.
ORGAN_CHARS_MAX = 30

register.simple_tag(icons.icon, name="icon")
register.simple_tag(icons.pattern, name="pattern")


@register.simple_tag
def emblem() -> SafeString:
    """Our own emblem; the national one only where it is lawful (徽标)."""
    return icons.EMBLEM


@register.simple_tag
def masthead_art() -> SafeString:
    return icons.MASTHEAD_ART


@register.filter
def catalogue(lang: str) -> str | None:
    """The message catalogue for the language of a page. Chinese is what the sources are written
    in: None, so that nothing is looked up."""
    return "en" if lang == "en" else None


@register.filter
def page_tags(tags: Iterable[tuple[str, str]]) -> SafeString:
    """Page tags, one a line (网页标签)."""
    lines = (f'<meta name="{name}" content="{escape(content)}">' for name, content in tags)
    return mark_safe("\n".join(lines))  # noqa: S308 - names are our own, contents are escaped


class SharedNode(template.Node):
    """A part that is the same on many pages: rendered once for the same values (`once`)."""

    def __init__(self, name: str, values: dict[str, FilterExpression]) -> None:
        self.name, self.names, self.values = name, list(values), list(values.values())

    def render(self, context: template.Context) -> str:
        values = [value.resolve(context) for value in self.values]
        key = (self.name, *[v if isinstance(v, PLAIN) else id(v) for v in values])
        return once(key, partial(self._draw, context, values))[0]

    def _draw(self, context: template.Context, values: list[object]) -> tuple[str, list[object]]:
        """The values are kept with the part, so that what stands for them stays theirs."""
        assert context.template is not None  # it is being rendered
        found = context.template.engine.get_template(self.name)
        return found.render(context.new(dict(zip(self.names, values, strict=True)))), values


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """`{% shared "ui/components/top.html" chrome=chrome %}`: an include with only these values,
    for parts whose values are the same objects on many pages.

    The language must follow from the values; where nothing else tells it, give it a `lang`.
    """
    _tag, name, *rest = token.split_contents()
    return SharedNode(name.strip("\"'"), token_kwargs(rest, parser))


@register.filter
def day(value: date) -> str:
    """2026-06-16, the form of lists."""
    return value.strftime("%Y-%m-%d")


@register.filter
def short_day(value: date) -> str:
    """06-16, for lists of recent things."""
    return value.strftime("%m-%d")


@register.filter
def minute(value: datetime) -> str:
    """2026-06-16 17:20, the form of articles. Source: 国办发〔2017〕47号, 发布时间."""
    return value.strftime("%Y-%m-%d %H:%M")


@register.filter
def iso(value: date) -> str:
    """Machine-readable form: of a datetime to the minute, with its offset."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


@register.filter
def title_lines(title: str) -> list[str]:
    """Break an official title by meaning: the organ, then what it is about (标题回行).

    Source: GB/T 9704-2012 7.3.1, a line break keeps words whole.
    """
    organ, about, matter = title.partition("关于")
    if 2 <= len(organ) <= ORGAN_CHARS_MAX and about and "《" not in organ:
        return [organ, about + matter]
    return [title]


@register.filter
def article_prose(body: str) -> SafeString:
    return mark_safe(prose.dress_article(body, table_label=_table_label()))  # noqa: S308


@register.filter
def official_prose(body: str) -> SafeString:
    return mark_safe(prose.dress_official(body, table_label=_table_label()))  # noqa: S308


def _table_label() -> str:
    return _("表格，可左右滚动")
