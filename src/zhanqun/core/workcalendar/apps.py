from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkCalendarConfig(AppConfig):
    name = "zhanqun.core.workcalendar"
    label = "zq_workcalendar"
    verbose_name = _("工作日历")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        post_migrate.connect(_enter_shipped, sender=self)


def _enter_shipped(*, using: str, **_kwargs: Any) -> None:
    """After an upgrade of the database, once every room is up to date."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from zhanqun.core.workcalendar.shipped import enter_shipped_notices
    from zhanqun.foundation import clock

    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        enter_shipped_notices(now=clock.now())
