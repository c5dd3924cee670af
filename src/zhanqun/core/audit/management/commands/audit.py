from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhanqun.core.audit import api as audit
from zhanqun.foundation import clock

SHOWN = 20
TOLD_EVERY = 100_000


class Command(BaseCommand):
    help = "审计：verify 校验审计链，export-head 把链首写到数据库之外，seal 立即封签。"

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="verify|export-head|seal")
        verify = acts.add_parser("verify", help="校验审计链；不完整时说出断在哪里，返回1")
        verify.add_argument(
            "--against",
            metavar="文件",
            type=Path,
            action="append",
            default=[],
            help="与以前导出的链首文件核对，可多次给出",
        )
        verify.add_argument("--quiet", action="store_true", help="不报进度")
        acts.add_parser("export-head", help="把链首追加到 ZHANQUN_TRAIL_HEADS 下的文件")
        acts.add_parser("seal", help="立即给还没有封签的记录封签")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        {"verify": self.verify, "export-head": self.export_head, "seal": self.seal}[act](**options)

    def verify(self, *, against: list[Path], quiet: bool, **_options: Any) -> None:
        found = list(islice(self._faults(against, quiet), SHOWN))
        if found:
            told = "\n".join(f"  {fault.text}" for fault in found)
            more = "\n  ……" if len(found) == SHOWN else ""
            raise CommandError(f"审计链不完整，第一处：{found[0].text}\n{told}{more}")
        head = audit.newest_seal()
        self.stdout.write(f"审计链完整，共{head.position if head else 0}条。")

    def export_head(self, **_options: Any) -> None:
        head = audit.export_head(now=clock.now())
        self.stdout.write(f"已导出封签{head.position}。")

    def seal(self, **_options: Any) -> None:
        count = 0
        while done := audit.seal_trail(now=clock.now(), everything=True):
            count += done
        self.stdout.write(f"已封签{count}条。")

    def _faults(self, against: list[Path], quiet: bool) -> Iterator[audit.Fault]:
        progress = (lambda checked: None) if quiet else self._tell
        files = (audit.faults_against(path) for path in against)
        yield from chain(audit.faults(now=clock.now(), progress=progress), *files)

    def _tell(self, checked: int) -> None:
        if checked % TOLD_EVERY == 0:
            self.stderr.write(f"已校验{checked}条……")
