from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.mirrors import sending, waiting
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "立即把待同步的文件送到镜像；加 --all 时全部重新送一遍。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mirror", help="只同步这个镜像（name）")
        parser.add_argument("--all", action="store_true", help="全部文件，不只是待同步的")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = waiting.rows_of_mirrors()
        chosen = [row for row in rows if options["mirror"] in (None, row.name)]
        if not chosen:
            raise CommandError("没有设置这个镜像（ZHANQUN_MIRRORS）。")
        failed = []
        for mirror in chosen:
            if options["all"]:
                waiting.note_everything(mirror, clock.now())
            try:
                while sending.send_waiting(mirror):
                    self.stdout.write(f"{mirror}：还有{mirror.waiting.count()}项…")
            except sending.MirrorInUse as busy:
                raise CommandError(str(busy)) from busy
            left = mirror.waiting.count()
            said = mirror.last_error or (f"{left}项与发布记录不符，没有发送" if left else "已一致")
            self.stdout.write(f"{mirror}：{said}")
            if mirror.last_error or left:
                failed.append(mirror.name)
        if failed:
            raise CommandError("没有全部同步：" + "、".join(failed))
