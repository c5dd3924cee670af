import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhanqun.delivery.search.feeding.building import build
from zhanqun.delivery.search.index.folder import SearchBusy, SearchDamaged, SearchFolder, size_of


class Command(BaseCommand):
    help = "重建本机的全文检索索引。重建时原有索引照常答复，建成后自动换用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, help="用几个进程分词，默认与处理器数相同")

    def handle(self, *args: Any, **options: Any) -> None:
        begun, folder = time.monotonic(), SearchFolder(Path(settings.ZHANQUN_SEARCH_ROOT))
        self._shown = 0.0
        try:
            generation = build(folder, self._show, processes=options["processes"])
        except (SearchBusy, SearchDamaged) as refusal:
            raise CommandError(str(refusal)) from refusal
        took, megabytes = time.monotonic() - begun, size_of(generation) / 1e6
        self.stdout.write(f"已建成 {generation.name}：用时{took:.1f}秒，{megabytes:.1f}MB")

    def _show(self, done: int, of: int) -> None:
        """A line now and then."""
        if time.monotonic() - self._shown > 5 or done == of:
            self._shown = time.monotonic()
            self.stdout.write(f"{done}/{of}")
