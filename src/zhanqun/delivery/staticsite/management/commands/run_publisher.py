import math
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.staticsite import roots
from zhanqun.delivery.staticsite.publisher import work_off
from zhanqun.delivery.staticsite.roots import OtherRoot
from zhanqun.delivery.staticsite.running import run_for_ever
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "发布进程：有变动即更新静态页面；可开几个，共同承担。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="做完待刷新的就结束")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(until_empty=options["until_empty"])
        except OtherRoot as refused:
            raise CommandError(str(refused)) from refused

    def _run(self, *, until_empty: bool) -> None:
        if until_empty:
            roots.join(clock.now())
            work_off(math.inf)
            return
        running = True

        def stop(*_signal: object) -> None:
            nonlocal running
            running = False

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        run_for_ever(lambda: running)
