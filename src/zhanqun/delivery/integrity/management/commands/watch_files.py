import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.integrity.guarding.watch import AlreadyWatching, Watch


class Command(BaseCommand):
    help = "网页防篡改监控：发现公开文件被改、被删或有外来文件即恢复、留证、报警；并定期巡检。"

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stop.set())
        try:
            Watch(Path(settings.ZHANQUN_PUBLIC_ROOT), stop).run()
        except AlreadyWatching as refusal:
            raise CommandError(str(refusal)) from refusal
