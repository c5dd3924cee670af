from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhanqun.content.sites import api as sites
from zhanqun.delivery.integrity.manifest import keys
from zhanqun.delivery.integrity.manifest.lines import ManifestBroken
from zhanqun.delivery.integrity.manifest.store import Store, manifests_root
from zhanqun.delivery.integrity.manifest.verifying import Verified, verify
from zhanqun.delivery.integrity.manifest.writing import write_all
from zhanqun.foundation import clock

SHOWN = 20


class Command(BaseCommand):
    help = "发布清单：--verify 核对签名和全部文件，--write 按发布记录重做，--public-key 显示公钥。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--verify", action="store_true", help="核对；有不同时退出码为1")
        what.add_argument("--write", action="store_true", help="按发布记录重做并签名")
        what.add_argument("--public-key", action="store_true", help="显示核对用的公钥")
        parser.add_argument("--site", help="只处理这个域名")
        parser.add_argument("--root", type=Path, help="要核对的文件目录，如镜像；默认为公开目录")
        parser.add_argument("--manifests", type=Path, help="清单目录；默认为本机的")
        parser.add_argument("--key", type=Path, help="公钥文件；默认用本机的密钥")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["public_key"]:
            self.stdout.write(keys.public_pem().decode(), ending="")
        elif options["write"]:
            self._write(options["site"])
        else:
            self._verify(options)

    def _write(self, domain: str | None) -> None:
        rows = sites.profiles()
        for profile in rows.filter(domain=domain) if domain else rows:
            head = write_all(profile.site_id, clock.now())
            self.stdout.write(f"{head.folder}：{head.files}个地址，第{head.sequence}版")

    def _verify(self, options: dict[str, Any]) -> None:
        key = keys.read_public(options["key"]) if options["key"] else keys.public_key()
        root = options["root"] or Path(settings.ZHANQUN_PUBLIC_ROOT)
        folders = sorted((options["manifests"] or manifests_root()).glob("*/head"))
        faults = checked = 0
        for folder in folders:
            try:
                found = verify(Store(folder.parent), root, key)
            except ManifestBroken as failure:
                raise CommandError(
                    f"清单签名不符，可能被改：{folder.parent} {failure.facts}"
                ) from failure
            if options["site"] in (None, found.folder):
                checked += 1
                faults += self._tell(found)
        if not checked:
            raise CommandError("没有找到清单，请先运行后台任务进程，或执行 manifest --write。")
        if faults:
            raise CommandError(f"共{faults}处不同。")

    def _tell(self, found: Verified) -> int:
        fate = f"{len(found.faults)}处不同" if found.faults else "全部一致，签名有效"
        self.stdout.write(f"{found.folder}：{found.files}个文件，{fate}")
        for fault in found.faults[:SHOWN]:
            self.stdout.write(f"  {fault}")
        return len(found.faults)
