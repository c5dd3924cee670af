from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.config.demo.city.ports import move_to_port
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "把演示城市的全部站点改到另一个端口；页面由后台任务重新生成。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("port", type=int, help="端口")

    def handle(self, *args: Any, **options: Any) -> None:
        moved = move_to_port(options["port"], now=clock.now())
        self.stdout.write(f"{moved}个站点已改到端口{options['port']}。")
