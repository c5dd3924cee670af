"""The desk's own stylesheet and script, on every page of the back office."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("desk/desk.css"),
        static("desk/without-scripts.css"),
    )


@hooks.register("insert_global_admin_js")
def desk_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("desk/desk.mjs"))
