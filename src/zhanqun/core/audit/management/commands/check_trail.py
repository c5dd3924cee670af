from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.core.audit.api import broken_links


class Command(BaseCommand):
    help = "校验审计链；发现被改动的记录时返回错误。"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_links())
        if broken:
            raise CommandError(f"审计链在以下位置不一致：{broken[:20]}（共{len(broken)}处）")
        self.stdout.write("审计链完整。")
