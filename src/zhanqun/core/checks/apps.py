from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    name = "zhanqun.core.checks"
    label = "zq_checks"
    verbose_name = _("检查")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        post_migrate.connect(_renew_lists, sender=self)


def _renew_lists(*, using: str, **_kwargs: Any) -> None:
    """After an upgrade of the database, once every room is up to date."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from zhanqun.core.checks.shipped import renew_shipped_lists
    from zhanqun.foundation import clock

    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        renew_shipped_lists(now=clock.now())
