import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from zhanqun.content.sites.api import SiteProfile, profiles
from zhanqun.delivery.staticsite import locks, overhauls, roots
from zhanqun.delivery.staticsite.crew import helpers
from zhanqun.delivery.staticsite.models import Overhaul
from zhanqun.delivery.staticsite.publisher import SitePublisher, finish
from zhanqun.delivery.staticsite.queries import files_of_site
from zhanqun.delivery.staticsite.roots import OtherRoot
from zhanqun.foundation import clock

# How often it says how far it has come.
SAY_SECONDS = 2.0


class Command(BaseCommand):
    help = "全站重建静态页面，并删除没有归属的文件；结果与逐次发布完全一致。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="只重建这个域名的站点")
        parser.add_argument("--processes", type=int, default=1, help="并行的进程数，默认1")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = self._chosen(options["site"])
        try:
            roots.join(clock.now(), is_new_place=options["site"] is None)
        except OtherRoot as refused:
            raise CommandError(str(refused)) from refused
        if not locks.may_build():
            raise CommandError("另一个全站重建正在进行，请等它结束后再试；进度见后台“运行状况”。")
        try:
            self._build(chosen, max(1, options["processes"]))
        finally:
            locks.end_building()

    def _chosen(self, domain: str | None) -> QuerySet[SiteProfile]:
        chosen = profiles()
        if domain:
            chosen = chosen.filter(domain=domain)
            if not chosen.exists():
                raise CommandError(f"没有域名为 {domain} 的站点。")
        return chosen

    def _build(self, chosen: Iterable[SiteProfile], processes: int) -> None:
        started = time.monotonic()
        overhaul = overhauls.begin([row.site_id for row in chosen], clock.now())
        self.stdout.write(f"共{overhaul.total}页，{processes}个进程。")
        with helpers(overhaul.pk, processes - 1):
            self._follow(overhaul)
        for profile in chosen:
            orphans = SitePublisher(profile.site_id).delete_orphans()
            count = files_of_site(profile.site_id).count()
            self.stdout.write(f"{profile.domain}：{count}页，删除没有归属的文件{len(orphans)}个")
        failed = overhauls.waits_for(overhaul).count()
        if failed:
            self.stderr.write(f"{failed}页未能生成，将自动重试；原因见后台“运行状况”。")
        self.stdout.write(f"用时{time.monotonic() - started:.1f}秒。")

    def _follow(self, overhaul: Overhaul) -> None:
        said_at = time.monotonic()
        for _batch in finish(overhaul):
            if time.monotonic() - said_at > SAY_SECONDS:
                said_at = time.monotonic()
                left = overhauls.waits_for(overhaul).count()
                self.stdout.write(f"  已完成{overhaul.total - left}页，共{overhaul.total}页…")
