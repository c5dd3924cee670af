"""Recount the validity of every document from relations and decisions (重新计算有效性)."""

from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.affairs.policylibrary.services import settle_all
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "按全部关系和评估结论重新计算文件的有效性；升级后运行一次，使旧文件入库。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = settle_all(clock.now())
        self.stdout.write(f"已核对，改正{count}件。")
