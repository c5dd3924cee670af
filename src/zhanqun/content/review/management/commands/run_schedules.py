import signal
from typing import Any

from django.core.management.base import BaseCommand

from zhanqun.content.review.runner import run_for_ever


class Command(BaseCommand):
    help = "定时发布：按秒执行到时的发布，并报告心跳。"

    def handle(self, *args: Any, **options: Any) -> None:
        running = True

        def stop(*_signal: object) -> None:
            nonlocal running
            running = False

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        run_for_ever(lambda: running)
