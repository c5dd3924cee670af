"""Write the columns of cases anew from their events (重算办件).

Tells how many differed; without --write nothing is changed.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.core.casework.recomputing import recompute_all


class Command(BaseCommand):
    help = "由办理经过重算每个办件的状态、承办人、期限和逾期标记。不加 --write 只核对。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="写入重算结果")

    def handle(self, *args: Any, **options: Any) -> None:
        looked_at, differed = recompute_all(write=options["write"])
        for number, columns in differed:
            self.stdout.write(f"{number}：{'、'.join(columns)}")
        act = "已改正" if options["write"] else "不一致"
        self.stdout.write(f"核对{looked_at}件，{act}{len(differed)}件。")
