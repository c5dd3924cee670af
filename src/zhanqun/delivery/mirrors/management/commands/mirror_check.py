from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.delivery.mirrors import sending, services, waiting
from zhanqun.foundation import clock


class Command(BaseCommand):
    help = "逐字节核对镜像与发布记录；有差异时退出码不为零。加 --mend 时随即改正。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mirror", help="只核对这个镜像（name）")
        parser.add_argument("--mend", action="store_true", help="补送差异，删除多余文件")

    def handle(self, *args: Any, **options: Any) -> None:
        differing = []
        for mirror in waiting.rows_of_mirrors():
            if options["mirror"] not in (None, mirror.name):
                continue
            try:
                found = services.check_mirror(mirror, mend=options["mend"], now=clock.now())
            except (sending.MirrorAway, sending.MirrorInUse) as failure:
                raise CommandError(f"{mirror}：{failure}") from failure
            for name in found.wrong_shown:
                self.stdout.write(f"{mirror} 缺少或不同：{name}")
            for name in found.foreign_shown:
                self.stdout.write(f"{mirror} 多余：{name}")
            self.stdout.write(f"{mirror}：缺少或不同{found.wrong}项，多余{found.foreign}项")
            if found.wrong or found.foreign:
                differing.append(mirror.name)
        if differing and not options["mend"]:
            raise CommandError("有差异：" + "、".join(differing))
