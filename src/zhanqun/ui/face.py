"""The templates of public pages (前台模板): what they may use, and how a page is printed.

They are Jinja2 templates under `jinja2/` of their rooms (decision 0021). A component is a macro in
`ui/components`, in the file of its name: `{{ ui.notice(text=page.notice) }}`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from html import escape
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from zhanqun.foundation.dependencies import once
from zhanqun.ui import icons, pictures, prose
from zhanqun.ui.preferences import PREFERENCES

ENGINE = "public"
# Values that are compared as they are; others by being the same object.
PLAIN = (str, bool, int, type(None))
# An organ's name rarely passes thirty characters; a later 关于 belongs to the matter itself.
ORGAN_CHARS_MAX = 30
NO_PICTURES: Mapping[str, pictures.ShownPicture] = MappingProxyType({})


def printed(template: str, context: Mapping[str, object], *, lang: str) -> str:
    """What a template prints in the language of its page (页面渲染)."""
    with translation.override(catalogue(lang)):
        return str(engines[ENGINE].get_template(template).render(dict(context)))


def catalogue(lang: str) -> str | None:
    """The message catalogue for the language of a page. Chinese is what the sources are written
    in: None, so that nothing is looked up."""
    return "en" if lang == "en" else None


def environment(**options: Any) -> Environment:
    """What the settings name as environment of the public templates."""
    options |= {"undefined": StrictUndefined, "keep_trailing_newline": True}
    found = Environment(**options)  # noqa: S701 - Django asks for autoescape in `options`
    found.globals |= {
        "_": translated,
        "ngettext": translated_count,
        "ui": Components(found),
        "shared": Shared(found),
        "static": static,
        "picture_tag": picture_tag,
        "told_by_beacon": told_by_beacon,
        "icon": icons.icon,
        "pattern": icons.pattern,
        "emblem": icons.EMBLEM,
        "masthead_art": icons.MASTHEAD_ART,
        "preferences": PREFERENCES,
    }
    found.filters |= {
        "page_tags": page_tags,
        "card_tags": card_tags,
        "day": day,
        "long_day": long_day,
        "short_day": short_day,
        "minute": minute,
        "iso": iso,
        "title_lines": title_lines,
        "article_prose": article_prose,
        "official_prose": official_prose,
    }
    return found


def told_by_beacon() -> bool:
    """Whether pages tell themselves that they were opened (信标)."""
    return bool(settings.ZHANQUN_VISITS_BY == "beacon")


def translated(message: str, **values: object) -> Markup:
    """The message in the language of the page; %(name)s stands for a value, which is escaped."""
    text = Markup(gettext(message))  # noqa: S704 - our own words
    return text % values if values else text


def translated_count(one: str, many: str, count: int, **values: object) -> Markup:
    return Markup(ngettext(one, many, count)) % values  # noqa: S704 - our own words


class Components:
    """The components by name (组件): `ui.notice` is the macro in `ui/components/notice.html`."""

    def __init__(self, home: Environment) -> None:
        self._home = home

    def __getattr__(self, name: str) -> Callable[..., str]:
        component = self._find(name)
        if not self._home.auto_reload:
            self.__dict__[name] = component
        return component

    def _find(self, name: str) -> Callable[..., str]:
        template = self._home.get_template(f"ui/components/{name}.html")
        macro: Callable[..., str] = getattr(template.module, name)
        return macro


class Shared(Components):
    """Components that are the same on many pages: drawn once for the same values (`once`).

    The language must follow from the values; where nothing else tells it, give it a `lang`.
    """

    def _find(self, name: str) -> Callable[..., str]:
        macro = super()._find(name)

        def draw(**values: object) -> str:
            key = (name, *[v if isinstance(v, PLAIN) else id(v) for v in values.values()])
            # The values are kept with the part, so that what stands for them stays theirs.
            return once(key, lambda: (macro(**values), values))[0]

        return draw


def page_tags(tags: Iterable[tuple[str, str]]) -> SafeString:
    """Page tags, one a line (网页标签)."""
    lines = (f'<meta name="{name}" content="{escape(content)}">' for name, content in tags)
    return mark_safe("\n".join(lines))  # noqa: S308 - names are our own, contents are escaped


def card_tags(tags: Iterable[tuple[str, str]]) -> SafeString:
    """Properties of the social card, one a line (社交卡片)."""
    lines = (f'<meta property="{name}" content="{escape(content)}">' for name, content in tags)
    return mark_safe("\n".join(lines))  # noqa: S308 - names are our own, contents are escaped


def day(value: date) -> str:
    """2026-06-16, the form of lists."""
    return value.strftime("%Y-%m-%d")


def long_day(value: date) -> str:
    """2026年6月16日, the form of running text; in the language of the page."""
    return _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)


def short_day(value: date) -> str:
    """06-16, for lists of recent things."""
    return value.strftime("%m-%d")


def minute(value: datetime) -> str:
    """2026-06-16 17:20, the form of articles. Source: 国办发〔2017〕47号, 发布时间."""
    return value.strftime("%Y-%m-%d %H:%M")


def iso(value: date) -> str:
    """Machine-readable form: of a datetime to the minute, with its offset."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def title_lines(title: str) -> list[str]:
    """Break an official title by meaning: the organ, then what it is about (标题回行).

    Source: GB/T 9704-2012 7.3.1, a line break keeps words whole.
    """
    organ, about, matter = title.partition("关于")
    if 2 <= len(organ) <= ORGAN_CHARS_MAX and about and "《" not in organ:
        return [organ, about + matter]
    return [title]


def article_prose(
    body: str, shown: Mapping[str, pictures.ShownPicture] = NO_PICTURES
) -> SafeString:
    dressed = prose.dress_article(body, table_label=_table_label())
    return mark_safe(pictures.dress_pictures(dressed, shown))  # noqa: S308


def official_prose(
    body: str, shown: Mapping[str, pictures.ShownPicture] = NO_PICTURES
) -> SafeString:
    dressed = prose.dress_official(body, table_label=_table_label())
    return mark_safe(pictures.dress_pictures(dressed, shown))  # noqa: S308


def picture_tag(picture: Any, **how: Any) -> SafeString:
    """A picture of a page with its formats and sizes; `how` as `pictures.tag` takes it."""
    shown = pictures.ShownPicture(picture.src, picture.width, picture.height, picture.sources)
    return mark_safe(pictures.tag(shown, picture.alt, **how))  # noqa: S308


def _table_label() -> str:
    return _("表格，可左右滚动")
