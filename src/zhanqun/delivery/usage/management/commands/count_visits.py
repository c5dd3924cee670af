import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.usage import counting
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "统计访问日志（ZHANQUN_VISIT_LOGS）里已经结束、还没有统计的各个小时。可以重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ZHANQUN_VISIT_LOGS:
            raise CommandError("没有设置访问日志（ZHANQUN_VISIT_LOGS）。")
        started = time.monotonic()
        try:
            done = counting.count_visits(clock.now())
        except counting.CountingElsewhere as busy:
            raise CommandError(str(busy)) from busy
        self.stdout.write(
            f"{done.hours}个小时，{done.lines}行（{done.malformed}行读不懂），"
            f"访问{done.views}次，另有机器访问{done.robots}次；"
            f"用时{time.monotonic() - started:.1f}秒"
        )
