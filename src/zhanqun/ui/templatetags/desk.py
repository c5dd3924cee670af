"""Tags of the desk's templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import engines
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.menu import admin_menu

from zhanqun.ui.face import ENGINE

register = template.Library()


@register.inclusion_tag("desk/parts/plain_menu.html", takes_context=True)
def plain_menu(context: template.Context) -> dict[str, Any]:
    """The menu as plain links, for people whose scripts are off (无脚本菜单)."""
    request: HttpRequest = context["request"]
    return {"links": list(_links(admin_menu, request))}


def _links(menu: Any, request: HttpRequest) -> Any:
    for item in menu.menu_items_for_request(request):
        below = getattr(item, "menu", None)
        if below is not None:
            yield from _links(below, request)
        elif getattr(item, "url", None):
            yield {"url": item.url, "label": item.render_component(request).label}


@register.inclusion_tag("desk/parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Links to the neighbouring pages; they keep what the address asks for besides."""
    asked = context["request"].GET.copy()
    asked.pop("from", None)
    rest = asked.urlencode()
    return {"page": page, "rest": f"&{rest}" if rest else ""}


@register.simple_tag
def long_list(template_name: str, **facts: Any) -> SafeString:
    """The rows of a long list, printed by the engine of the public pages (decision 0021): Django's
    own templates take longer for fifty rows than the database for finding them."""
    text = engines[ENGINE].get_template(template_name).render(facts)
    return mark_safe(text)  # noqa: S308 - its templates escape


@register.simple_tag
def state_tag(label: Any, tone: str = "") -> SafeString:
    """A state as a word in a frame; tone: "", "quiet", "good", "bad", "wait".

    Without a template of its own: long lists print hundreds of them.
    """
    frame = f"d-tag d-tag--{tone}" if tone else "d-tag"
    return format_html('<span class="{}">{}</span>', frame, label)


@register.filter
def file_size(size_bytes: int) -> str:
    """A size in the unit a reader expects, such as 1.2 MB."""
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"


@register.filter
def at(values: Mapping[str, Any], name: str) -> Any:
    """What a mapping holds under a name that a variable tells, or None."""
    return values.get(name) if values else None
