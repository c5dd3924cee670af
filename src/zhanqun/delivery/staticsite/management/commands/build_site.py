from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhanqun.content.sites.api import profiles
from zhanqun.delivery.staticsite.publisher import SitePublisher


class Command(BaseCommand):
    help = "全站重建静态页面，并删除没有归属的文件；结果与逐次发布完全一致。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="只重建这个域名的站点")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = profiles()
        if options["site"]:
            chosen = chosen.filter(domain=options["site"])
            if not chosen.exists():
                raise CommandError(f"没有域名为 {options['site']} 的站点。")
        for profile in chosen:
            done: Counter[str] = Counter()
            for _target, outcome in SitePublisher(profile.site_id).build():
                done[outcome] += 1
                if sum(done.values()) % 200 == 0:
                    self.stdout.write(f"  {profile.domain} {sum(done.values())}页…")
            facts = "，".join(f"{outcome} {count}" for outcome, count in sorted(done.items()))
            self.stdout.write(f"{profile.domain}：{facts}")
