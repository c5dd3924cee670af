from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.content.sites.api import SiteProfile, profiles
from zhanqun.delivery.staticsite.marks import lacks_of


class Command(BaseCommand):
    help = "读已发布的页面，列出各站点还缺的标识和网页标签及其依据；有缺项时以状态1结束。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="只查这个域名的站点")
        parser.add_argument("--all", action="store_true", help="每一页都查，默认只查最新的正文")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = profiles().filter(**({"domain": options["site"]} if options["site"] else {}))
        if not chosen:
            raise CommandError(f"没有域名为 {options['site']} 的站点。")
        lacking = sum(self._say(row, everything=options["all"]) for row in chosen)
        if lacking:
            raise CommandError(f"{lacking}个站点有缺项。", returncode=1)

    def _say(self, profile: SiteProfile, *, everything: bool) -> bool:
        count, lacks = lacks_of(profile, everything=everything)
        self.stdout.write(f"{profile.domain}（{profile.name}）：读{count}页，缺{len(lacks)}项")
        if not count:
            self.stdout.write("  还没有发布任何页面")
        for lack in lacks:
            places = "、".join(lack.paths)
            self.stdout.write(f"  缺 {lack.label}：{lack.count}页，如 {places}（{lack.clause}）")
        return bool(lacks) or not count
