"""Where accounts appear in Wagtail's shell; the warning before a login ends."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from zhanqun.core.accounts import policies
from zhanqun.ui.menu import DeskMenuItem


@hooks.register("register_admin_menu_item")
def people() -> DeskMenuItem:
    return DeskMenuItem(
        gettext_lazy("账号安全"),
        reverse("accounts:people"),
        name="accounts-people",
        icon_name="lock",
        order=730,
        shown=policies.may_secure,
    )


@hooks.register("register_admin_menu_item")
def mine() -> DeskMenuItem:
    return DeskMenuItem(
        gettext_lazy("我的账号"),
        reverse("accounts:mine"),
        name="accounts-mine",
        icon_name="user",
        order=900,
        shown=lambda user: True,
    )


@hooks.register("register_account_menu_item")
def own(request: HttpRequest) -> dict[str, object]:
    return {
        "label": _("我的账号"),
        "url": reverse("accounts:mine"),
        "help_text": _("第二因素、恢复码、登录的设备。"),
    }


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/accounts.css"))


@hooks.register("insert_global_admin_js")
def idle_script() -> SafeString:
    """The pages of the desk warn before the login ends; those of the login have no such script."""
    if not settings.ZHANQUN_IDLE_MINUTES:
        return SafeString("")
    said: dict[str, Any] = {
        "src": static("accounts/idle.mjs"),
        "limit": settings.ZHANQUN_IDLE_MINUTES * 60,
        "address": reverse("accounts:alive"),
        "login": reverse("account_login"),
        "title": _("您还在吗？"),
        "text": _("很久没有操作了，{n}秒后将自动退出。"),
        "label": _("继续工作"),
        "ended_title": _("登录已结束"),
        "ended_text": _(
            "您超过{n}分钟没有操作，已自动退出。本页填写的内容还在：请在新窗口重新登录，再回到本页提交。"
        ).format(n=settings.ZHANQUN_IDLE_MINUTES),
        "ended_label": _("在新窗口登录"),
    }
    return format_html(
        '<script type="module" id="idle" src="{src}" data-limit="{limit}" data-address="{address}"'
        ' data-login="{login}" data-title="{title}" data-text="{text}" data-label="{label}"'
        ' data-ended-title="{ended_title}" data-ended-text="{ended_text}"'
        ' data-ended-label="{ended_label}"></script>',
        **said,
    )
