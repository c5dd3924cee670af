from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "zhanqun.core.accounts"
    label = "zq_accounts"
    verbose_name = _("账号安全")

    def ready(self) -> None:
        from zhanqun.core.accounts import receivers  # noqa: F401 - connects them
