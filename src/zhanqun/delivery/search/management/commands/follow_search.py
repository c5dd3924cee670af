import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.search.feeding.running import run_for_ever
from zhanqun.delivery.search.index.folder import SearchBusy, SearchFolder


class Command(BaseCommand):
    help = "全文检索：跟进发布与撤稿，更新本机索引；索引不存在或损坏时自动重建。"

    def handle(self, *args: Any, **options: Any) -> None:
        running = True

        def stop(*_signal: object) -> None:
            nonlocal running
            running = False

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            run_for_ever(SearchFolder(Path(settings.ZHANQUN_SEARCH_ROOT)), lambda: running)
        except SearchBusy as busy:
            raise CommandError(str(busy.message)) from busy
